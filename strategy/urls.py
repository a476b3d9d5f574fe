from django.urls import path, re_path

from strategy import api, views
from strategy.pages import STRATEGY

urlpatterns = [
    path("", views.home, name="home"),
    path("search/", views.search, name="search"),
    path("method/", views.method, name="method"),
    path("accessibility/", views.accessibility, name="accessibility"),
    path("<code:partnership>/", views.partnership, name="partnership"),
    path(STRATEGY, views.strategy, name="strategy"),
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
