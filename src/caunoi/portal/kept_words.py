"""What every kept thing is called on the copy that she may ask for. A field without a word here fails a test."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = dict[str, tuple[str | Promise, dict[str, str | Promise]]]

SHARED: dict[str, str | Promise] = {
    "organisation": _("kept by"),
    "done_by": _("done by"),
    "entered_by": _("entered by"),
    "entered_at": _("entered on"),
}
"""Words of fields that mean the same in every table."""

WORDS: Words = {
    "people.Pseudonym": (_("Who keeps this"), {}),
    "people.Member": (
        _("Card"),
        {
            "card_code": _("card number"),
            "joined": _("since (month)"),
            "birth_year_band": _("year of birth"),
            "cue": _("memory cue"),
        },
    ),
    "people.Assignment": (
        _("Who looks after you"),
        {"worker": _("staff"), "since": _("since"), "until": _("until"), "line": _("line on her paper calendar")},
    ),
    "people.Opening": (
        _("Page opened by card"),
        {"opened_by": _("opened by"), "opened_at": _("opened on"), "until": _("until")},
    ),
    "people.Consent": (
        _("What you agreed to"),
        {
            "purpose": _("what for"),
            "recipient": _("who may see it"),
            "field_classes": _("what may pass"),
            "text_version": _("text, version"),
            "text_language": _("text, language"),
            "method": _("how you agreed"),
            "witness": _("who else was there"),
            "given_at": _("given on"),
            "expires_at": _("ends on"),
            "withdrawn_at": _("withdrawn on"),
            "recorded_by": _("written down by"),
            "receipt_code": _("receipt number"),
        },
    ),
    "people.Restriction": (
        _("Use stopped"),
        {
            "why": _("why"),
            "since": _("since"),
            "until": _("until"),
            "restricted_by": _("stopped by"),
            "lifted_by": _("allowed again by"),
        },
    ),
    "people.ProtectiveCase": (
        _("Protection"),
        {
            "reason": _("why"),
            "trafficking_signs": _("signs of trafficking"),
            "cue": _("memory cue"),
            "limits_told_at": _("limits of confidentiality said on"),
            "since": _("since"),
            "noted_by": _("written down by"),
            "concluded_at": _("concluded on"),
            "taken_back_at": _("taken back on"),
        },
    ),
    "people.ProtectionEntry": (_("What was done to protect you"), {"step": _("step"), "at": _("on")}),
    "people.RightsRequest": (
        _("What you asked for"),
        {
            "year": _("year"),
            "serial": _("number in that year"),
            "kind": _("what for"),
            "channel": _("how you asked"),
            "received_at": _("received on"),
            "due_on": _("to be answered by"),
            "extended": _("more days taken"),
            "acknowledged_at": _("told that it has come on"),
            "outcome": _("how it ended"),
            "ended_at": _("ended on"),
            "ended_by": _("ended by"),
        },
    ),
    "people.OneTimeCode": (
        _("Codes for her own page"),
        {"given_at": _("given on"), "given_by": _("given by"), "expires_at": _("good until"), "used_at": _("used on")},
    ),
    "people.Sealed": (
        _("Private details, sealed"),
        {"kind": _("what"), "written_at": _("written on"), "written_by": _("written by")},
    ),
    "people.Packet": (
        _("Details sealed for one place"),
        {
            "recipient": _("who may see it"),
            "consent": _("receipt number"),
            "sealed_at": _("sealed on"),
            "sealed_by": _("sealed by"),
        },
    ),
    "outreach.Contact": (
        _("Contacts"),
        {
            "version": _("version"),
            "superseded_at": _("replaced on"),
            "entered_in_error": _("entered in error"),
            "people": _("number of people"),
            "on": _("on"),
            "precision": _("how exact the day is"),
            "setting": _("where"),
            "commune": _("commune or ward"),
            "area": _("number of the area"),
            "signposted": _("told where to go"),
            "newness": _("met before"),
        },
    ),
    "outreach.ContactTopic": (_("What was spoken of"), {"topic": _("topic")}),
    "outreach.ContactCommodity": (_("What was given"), {"kind": _("what"), "quantity": _("pieces")}),
    "referrals.Need": (
        _("What you needed"),
        {
            "code": _("service"),
            "beneficiary": _("for whom"),
            "noted_on": _("written down on"),
            "status": _("state"),
            "status_on": _("since"),
            "unmet_reason": _("why not met"),
        },
    ),
    "referrals.Referral": (
        _("Where you were sent"),
        {
            "service": _("service"),
            "provider": _("place"),
            "consent": _("receipt number"),
            "state": _("state"),
            "state_at": _("since"),
            "slip_code": _("slip number"),
            "expires_at": _("good until"),
            "accompanied": _("somebody went along"),
            "made_at": _("made on"),
        },
    ),
    "referrals.Step": (
        _("What happened with it"),
        {
            "number": _("step"),
            "event": _("what"),
            "state": _("state"),
            "at": _("on"),
            "source": _("who said so"),
            "implied": _("taken for granted"),
            "reason": _("why"),
            "scheduled_for": _("appointment on"),
            "happened_on": _("happened on"),
            "alternative": _("could go instead to"),
        },
    ),
    "outreach.OverlapAnswer": (
        _("Whether you have a card elsewhere"),
        {"answer": _("answer"), "answered_on": _("on"), "recorded_by": _("written down by")},
    ),
    "outreach.ServiceSessionCard": (_("Services that came to the group"), {"session": _("which, on")}),
    "groups.Membership": (
        _("Groups you belong to"),
        {"group": _("group"), "layer": _("how"), "since": _("since"), "until": _("until")},
    ),
    "groups.MeetingCard": (_("Meetings you came to"), {"meeting": _("which, on")}),
    "outreach.Requirement": (
        _("About how much you need"),
        {"kind": _("what"), "band": _("how much"), "set_by": _("written down by"), "set_at": _("on")},
    ),
    "outreach.FollowUp": (
        _("What was to be asked or brought"),
        {
            "due_on": _("on"),
            "why": _("what for"),
            "made_by": _("written down by"),
            "made_at": _("written down on"),
            "done_on": _("done on"),
        },
    ),  # fmt: skip
    "referrals.Slip": (
        _("Paper slips"),
        {
            "code": _("slip number"),
            "worker": _("handed over by"),
            "printed_at": _("printed on"),
            "bound_at": _("yours since"),
            "bound_by": _("entered by"),
        },
    ),
}
"""Title of each table and word of each of its fields, in the order of the copy."""

LEFT_OUT = frozenset(
    {
        # numbers of rows, by which one finds another
        "id", "pseudonym", "record", "case", "contact", "need", "referral",
        "parent",
        # where the programme counts something: about the programme, not about her
        "deployment",
        # the same again, in another form
        "cue_folded", "text_hash", "schema",
        # opens with a code she was given, or with keys of staff: read to her by who holds them
        "code_hash", "blob",
    }
)  # fmt: skip
"""Fields that tell her nothing."""

TABLES_LEFT_OUT = frozenset({"vault.Handle", "vault.Tombstone", "vault.ContentKey", "notices.Notice"})
"""Keys and random numbers in the place of her, and hints to staff to look at something that is told elsewhere."""
