from django.apps import AppConfig


class PublishedConfig(AppConfig):
    name = "caunoi.published"
    label = "published"
