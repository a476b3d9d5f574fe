from django.urls import path, re_path

from strategy import api, compare, feeds, files, finding_pages, site_pages, views
from strategy.pages import STRATEGY

urlpatterns = [
    path("", views.home, name="home"),
    path("search/", finding_pages.search, name="search"),
    path("method/", views.method, name="method"),
    path("accessibility/", site_pages.accessibility, name="accessibility"),
    path("accessibility/thank-you/", site_pages.message_received, name="message-received"),
    path("privacy/", site_pages.privacy, name="privacy"),
    path("compare/", compare.statistics, name="compare"),
    path("compare/<code:statistic>/", compare.comparison, name="comparison-of"),
    path("<code:partnership>/", views.partnership, name="partnership"),
    path("<code:partnership>/feed.atom", feeds.feed, name="feed"),
    path(STRATEGY, views.strategy, name="strategy"),
    path(
        "<code:partnership>/<code:strategy>.<form:form>", files.download, name="strategy-download"
    ),
    path(f"{STRATEGY}goals/<code:goal>/", views.goal, name="goal"),
]

# Below /api/, in no language
open_data = [
    path("", api.root),
    path("v1/", api.index, name="api"),
    path("v1/schemas/framsteg-edition-1.json", api.schema, name="api-schema"),
    path(f"v1/{STRATEGY}", api.strategy, name="api-strategy"),
    path(f"v1/{STRATEGY}indicators/<code:indicator>/", api.indicator, name="api-indicator"),
    re_path(r"^(?:.*/)?$", api.unknown),
]
