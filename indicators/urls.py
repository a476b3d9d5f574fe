from django.urls import path

from indicators import views
from strategy.pages import STRATEGY

INDICATOR = f"{STRATEGY}indicators/<code:indicator>"

urlpatterns = [
    path(f"{INDICATOR}/", views.indicator, name="indicator"),
    path(f"{INDICATOR}.svg", views.chart, name="chart"),
    path(f"{INDICATOR}.<slug:form>", views.download, name="download"),
    path(f"{STRATEGY}follow-ups/<code:follow_up>/", views.follow_up, name="follow-up"),
]
