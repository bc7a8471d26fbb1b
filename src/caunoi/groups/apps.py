from django.apps import AppConfig


class GroupsConfig(AppConfig):
    name = "caunoi.groups"
    label = "groups"
