import argparse
from pathlib import Path
from random import Random
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from caunoi.devtools import world
from caunoi.lib.actor import COMMAND
from caunoi.published import cards
from caunoi.releases import actions as releases


class Command(BaseCommand):
    help = "Fill a demo club installation (called by caunoi demo)."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--accounts", type=Path, required=True)
        parser.add_argument("--hub-card", type=Path, required=True)
        parser.add_argument("--releases", type=Path, required=True)
        parser.add_argument("--seed", type=int, default=7)
        parser.add_argument("--people", type=int, default=60)
        parser.add_argument("--months", type=int, default=4)

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("Only a demo installation can be filled with invented people.")
        drawn = world.World(
            rng=Random(options["seed"]),  # noqa: S311  # figures of a demo, not a secret
            today=timezone.localdate(),
            months=options["months"],
            people=options["people"],
        )
        releases.trust_hub(by=COMMAND, at=timezone.now(), card=cards.read(options["hub_card"].read_bytes()))
        clubs = world.build(drawn, options["accounts"])
        world.close_months(drawn, clubs, options["releases"])
