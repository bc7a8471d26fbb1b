from django.apps import AppConfig


class ReferralsConfig(AppConfig):
    name = "caunoi.referrals"
    label = "referrals"
