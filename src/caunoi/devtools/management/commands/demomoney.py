import argparse
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from caunoi.devtools import earlier_reports
from caunoi.lib.actor import COMMAND
from caunoi.places.models import Place
from caunoi.programme.actions import fund
from caunoi.programme.choices import FundingLevel
from caunoi.programme.models import Deployment
from caunoi.published.actions import Estimate, record_estimate
from caunoi.published.audiences import province_of
from caunoi.published.choices import Method
from caunoi.published.models import ReceivedRelease

SHOWN = "22"
"""The province whose authority has an account."""
INVENTED = "Số giả định của bản dùng thử"
A_MONTH = timedelta(days=30)


class Command(BaseCommand):
    help = "Invented money, estimates and reports of earlier years, once a demo hub knows its deployments (called by caunoi demo)."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--seed", type=int, default=7)

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("Only a demo installation is given invented money.")
        rng, at = Random(options["seed"] + 2), timezone.now()  # noqa: S311  # invented amounts
        deployments = list(Deployment.objects.select_related("place").order_by("organisation__sort_key"))
        last = ReceivedRelease.objects.values("deployment").annotate(last=Max("ends")).values_list("last", flat=True)
        for one in deployments if last else ():
            _fund(rng, at, one, min(last))  # until then everybody has sent
        provinces = {place.pk: place for one in deployments if (place := province_of(one.place))}
        for place in provinces.values():
            _estimate(rng, at, place)
        shown = next((place for place in provinces.values() if place.code == SHOWN), None)
        if shown is not None:
            begun = min(one.starts_on for one in deployments)
            with transaction.atomic():  # one commit for many files: the demo is built, not lived
                earlier_reports.load(rng, shown, begun)


def _fund(rng: Random, at: datetime, deployment: Deployment, ends: date) -> None:
    months = (ends - deployment.starts_on) // A_MONTH + 1
    promised = months * rng.randrange(9, 16) * 1_000_000
    starts = deployment.starts_on
    fund(
        by=COMMAND, at=at, deployment=deployment, level=FundingLevel.PROVINCIAL, source="Kế hoạch năm của tỉnh, thành phố",
        committed=promised, disbursed=promised * rng.randrange(78, 100) // 100, instrument=INVENTED,
        starts_on=starts, ends_on=ends,
    )  # fmt: skip
    fund(
        by=COMMAND, at=at, deployment=deployment, level=FundingLevel.DONOR, source="Quỹ Vì Cộng đồng",
        committed=4_000_000, disbursed=4_000_000, in_kind=True, instrument=INVENTED,
        starts_on=starts, ends_on=ends,
    )  # fmt: skip


def _estimate(rng: Random, at: datetime, place: Place) -> None:
    """Two rivals for each province: a study with an interval, and a count without one."""
    on, middle = at.date().replace(month=1, day=1), rng.randrange(50, 130) * 10
    study = Estimate(
        place=place, method=Method.MULTIPLIER, definition="người từ 18 tuổi, 12 tháng qua", source=INVENTED, on=on,
        assumptions="hai nguồn độc lập, không ai vào hay ra trong thời gian đếm", value=middle,
        low=middle * 8 // 10, high=middle * 13 // 10,
    )  # fmt: skip
    count = Estimate(
        place=place, method=Method.MAPPING, definition="người có mặt trong tuần đếm", source=INVENTED, on=on,
        assumptions="mỗi người được đếm một lần", value=middle * 6 // 10,
    )  # fmt: skip
    for estimate in (study, count):
        record_estimate(by=COMMAND, at=at, estimate=estimate)
