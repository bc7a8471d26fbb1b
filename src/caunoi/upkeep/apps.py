from django.apps import AppConfig


class UpkeepConfig(AppConfig):
    name = "caunoi.upkeep"
    label = "upkeep"
