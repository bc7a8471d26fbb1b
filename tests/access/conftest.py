"""The whole cast of one kind of installation, and one thing of each sort that belongs to the first club."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from caunoi.access import actions as access
from caunoi.access.choices import Role
from caunoi.access.models import Grant
from caunoi.conftest import PASSPHRASE, make_organisation, make_user
from caunoi.directory.actions import load_catalogue
from caunoi.directory.models import TaxonomyTerm
from caunoi.lib.actor import ANYONE, COMMAND
from caunoi.lib.ids import uuid7
from caunoi.lib.periods import containing
from caunoi.organisations.choices import OrganisationKind
from caunoi.organisations.models import Agreement, Organisation

ON_A_CLUB = settings.KIND == "club"
REQUEST_PAGES = ("", "_end", "_erase", "_more_days", "_open", "_told")


@pytest.fixture
def visitors(request, db, client_of, place_qn):
    """A signed-in client for each of the cast."""
    host = make_organisation(OrganisationKind.NGO, "Hội Biển Xanh", place_qn)
    if ON_A_CLUB:
        cast = {
            name: request.getfixturevalue(name)
            for name in ("peer", "other_peer", "lead", "deputy", "caseworker", "provider_user", "outsider")
        }
        clinic = make_organisation(OrganisationKind.PROVIDER, "Phòng khám Khác", place_qn)
        elsewhere = make_organisation(OrganisationKind.CLUB, "Nhóm Khác", place_qn)
        cast["other_provider"] = make_user("other-provider", Role.PROVIDER_STAFF, clinic)
        cast["other_lead"] = make_user("other-lead", Role.CLUB_LEAD, elsewhere)
        cast["guardian"] = make_user("guardian", Role.DATA_GUARDIAN, request.getfixturevalue("club"))
        cast["admin"] = make_user("admin", Role.ADMINISTRATOR, host)
    else:
        state = make_organisation(OrganisationKind.STATE_MANAGEMENT, "Sở Y tế", place_qn)
        cast = {
            "programme": make_user(
                "programme",
                Role.PROGRAMME_OFFICER,
                make_organisation(OrganisationKind.PROGRAMME_OFFICE, "Văn phòng", None),
            ),
            "authority": make_user("authority", Role.AUTHORITY_OFFICER, state),
            "donor": make_user("donor", Role.DONOR_VIEWER, make_organisation(OrganisationKind.DONOR, "Quỹ", None)),
            "hubadmin": make_user("hubadmin", Role.ADMINISTRATOR, host),
        }
    cast["unaccepted"] = make_user("unaccepted", Role.ADMINISTRATOR, host)
    Grant.objects.filter(user=cast["unaccepted"]).update(accepted_at=None, accepted_by=None)
    return {"anyone": Client(), **{name: client_of(user) for name, user in cast.items()}}


@pytest.fixture
def things(request, db, visitors, now, acting, service):
    """What the arguments of addresses stand for: things of the first club, made by its peer worker."""
    load_catalogue(by=COMMAND, at=now)
    found = _club_things(request, now, acting, service) if ON_A_CLUB else _hub_things(now, acting, service)
    term = TaxonomyTerm.objects.first()
    agreement = Agreement.objects.create(
        organisation=request.getfixturevalue("club") if ON_A_CLUB else Organisation.objects.exclude(pk=service.provider_id).first(),
        provider=service.provider, about="x", focal_point="x", who_pays="nobody", valid_from=now.date(),
    )  # fmt: skip
    return found | {
        "administration:card.pk": service.pk, "administration:confirm.pk": service.pk,
        "administration:agreement.pk": agreement.pk,
        "hsds:service.pk": str(service.pk), "hsds:organization.pk": str(service.provider_id), "hsds:patch.name": "address",
        "hsds:service_at_location.pk": str(service.at_locations.get().pk), "hsds:taxonomy.pk": str(term.taxonomy_id),
        "hsds:taxonomy_term.pk": str(term.pk),
    }  # fmt: skip


def _invited(admin_or_lead, acting, now, organisation, role) -> tuple[Grant, str]:
    by, now = acting(admin_or_lead), timezone.now()  # pages ask the real clock whether an invitation is open
    _offer, code = access.invite(by=by, at=now, organisation=organisation, role=role)
    access.enrol(by=ANYONE, at=now, code=code, handle="newcomer", passphrase="một hai ba bốn")
    _offer, unused = access.invite(by=by, at=now, organisation=organisation, role=role)
    return Grant.objects.get(user__handle="newcomer"), unused


def _hub_things(now, acting, service) -> dict[str, object]:
    from caunoi.access.models import User

    admin = User.objects.get(handle="hubadmin")
    grant, code = _invited(admin, acting, now, admin.grants.get().organisation, Role.ADMINISTRATOR)
    key = containing(now.date(), "admin_month").previous().key
    place = service.at_locations.get().location.place
    report = _collected_report(now, place)
    return {
        "pk": service.pk, "grant": grant.pk, "code": code, "key": key, "place": place.pk, "step": uuid7(), "reset": uuid7(),
        "exchange:report.pk": report.pk, "reports:definition.code": "contacts",
        "form": "pdf", "year": 2019,
    }  # fmt: skip


def _collected_report(now, commune) -> object:
    from caunoi.published import actions, stated_periods
    from caunoi.published.drafts import DraftReport

    period = stated_periods.during(containing(now.date(), "half_year").previous())
    draft = DraftReport(None, commune, period, is_zero=True)
    (entered,) = actions.enter_collected(by=COMMAND, at=now, digest="", drafts=[draft])
    return entered.report


def _notice_of(user, now) -> object:
    from caunoi.lib.actor import CLOCK
    from caunoi.notices import actions
    from caunoi.notices.choices import Kind
    from caunoi.notices.models import Notice

    actions.tell(by=CLOCK, at=now, users={user.pk}, kind=Kind.NEWS, subject=user.pk)
    return Notice.objects.get(user=user).pk


def _club_things(request, now, acting, service) -> dict[str, object]:
    from caunoi.access.models import User
    from caunoi.guardian import actions as guardian
    from caunoi.outreach import actions as outreach
    from caunoi.outreach.actions import Observation
    from caunoi.people import actions as people
    from caunoi.people.choices import RightChannel, RightKind
    from caunoi.referrals import actions as referrals
    from caunoi.releases import actions as releases

    peer, lead, club, deployment = (request.getfixturevalue(name) for name in ("peer", "lead", "club", "deployment"))
    by, earlier = acting(peer), timezone.now() - timedelta(days=20)  # a provider reads by the real clock
    member = people.give_card(by=by, at=earlier, worker=peer)
    seen = Observation(on=earlier.date(), setting="venue", pseudonym=member.pseudonym)
    contact = outreach.note_contact(by=by, at=earlier, seen=seen, done_by=peer)
    club_work = _club_work(acting(peer), acting(lead), earlier, peer, member.pseudonym)
    need = referrals.note_need(
        by=by, at=earlier, code=service.code, noted_on=earlier.date(), pseudonym=member.pseudonym
    )
    referral = referrals.refer(by=by, at=earlier, need=need, service=service, agreed=referrals.Agreed())
    period = containing(now.date(), "admin_month").previous()
    release = releases.close_month(by=acting(lead), at=now, deployment=deployment, period=period)
    grant, code = _invited(User.objects.get(handle="admin"), acting, now, club, Role.PEER_WORKER)
    asked = people.ask_right(
        by=by, at=timezone.now(), pseudonym=member.pseudonym, kind=RightKind.RESTRICT, channel=RightChannel.SPOKEN
    )
    breach = guardian.note_breach(
        by=acting(User.objects.get(handle="guardian")),
        at=timezone.now(),
        found_at=earlier,
        known=guardian.Known(happened="lost", classes=["codes"]),
    )
    requests = {f"workspace:request{what}.pk": asked.pk for what in REQUEST_PAGES}
    deputy = request.getfixturevalue("deputy")
    begun = people.begin_vault(by=acting(lead), at=now, passphrase=PASSPHRASE)
    people.make_own_key(by=acting(deputy), at=now, passphrase=PASSPHRASE)
    people.lock_vault(by=acting(lead), at=now, session=begun.session)
    return {
        **requests,
        "user": deputy.pk,
        "guardian:request.pk": asked.pk, "guardian:breach.pk": breach.pk, "guardian:notice.pk": breach.pk,
        "person": member.pseudonym_id, "record": contact.record, "need": need.pk, "pk": referral.pk,
        "referrals:need.pk": need.pk, "referrals:conclude.pk": need.pk, "directory:service.pk": service.pk,
        "directory:check.pk": service.pk,
        "administration:service.pk": service.pk,
        "consent": referral.consent_id, "step": uuid7(), "reset": uuid7(), "purpose": "meeting", "kind": "called",
        "deployment": deployment.pk, "key": period.key, "release": release.pk, "grant": grant.pk,
        "releases:definition.code": "contacts", "account_enrol.code": code, "portal:slip.code": referral.slip_code,
        "provider": referral.provider_id, "notices:open.pk": _notice_of(peer, now),
        **club_work,
        "outreach:drop_area.pk": outreach.name_area(
            by=by, at=now, commune=request.getfixturevalue("commune"), name="sau chợ"
        ).pk,
    }  # fmt: skip


def _club_work(peer, lead, at, worker, person) -> dict[str, object]:
    from caunoi.groups import actions as groups
    from caunoi.outreach import actions as outreach

    move = outreach.Moved("condom", "received", 100, timezone.localdate(at))
    held = outreach.Held(timezone.localdate(at), "SRH", people=[person], anonymous=3)
    going = outreach.note_accompaniment(
        by=lead, at=at, worker=worker.pk, code="SRH", on=timezone.localdate(at), advance=50_000
    )
    group = groups.found_group(by=lead, at=at, kind="club", title="Nhóm Sen", begun_on=timezone.localdate(at))
    meeting = groups.note_meeting(
        by=peer, at=at, group=group, held=groups.Gathering(timezone.localdate(at), "talk", "rights", 9)
    )
    of_group = dict.fromkeys(
        (f"groups:{name}.pk" for name in ("group", "meeting", "leader", "layer", "count")), group.pk
    )
    follow_up = outreach.plan_follow_up(by=peer, at=at, pseudonym=person, due_on=timezone.localdate(at), why="bring")
    return {
        **of_group,
        "outreach:follow_up_done.pk": follow_up.pk,
        "groups:take_back.pk": meeting.pk,
        "groups:followed_up.pk": meeting.pk,
        "outreach:take_back_stock.pk": outreach.note_stock(by=lead, at=at, moved=move).pk,
        "outreach:take_back_session.pk": outreach.note_session(by=peer, at=at, held=held, done_by=worker.pk).pk,
        "outreach:take_back_fund.pk": outreach.note_fund(
            by=lead, at=at, kind="in", amount=9, on=timezone.localdate(at)
        ).pk,
        "outreach:settle.pk": going.pk,
    }
