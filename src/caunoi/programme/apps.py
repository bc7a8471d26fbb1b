from django.apps import AppConfig


class ProgrammeConfig(AppConfig):
    name = "caunoi.programme"
    label = "programme"
