"""One more way through the wall of PostgreSQL (access/wall_policies.py): she sees when she came to a service session with her card."""

from caunoi.access.wall_policies import Way

WITH_HER_CARD = """EXISTS (
    SELECT 1 FROM outreach_servicesessioncard c WHERE c.session_id = outreach_servicesession.id AND c.pseudonym_id = (SELECT cn_person())
)"""

WAYS = (Way("outreach_servicesession", "with_her_card", WITH_HER_CARD, "SELECT"),)
