from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "caunoi.audit"
    label = "audit"
