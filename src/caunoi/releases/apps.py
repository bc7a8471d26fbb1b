from django.apps import AppConfig


class ReleasesConfig(AppConfig):
    name = "caunoi.releases"
    label = "releases"
