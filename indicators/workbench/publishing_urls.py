"""The addresses of publishing, all in the admin."""

from django.contrib import admin
from django.urls import path

from indicators.workbench import publishing, word_templates

view = admin.site.admin_view

urlpatterns = [
    path("<int:pk>/publish/", view(publishing.publish_page), name="publish"),
    path("<int:pk>/preview/", view(publishing.preview), name="preview"),
    path("<int:pk>/preview.<slug:form>", view(publishing.preview_file), name="preview-file"),
    path("word-template/<int:pk>/", view(word_templates.template_page), name="word-template"),
    path(
        "word-template/<int:pk>/built-in.docx",
        view(word_templates.built_in_template),
        name="built-in-template",
    ),
    path(
        "word-template/<int:pk>/<int:number>.docx",
        view(word_templates.kept_template),
        name="kept-template",
    ),
]
