from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "caunoi.notices"
    label = "notices"
