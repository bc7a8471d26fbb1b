from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "caunoi.exchange"
    label = "exchange"
