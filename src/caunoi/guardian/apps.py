from django.apps import AppConfig


class GuardianConfig(AppConfig):
    name = "caunoi.guardian"
    label = "guardian"
