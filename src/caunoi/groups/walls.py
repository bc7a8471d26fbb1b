"""One more way through the wall of PostgreSQL (access/wall_policies.py): she sees when she came to a meeting with her card."""

from caunoi.access.wall_policies import Way

WITH_HER_CARD = """EXISTS (
    SELECT 1 FROM groups_meetingcard c WHERE c.meeting_id = groups_meeting.id AND c.pseudonym_id = (SELECT cn_person())
)"""

WAYS = (Way("groups_meeting", "with_her_card", WITH_HER_CARD, "SELECT"),)
