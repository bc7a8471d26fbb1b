"""More ways through the wall of PostgreSQL (access/wall_policies.py): a referral is seen by who receives it.

The provider once it was consented to, whoever shows its slip, and whoever answers by it. With the referral go its need, its
consent and the bare pseudonym, which the record of an answer needs; never card or cue.
"""

from caunoi.access.wall_policies import Way

REFERRAL, NEED, CONSENT, PSEUDONYM = "referrals_referral", "referrals_need", "people_consent", "people_pseudonym"
SLIP = "referrals_slip"
PAPER_SHOWN = "id IN (SELECT referral_id FROM referrals_slip WHERE code = (SELECT cn_slip()))"
FOR_PROVIDER = "provider_id = (SELECT cn_organisation()) AND consent_id IS NOT NULL"
BY_SLIP = "id = (SELECT cn_referral())"

WAYS = (
    Way(REFERRAL, "provider_sees", FOR_PROVIDER, "SELECT"),
    Way(REFERRAL, "provider_answers", FOR_PROVIDER, "UPDATE"),
    Way(REFERRAL, "slip_is_shown", "slip_code = (SELECT cn_slip())", "SELECT"),
    Way(SLIP, "is_shown", "code = (SELECT cn_slip())", "SELECT"),
    Way(REFERRAL, "paper_is_shown", PAPER_SHOWN, "SELECT"),
    Way(REFERRAL, "slip_sees", BY_SLIP, "SELECT"),
    Way(REFERRAL, "slip_answers", BY_SLIP, "UPDATE"),
    Way(
        NEED,
        "referral_sees",
        "EXISTS (SELECT 1 FROM referrals_referral r WHERE r.need_id = referrals_need.id)",
        "SELECT",
    ),
    Way(
        NEED,
        "referral_moves",
        "EXISTS (SELECT 1 FROM referrals_referral r WHERE r.need_id = referrals_need.id)",
        "UPDATE",
    ),
    Way(
        CONSENT,
        "referral_sees",
        "EXISTS (SELECT 1 FROM referrals_referral r WHERE r.consent_id = people_consent.id)",
        "SELECT",
    ),
    Way("people_packet", "referral_sees", "EXISTS (SELECT 1 FROM referrals_referral r WHERE r.id = referral)"),
    Way(
        PSEUDONYM,
        "referral_sees",
        "EXISTS (SELECT 1 FROM referrals_referral r WHERE r.pseudonym_id = people_pseudonym.id)",
        "SELECT",
    ),
)
