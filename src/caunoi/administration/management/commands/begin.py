import argparse
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from caunoi.access import actions as access
from caunoi.access.choices import Role
from caunoi.access.models import User
from caunoi.access.roles import ROLES
from caunoi.administration.actions import add_organisation
from caunoi.lib.actor import COMMAND
from caunoi.lib.ids import spaced
from caunoi.organisations.choices import OrganisationKind
from caunoi.places.models import Place
from caunoi.programme.actions import deploy
from caunoi.programme.catalogue import MODELS
from caunoi.programme.choices import RUNS_DEPLOYMENTS

ON_A_CLUB = """
Bước tiếp theo / next steps:
  1. caunoi serve, đăng nhập ở / sign in at /account/login/
  2. dùng mã lời mời quản trị hệ thống ở trên, tại / the administrator's invitation above, used at /account/invitation/
  3. Danh bạ dịch vụ, /administration/reference/: quản trị hệ thống thêm đơn vị cung cấp và dịch vụ
     / Directory: the administrator adds providers and services"""
WITHOUT_DEPLOYMENT = """
  4. cũng ở đó: thêm điểm triển khai, nếu không thì không chốt tháng được
     / there too: add a deployment; without one no month can be closed"""
ON_A_HUB = """
Bước tiếp theo / next steps:
  1. caunoi serve, đăng nhập ở / sign in at /account/login/
  2. Danh bạ dịch vụ, /administration/reference/: thêm tổ chức / Directory: add organisations
  3. Nhân sự, /administration/: mời cán bộ chương trình / Staff: invite programme officers
  4. caunoi release card, release trust: làm quen với từng câu lạc bộ / come to know each club"""


class Command(BaseCommand):
    help = "First run: tables, reference data, the organisation, its deployment and first account (see: caunoi init)."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--organisation", required=True, help="name of the organisation")
        parser.add_argument("--organisation-kind", choices=OrganisationKind.values, default=None)
        parser.add_argument("--place", default="", help="code of its province, for example 22")
        parser.add_argument("--model", choices=[model.code for model in MODELS], default="M3", help="what a club runs")
        parser.add_argument("--handle", required=True, help="handle of the first account; not a real name")
        parser.add_argument("--role", choices=Role.values, default=None)

    def handle(self, *args: Any, **options: Any) -> None:
        call_command("prepare", verbosity=0, stdout=self.stdout)
        at, passphrase = timezone.now(), access.new_passphrase()
        place = self._place(options["place"])
        try:
            with transaction.atomic():
                user, deployed = _begin(at, place, passphrase, options)
                invitation = _invite_administrator(at, user) if settings.KIND == "club" else ""
        except access.CannotDo as problem:
            raise CommandError(str(problem)) from problem
        self.stdout.write(f"{user.handle}  {passphrase}")
        self.stdout.write("Bốn từ này chỉ hiện một lần / these four words are shown once.")
        if invitation:
            self.stdout.write(f"quản trị hệ thống / administrator: {spaced(invitation)}")
        club = ON_A_CLUB if deployed else ON_A_CLUB + WITHOUT_DEPLOYMENT
        self.stdout.write(club if settings.KIND == "club" else ON_A_HUB)

    def _place(self, code: str) -> Place | None:
        if not code:
            return None
        place = Place.objects.on(timezone.localdate()).filter(code=code).first()
        if place is None:
            raise CommandError(
                f"Hiện nay không có đơn vị nào mang mã {code} / no unit has this code today. Quảng Ninh: --place 22"
            )
        return place


def _invite_administrator(at: datetime, first: User) -> str:
    """A lead cannot make one, so that no club reaches into another: the first comes with the installation."""
    organisation = first.grants.get().organisation
    _offer, code = access.invite(by=COMMAND, at=at, organisation=organisation, role=Role.ADMINISTRATOR)
    return code


def _begin(at: datetime, place: Place | None, passphrase: str, options: dict[str, Any]) -> tuple[User, bool]:
    """The organisation, its first account and, where its work is counted, its deployment: all or nothing."""
    role, kind = _defaults(options["role"], options["organisation_kind"])
    organisation = add_organisation(by=COMMAND, at=at, kind=kind, name=options["organisation"], place=place)
    user = access.begin(
        by=COMMAND, at=at, organisation=organisation, role=role, handle=options["handle"], passphrase=passphrase
    )
    if settings.KIND != "club" or place is None or kind not in RUNS_DEPLOYMENTS:
        return user, False
    today = timezone.localdate(at)
    deploy(by=COMMAND, at=at, model=options["model"], organisation=organisation, place=place, starts_on=today)
    return user, True


def _defaults(role: str | None, kind: str | None) -> tuple[str, str]:
    """On a club installation the first account is a lead, on a hub an administrator."""
    role = role or (Role.CLUB_LEAD if settings.KIND == "club" else Role.ADMINISTRATOR)
    allowed = ROLES[Role(role)].organisations
    usual = OrganisationKind.CLUB if settings.KIND == "club" else OrganisationKind.PROGRAMME_OFFICE
    return role, kind or (usual if usual in allowed else sorted(allowed)[0])
