from django.apps import AppConfig


class ExtractsConfig(AppConfig):
    name = "caunoi.extracts"
    label = "extracts"
