"""What may be consented to: purpose × recipient × field classes × method × witness × how long. Not in the table: not possible.

Data, read by actions, pages, receipts and tests. A change here is a change of what people are asked: see docs/consent.md.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta

from caunoi.organisations.choices import OrganisationKind
from caunoi.people.choices import ConsentMethod, FieldClass, Purpose, RecipientKind, SealedKind, Witness

NEVER_A_RECIPIENT = (
    OrganisationKind.POLICE, OrganisationKind.INSPECTION, OrganisationKind.COMPULSORY_CENTRE,
    OrganisationKind.STATE_MANAGEMENT,
)  # fmt: skip
ANY_METHOD = frozenset(ConsentMethod)


@dataclass(frozen=True)
class ConsentRule:
    """One purpose. `may_pass` is what can be chosen; with `whole` it is all of it or nothing.

    `witnessed`: by these methods somebody else must have been there. `without_card`: also for somebody without one.
    """

    purpose: Purpose
    recipient: RecipientKind
    may_pass: frozenset[FieldClass]
    lasts: timedelta
    whole: bool = True
    methods: frozenset[ConsentMethod] = ANY_METHOD
    witnessed: frozenset[ConsentMethod] = frozenset()
    without_card: bool = False
    on_protective_path: bool = False

    def allows_fields(self, chosen: Collection[str]) -> bool:
        fields = {FieldClass(one) for one in chosen}
        return fields == self.may_pass if self.whole else bool(fields) and fields <= self.may_pass

    def allows_recipient(self, kind: str | None) -> bool:
        """`kind` of the organisation that is named; None where none is."""
        if self.recipient is RecipientKind.OWN:
            return kind is None
        return kind is not None and kind not in NEVER_A_RECIPIENT

    def allows_witness(self, method: str, witness: str) -> bool:
        return method not in self.witnessed or witness != Witness.NONE


_SPOKEN = frozenset({ConsentMethod.SPOKEN})
_PRIVATE = frozenset({FieldClass.NAME, FieldClass.BIRTH, FieldClass.CONTACT})
RULES: dict[Purpose, ConsentRule] = {
    rule.purpose: rule
    for rule in (
        ConsentRule(Purpose.CARD, RecipientKind.OWN, frozenset({FieldClass.CODE}), timedelta(days=730)),
        # as long as a slip lasts, and as long again for the outcome and her own word
        ConsentRule(
            Purpose.REFERRAL, RecipientKind.PROVIDER, frozenset({FieldClass.SLIP}), timedelta(days=180),
            without_card=True, on_protective_path=True,
        ),
        ConsentRule(
            Purpose.PACKET, RecipientKind.PROVIDER, _PRIVATE, timedelta(days=90),
            whole=False, witnessed=_SPOKEN, on_protective_path=True,
        ),
        ConsentRule(
            Purpose.CONTACT, RecipientKind.OWN, frozenset({FieldClass.CONTACT}), timedelta(days=365),
            on_protective_path=True,
        ),
        ConsentRule(
            Purpose.IDENTITY, RecipientKind.OWN, _PRIVATE, timedelta(days=365), whole=False, witnessed=_SPOKEN,
        ),
        ConsentRule(Purpose.MEETING, RecipientKind.OWN, frozenset({FieldClass.CONTACT}), timedelta(days=365)),
        ConsentRule(
            Purpose.COMPANY, RecipientKind.OWN, frozenset({FieldClass.SLIP}), timedelta(days=90),
            on_protective_path=True,
        ),
    )
}  # fmt: skip
NOT_ASKED_ON_ITS_OWN = frozenset({Purpose.CARD, Purpose.REFERRAL, Purpose.PACKET})
"""Asked where the card, the slip or the packet is made, never from the list of consents."""
KEEPING = (Purpose.IDENTITY, Purpose.CONTACT, Purpose.MEETING)
"""Under any of these her own organisation keeps sealed values of the field classes she named."""
KEPT_AS: dict[str, tuple[SealedKind, ...]] = {
    FieldClass.NAME: (SealedKind.LEGAL_NAME,),
    FieldClass.BIRTH: (SealedKind.BIRTH,),
    FieldClass.CONTACT: (SealedKind.CALLED, SealedKind.PHONE, SealedKind.SAFE_CONTACT),
}
"""Which sealed values a field class stands for, kept or passed on. Notes are never passed on."""
