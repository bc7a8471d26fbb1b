import getpass
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from caunoi.access.actions import CannotDo
from caunoi.access.choices import Verb
from caunoi.access.models import User
from caunoi.access.policies import Refused
from caunoi.access.queries import actor_for
from caunoi.audit import actions as audit
from caunoi.lib.actor import COMMAND
from caunoi.lib.key_files import KeyFileError
from caunoi.lib.listing import FORMATS, listing
from caunoi.published.handover import KNOWN, compare, give_card, read_card, said
from caunoi.releases import actions, keys, queries
from caunoi.releases.choices import MonthState, ReleaseState
from caunoi.releases.models import Release
from caunoi.releases.queries import Month

COLUMNS = ("organisation", "place", "period", "starts", "ends", "state", "version", "taken")


class Command(BaseCommand):
    help = "The months of this installation: close, show, export; introduce it to a programme office (card, trust)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        close = verbs.add_parser("close", help="sign a month as a lead or deputy; the second person runs it again")
        close.add_argument("--period", required=True, help="for example 2026-11A")
        close.add_argument(
            "--handle", required=True, help="who signs; the passphrase is asked, or read from standard input"
        )
        close.add_argument("--deployment", type=UUID, help="needed only where one organisation has several")
        show = verbs.add_parser("show", help="every month and how it stands")
        show.add_argument("--format", choices=FORMATS, default="table")
        show.add_argument("--organisation")
        export = verbs.add_parser("export", help="write sealed files of months signed twice")
        export.add_argument("--out", type=Path, required=True, help="folder for the files")
        export.add_argument("--period")
        export.add_argument("--organisation", help="part of its name, or its id")
        card = verbs.add_parser("card", help="write the introduction card of this installation")
        card.add_argument("--out", type=Path)
        trust = verbs.add_parser("trust", help="take the introduction card of a programme office")
        trust.add_argument("file")
        trust.add_argument("--fingerprint", help="the digits that the office read out by telephone")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            getattr(self, f"_{options['verb']}")(options)
        except (CannotDo, KeyFileError) as problem:
            raise CommandError(str(problem)) from None
        except Refused:
            raise CommandError(_("This account may not do that. Nothing was changed.")) from None

    def _close(self, options: dict[str, Any]) -> None:
        by = actor_for(_signer(options["handle"]))
        month = _one_month([one for one in queries.month(by, timezone.now()) if _fits(one, options)])
        if month.release and month.state is MonthState.CLOSING:
            actions.sign_release(by=by, at=timezone.now(), release=month.release)
            self.stdout.write(_("Signed twice: these figures stand and can be sent."))
        else:
            actions.close_month(by=by, at=timezone.now(), deployment=month.deployment, period=month.period)
            self.stdout.write(_("Closed and signed once. A second person has to look at it and sign."))

    def _show(self, options: dict[str, Any]) -> None:
        months = [one for one in queries.month(COMMAND, timezone.now()) if _named(one, options["organisation"])]
        self.stdout.write(listing(COLUMNS, [_row(one) for one in months], options["format"]))

    def _export(self, options: dict[str, Any]) -> None:
        found = [one for one in _released() if _wanted(one, options)]
        if not found:
            raise CommandError(_("No month signed twice fits. Nothing was written; look at: release show"))
        options["out"].mkdir(parents=True, exist_ok=True)
        for number, release in enumerate(found, start=1):
            data, name = actions.take(by=COMMAND, at=timezone.now(), release=release)
            path = _free_path(options["out"] / name, release, data)
            path.write_bytes(data)
            self.stdout.write(f"{number}/{len(found)} {path}")
        self._checkpoint(options["out"])

    def _checkpoint(self, folder: Path) -> None:
        """The record as it stands, beside the files: whoever receives them can hold it against the record later."""
        try:
            made = audit.make_checkpoint(by=COMMAND, at=timezone.now())
        except audit.RecordBrokenError:
            self.stderr.write("Nhật ký không nguyên vẹn / the record does not hold together. Run: caunoi audit verify")
            return
        if made:
            path = folder / f"{timezone.localdate(made.at):%Y-%m-%d}.checkpoint.txt"
            path.write_text(made.signed, encoding="utf-8")
            self.stdout.write(str(path))

    def _card(self, options: dict[str, Any]) -> None:
        give_card(self, *keys.own_card(), options["out"])

    def _trust(self, options: dict[str, Any]) -> None:
        card = read_card(options["file"])
        compare(card, options["fingerprint"])
        hub = actions.trust_hub(by=COMMAND, at=timezone.now(), card=card)
        self.stdout.write(said(KNOWN, name=hub.name))


def _signer(handle: str) -> User:
    user = User.objects.filter(handle=handle.strip().casefold(), is_active=True).first()
    passphrase = getpass.getpass() if sys.stdin.isatty() else sys.stdin.readline().rstrip("\n")
    if user is None or not user.check_password(passphrase):
        raise CommandError(_("Handle and passphrase do not fit. Nothing was changed."))
    return user


def _fits(month: Month, options: dict[str, Any]) -> bool:
    return month.period.key == options["period"] and options["deployment"] in (None, month.deployment.pk)


def _one_month(months: list[Month]) -> Month:
    if not months:
        raise CommandError(_("There is no such month. Nothing was changed; look at: release show"))
    if len(months) > 1:
        ids = ", ".join(str(one.deployment.pk) for one in months)
        raise CommandError(
            _("Several places of work have this month. Say which with --deployment: %(ids)s") % {"ids": ids}
        )
    return months[0]


def _released() -> list[Release]:
    """Every version: a hub takes them one after the other, and those it has it takes again without harm."""
    rows = queries.releases(COMMAND, Verb.TAKE_RELEASE).filter(state=ReleaseState.RELEASED)
    return list(rows.order_by("starts", "deployment", "version"))


def _wanted(release: Release, options: dict[str, Any]) -> bool:
    named = options["organisation"] or ""
    is_named = named.casefold() in release.organisation.name.casefold() or named == str(release.organisation_id)
    return is_named and options["period"] in (None, release.period_key)


def _named(month: Month, name: str | None) -> bool:
    return not name or name.casefold() in month.deployment.organisation.name.casefold()


def _free_path(path: Path, release: Release, data: bytes) -> Path:
    """Two organisations' files of one month stand side by side; neither name says whose it is."""
    if path.exists() and path.read_bytes() != data:
        return path.with_name(f"{path.stem}-{str(release.pk)[-4:]}{path.suffix}")
    return path


def _row(month: Month) -> list[object]:
    release = month.release
    return [
        month.deployment.organisation.name, month.deployment.place.code, month.period.key, month.period.start,
        month.period.end, month.state.value, queries.stated_version(release) if release else "",
        timezone.localtime(release.taken_at).isoformat(timespec="minutes") if release and release.taken_at else "",
    ]  # fmt: skip
