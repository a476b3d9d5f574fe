from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path

from strategy import finding_pages, urls, views

urlpatterns = [
    path("", views.root),
    path("admin/follow-ups/", include("indicators.workbench.urls")),
    path("admin/follow-ups/", include("indicators.workbench.publishing_urls")),
    path("admin/", admin.site.urls),
    path("i18n/", include("django.conf.urls.i18n")),
    path("healthz", views.health),
    path("robots.txt", finding_pages.robots),
    path("sitemap.xml", finding_pages.sitemap, name="sitemap"),
    path("api/", include(urls.open_data)),
    *i18n_patterns(path("", include("strategy.urls")), path("", include("indicators.urls"))),
]
