from django.apps import AppConfig


class VaultConfig(AppConfig):
    name = "caunoi.people.vault"
    label = "vault"
