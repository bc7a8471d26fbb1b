from io import StringIO
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import connection
from django.utils import timezone

from caunoi.access.wall_policies import build as build_walls
from caunoi.directory.actions import load_catalogue, load_reference
from caunoi.lib.actor import COMMAND
from caunoi.places.actions import load_places
from caunoi.programme.actions import load_models


class Command(BaseCommand):
    help = "Bring tables and reference data up to date (see: caunoi migrate). Safe to run again."

    def handle(self, *args: Any, **options: Any) -> None:
        verbosity = options["verbosity"]
        if "keystore" in settings.DATABASES:  # first: what moves from rows to keys finds its table
            words = {"database": "keystore", "interactive": False, "verbosity": verbosity, "stdout": self.stdout}
            call_command("migrate", "vault", **words)
        call_command("migrate", interactive=False, verbosity=verbosity, stdout=self.stdout)
        call_command("createcachetable", verbosity=0)
        if connection.vendor == "postgresql":
            build_walls(settings.PROGRAM_ROLE)
        load_places()
        load_models(by=COMMAND, at=timezone.now())
        load_catalogue(by=COMMAND, at=timezone.now())
        load_reference(by=COMMAND, at=timezone.now())
        if apps.is_installed("caunoi.published"):
            call_command("targets", "load", stdout=StringIO())
        if verbosity:
            self.stdout.write("Sẵn sàng / ready.")
