from django.urls import path

from indicators import views
from strategy.pages import STRATEGY

INDICATOR = f"{STRATEGY}indicators/<code:indicator>"
FOLLOW_UP = f"{STRATEGY}follow-ups/<code:follow_up>"
EDITION = f"{FOLLOW_UP}/editions/<int:number>"

urlpatterns = [
    path(f"{INDICATOR}/", views.indicator, name="indicator"),
    path(f"{INDICATOR}/embed/", views.embed, name="embed"),
    path(f"{INDICATOR}.svg", views.chart, name="chart"),
    path(f"{INDICATOR}.png", views.picture, name="indicator-picture"),
    path(f"{INDICATOR}.<slug:form>", views.download, name="download"),
    path(f"{FOLLOW_UP}/", views.follow_up, name="follow-up"),
    path(f"{FOLLOW_UP}.<slug:form>", views.follow_up_file, name="follow-up-file"),
    path(f"{FOLLOW_UP}/changes/", views.changes, name="follow-up-changes"),
    path(f"{EDITION}/", views.edition, name="edition"),
    path(f"{EDITION}.<slug:form>", views.edition_file, name="edition-file"),
    path(f"{EDITION}/compare/<int:other>/", views.comparison, name="edition-comparison"),
]
