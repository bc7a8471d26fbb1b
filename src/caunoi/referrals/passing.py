"""What may reach a provider of each kind of service, beside the slip: the least it needs, shown to her before anything is sent.

Data, read by pages and by whoever seals a packet. What is not named here never passes, whatever was consented to.
"""

from caunoi.directory.choices import GROUP_OF, ServiceCode, ServiceGroup
from caunoi.people.choices import FieldClass

ONLY_CONTACT = frozenset({FieldClass.CONTACT})
PAPERS = frozenset({FieldClass.CONTACT, FieldClass.NAME, FieldClass.BIRTH})
BY_GROUP: dict[ServiceGroup, frozenset[FieldClass]] = {
    ServiceGroup.LEGAL: PAPERS,
    ServiceGroup.PSYCHOLOGICAL: ONLY_CONTACT,
    ServiceGroup.HEALTH: ONLY_CONTACT,
    ServiceGroup.HIV: ONLY_CONTACT,
    ServiceGroup.PROTECTION: ONLY_CONTACT,
    ServiceGroup.EDUCATION: PAPERS,
    ServiceGroup.WORK: frozenset({FieldClass.CONTACT, FieldClass.NAME}),
    ServiceGroup.LOAN: PAPERS,
    ServiceGroup.WELFARE: PAPERS,
}
BY_CODE: dict[ServiceCode, frozenset[FieldClass]] = {
    ServiceCode.LEG_ADV: ONLY_CONTACT,  # advice needs no paper; the lawyer asks when it comes to one
    ServiceCode.HOT: frozenset(),  # she calls, nobody calls her
    ServiceCode.LAB: ONLY_CONTACT,
}


def may_pass(code: str) -> frozenset[FieldClass]:
    """What of her own may pass to a service of this code, if she agrees to each; the slip's number always does."""
    wanted = ServiceCode(code)
    return BY_CODE.get(wanted, BY_GROUP[GROUP_OF[wanted]])


def shown(code: str) -> list[str]:
    """The same in words, in the order in which she is asked."""
    allowed = may_pass(code)
    return [str(field.label) for field in FieldClass if field in allowed]
