"""The admin, with an index by what staff do."""

from django.contrib.admin.apps import AdminConfig


class FramstegAdminConfig(AdminConfig):
    default_site = "config.registry.site.RegistrySite"
