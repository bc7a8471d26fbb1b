from django.apps import AppConfig


class AccessConfig(AppConfig):
    name = "caunoi.access"
    label = "access"
