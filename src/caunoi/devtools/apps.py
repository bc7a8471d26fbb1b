from django.apps import AppConfig


class DevtoolsConfig(AppConfig):
    name = "caunoi.devtools"
    label = "devtools"
