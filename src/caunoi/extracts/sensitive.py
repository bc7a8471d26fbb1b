"""The row of the official report in which a service stands, and whether saying so would lay something open."""

from caunoi.directory.choices import GROUP_OF, ServiceCode, ServiceGroup

SENSITIVE_ROW = {
    ServiceGroup.HIV: "hiv",
    ServiceGroup.PROTECTION: "violence",  # shelters and hotlines too: being sent there says the same
}
"""Groups that are sensitive as a whole, and the row of the report in which they stand."""


def report_row(code: str) -> str:
    """The row of the official report to which a service code belongs."""
    group = GROUP_OF[ServiceCode(code)]
    return SENSITIVE_ROW.get(group, group.value)


def is_sensitive(code: str) -> bool:
    return GROUP_OF[ServiceCode(code)] in SENSITIVE_ROW
