"""Measures imports and exports beside plain django-import-export: `make bench`."""
