"""More ways through the wall of PostgreSQL (access/wall_policies.py): what must be known wherever she is known.

A row whose absence allows something, such as a restriction, is seen by whoever sees the person; otherwise not seeing it
would allow what it forbids.
"""

from caunoi.access.wall_policies import Way

SHOWN = "(SELECT cn_slip())"
RECIPIENT = "recipient_id = (SELECT cn_organisation())"
WITH_PACKET = "EXISTS (SELECT 1 FROM people_packet k WHERE k.pseudonym_id = people_restriction.pseudonym_id)"
UNDER_IT = "EXISTS (SELECT 1 FROM people_packet k WHERE k.consent_id = people_consent.id)"
WITH_HER = "EXISTS (SELECT 1 FROM people_pseudonym p WHERE p.id = pseudonym_id)"

WAYS = (
    Way("people_pseudonym", "is_herself", "id = (SELECT cn_person())", "SELECT"),
    Way("people_onetimecode", "code_is_shown", f"code_hash = {SHOWN} OR id::text = {SHOWN}", "SELECT"),
    Way("people_onetimecode", "code_is_used", f"code_hash = {SHOWN}", "UPDATE"),
    Way("people_consent", "recipient_sees", RECIPIENT, "SELECT"),
    Way("people_consent", "with_packet", UNDER_IT, "SELECT"),
    Way("people_packet", "recipient_sees", RECIPIENT, "SELECT"),
    Way("people_restriction", "with_her", WITH_HER, "SELECT"),
    Way("people_restriction", "with_packet", WITH_PACKET, "SELECT"),
    Way("people_protectivecase", "with_her", WITH_HER, "SELECT"),
)
