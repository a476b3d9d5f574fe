from django.urls import path

from strategy import views
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
