"""Words and small steps that the tests of the vault share."""

from caunoi.access.choices import RevealPurpose
from caunoi.people import actions as people
from caunoi.people.choices import ConsentMethod, FieldClass, Purpose, SealedKind, Witness
from caunoi.people.queries import kinds_agreed

WORDS = "thuyen-xanh meo-vang song-nho doi-cao"
OTHER_WORDS = "trang-tron ga-den nui-xa cau-tre"


def agree(acting, user, at, person, purpose=Purpose.CONTACT, recipient=None, fields=(FieldClass.CONTACT,)):
    """She agreed, asked back, a colleague beside."""
    return people.record_consent(
        by=acting(user), at=at, pseudonym=person, purpose=purpose, recipient=recipient, field_classes=list(fields),
        method=ConsentMethod.SPOKEN, witness=Witness.STAFF, language="vi",
    )  # fmt: skip


def seal(acting, user, now, person, text, kind=SealedKind.CALLED):
    if kind not in kinds_agreed(person, now):
        agree(acting, user, now, person)
    return people.seal_value(by=acting(user), at=now, pseudonym=person, kind=kind, text=text)


def texts(acting, user, now, session, person, kind=SealedKind.CALLED, purpose=RevealPurpose.FOLLOW_UP):
    shown = people.reveal(by=acting(user), at=now, session=session, pseudonym=person, kind=kind, purpose=purpose)
    return [each.text for each in shown]
