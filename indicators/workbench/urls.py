"""The addresses of the workbench, all in the admin."""

from django.contrib import admin
from django.urls import path

from indicators.workbench import opening, views

view = admin.site.admin_view

urlpatterns = [
    path("open/", view(opening.open_follow_up), name="open-follow-up"),
    path("<int:pk>/", view(views.workbench), name="workbench"),
    path("<int:pk>/in-step/", view(opening.in_step), name="workbench-in-step"),
    path("<int:pk>/assign/", view(views.assign_parts), name="workbench-assign"),
    path("<int:pk>/status/", view(views.move), name="workbench-status"),
    path("<int:pk>/unowned/", view(views.unowned), name="nobody-owns"),
    path("<int:pk>/goals/<slug:code>/", view(views.goal_page), name="workbench-goal"),
]
