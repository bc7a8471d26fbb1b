from django.apps import AppConfig


class WorkspaceConfig(AppConfig):
    name = "caunoi.workspace"
    label = "workspace"
