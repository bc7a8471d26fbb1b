"""Cards: given under her own consent, and opened one at a time by a lead."""

from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from caunoi.access.acting import action
from caunoi.access.actions import CannotDo
from caunoi.access.choices import Verb
from caunoi.access.models import User
from caunoi.access.policies import require
from caunoi.audit import actions as audit
from caunoi.lib.actor import Actor
from caunoi.lib.ids import new_code
from caunoi.lib.vietnamese_text import fold
from caunoi.lib.words import is_picture, picture
from caunoi.people.actions.assigning import look_after
from caunoi.people.actions.consents import write_consent
from caunoi.people.actions.handles import give_handle
from caunoi.people.choices import BirthYearBand, ConsentMethod, FieldClass, Purpose, Witness
from caunoi.people.models import Member, Opening, Pseudonym
from caunoi.people.policies import TIES, is_on_own_path, is_protected
from caunoi.people.queries import member_by_card

OPENING_LASTS = timedelta(minutes=15)
OPENINGS_AN_HOUR = 20


@action
def give_card(
    *,
    by: Actor,
    at: datetime,
    worker: User,
    cue: str = "",
    birth_year_band: str = BirthYearBand.NOT_SAID,
    method: str = ConsentMethod.SPOKEN,
    witness: str = Witness.NONE,
    language: str = "vi",
) -> Member:
    """A card for somebody who agreed to have one, looked after by `worker` from now on. Staff of the own club may."""
    pseudonym = Pseudonym(organisation_id=by.own_organisation)
    require(by, Verb.GIVE_CARD, pseudonym, TIES)
    give_handle(pseudonym)
    pseudonym.save(force_insert=True)
    cue = cue.strip() or picture()
    if not is_picture(cue):
        raise CannotDo(_("A memory cue is two words from the lists, so that it is never a name. Nothing was saved."))
    member = _new_member(pseudonym, at=at, cue=cue, birth_year_band=birth_year_band)
    look_after(pseudonym, worker.pk, at)
    write_consent(by, at, pseudonym, Purpose.CARD, None, [FieldClass.CODE], method, witness, language)
    audit.record(by=by, at=at, action=Verb.GIVE_CARD, subject=pseudonym.audit_handle, details={"worker": worker.pk})
    return member


@action
def open_by_card(*, by: Actor, at: datetime, card: str) -> Member:
    """A lead opens one person by her card for some minutes; it stands in the record."""
    member = member_by_card(by, card)
    if member is None:
        raise CannotDo(_("No card with this number here. Check the digits; nothing was opened."))
    require(by, Verb.OPEN_BY_CARD, member.pseudonym, TIES, subject=member.pseudonym.audit_handle)
    if (
        Opening.objects.filter(opened_by_id=by.own_id, opened_at__gt=at - timedelta(hours=1)).count()
        >= OPENINGS_AN_HOUR
    ):
        raise CannotDo(_("That were many people in one hour. Wait a while; what you need today is still there."))
    if is_protected(member.pseudonym_id) and not is_on_own_path(by, member.pseudonym):
        raise CannotDo(_("The protection person of your group looks after her. Nothing was opened; ask that person."))
    Opening.objects.create(pseudonym=member.pseudonym, opened_by_id=by.own_id, opened_at=at, until=at + OPENING_LASTS)
    audit.record(by=by, at=at, action=Verb.OPEN_BY_CARD, subject=member.pseudonym.audit_handle)
    return member


def _new_member(pseudonym: Pseudonym, *, at: datetime, cue: str, birth_year_band: str) -> Member:
    """A card number that nobody here has; chance collides once in a hundred million."""
    for _attempt in range(5):
        try:
            with transaction.atomic():
                return Member.objects.create(
                    pseudonym=pseudonym,
                    card_code=new_code(),
                    joined=at.date().replace(day=1),
                    birth_year_band=birth_year_band,
                    cue=cue,
                    cue_folded=fold(cue),
                )
        except IntegrityError:
            continue
    raise CannotDo(_("No free card number was found. Nothing was saved; try again."))
