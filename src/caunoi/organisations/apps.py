from django.apps import AppConfig


class OrganisationsConfig(AppConfig):
    name = "caunoi.organisations"
    label = "organisations"
