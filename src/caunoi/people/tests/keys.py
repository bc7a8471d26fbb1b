"""Words and small steps that the tests of the vault share."""

from caunoi.access.choices import RevealPurpose
from caunoi.people import actions as people
from caunoi.people.choices import SealedKind

WORDS = "thuyen-xanh meo-vang song-nho doi-cao"
OTHER_WORDS = "trang-tron ga-den nui-xa cau-tre"


def seal(acting, user, now, person, text, kind=SealedKind.CALLED):
    return people.seal_value(by=acting(user), at=now, pseudonym=person, kind=kind, text=text)


def texts(acting, user, now, session, person, kind=SealedKind.CALLED, purpose=RevealPurpose.FOLLOW_UP):
    shown = people.reveal(by=acting(user), at=now, session=session, pseudonym=person, kind=kind, purpose=purpose)
    return [each.text for each in shown]
