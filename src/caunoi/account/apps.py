from django.apps import AppConfig


class AccountConfig(AppConfig):
    name = "caunoi.account"
    label = "account_door"  # "account" is taken by the sign-in package
