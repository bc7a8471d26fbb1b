from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "caunoi.people"
    label = "people"
