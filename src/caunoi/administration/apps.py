from django.apps import AppConfig


class AdministrationConfig(AppConfig):
    name = "caunoi.administration"
    label = "administration"
