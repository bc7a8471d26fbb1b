"""Keys of the demo world, under the passphrases that it prints; and private values, of people who do not exist."""

from datetime import datetime, timedelta

from caunoi.access.models import User
from caunoi.access.queries import actor_for
from caunoi.devtools.cast import Cast
from caunoi.devtools.wishes import agree
from caunoi.people import actions as people
from caunoi.people.choices import FieldClass, Purpose, SealedKind
from caunoi.people.queries import caseload, kinds_agreed, restriction

PRIVATE = (
    {SealedKind.CALLED: "Chị Hoa Ban", SealedKind.PHONE: "0900 000 001"},
    {
        SealedKind.CALLED: "Chị Mây Trắng",
        SealedKind.SAFE_CONTACT: "Gọi sau 9 giờ sáng. Nếu người khác nghe máy: nói nhầm số.",
    },
    {SealedKind.CALLED: "Chị Hoa Sữa", SealedKind.PHONE: "0900 000 003"},
)
HEARD = "Chị muốn được hẹn vào buổi chiều, cạnh nhà có người quen làm ở trạm."


def make_keys(cast: Cast, first: User, *others: User) -> None:
    """The first keys of an organisation; whoever else may hold one is let in. Nobody stays unlocked."""
    by = actor_for(first)
    begun = people.begin_vault(by=by, at=cast.at, passphrase=cast.words[first.handle])
    people.note_sheets_handed(by=by, at=cast.at)
    for other in others:
        people.make_own_key(by=actor_for(other), at=cast.at, passphrase=cast.words[other.handle])
        people.admit_key_holder(by=by, at=cast.at, session=begun.session, user=other)
    people.lock_vault(by=by, at=cast.at, session=begun.session)


def keep_private(at: datetime, peer: User, lead: User) -> None:
    """A few people agreed that something is kept; the lead writes it, the peer adds a note that she cannot read back."""
    members = [member for member in caseload(actor_for(peer)) if not restriction(member.pseudonym_id)]
    for member, values in zip(members, PRIVATE, strict=False):
        if SealedKind.CALLED not in kinds_agreed(member.pseudonym, at):
            agree(peer, at, member, Purpose.CONTACT, [FieldClass.CONTACT])
        people.open_by_card(by=actor_for(lead), at=at, card=member.card)
        for kind, text in values.items():
            people.seal_value(by=actor_for(lead), at=at, pseudonym=member.pseudonym, kind=kind, text=text)
        earlier = at - timedelta(days=1)
        people.write_sealed_note(by=actor_for(peer), at=earlier, pseudonym=member.pseudonym, text=HEARD)
