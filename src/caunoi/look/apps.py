from django.apps import AppConfig


class LookConfig(AppConfig):
    name = "caunoi.look"
    label = "look"
