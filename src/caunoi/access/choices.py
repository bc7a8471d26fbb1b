"""The vocabulary of permission: roles, verbs, relations. Names on screen are those of GLOSSARY.md."""

from enum import StrEnum

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    PEER_WORKER = "peer_worker", _("peer worker")
    CLUB_LEAD = "club_lead", _("club lead")
    DEPUTY_LEAD = "deputy_lead", _("deputy lead")
    CASE_WORKER = "case_worker", _("case worker")
    PROVIDER_STAFF = "provider_staff", _("provider staff")
    DATA_GUARDIAN = "data_guardian", _("data guardian")
    ADMINISTRATOR = "administrator", _("administrator")
    PROGRAMME_OFFICER = "programme_officer", _("programme officer")
    AUTHORITY_OFFICER = "authority_officer", _("authority officer")
    DONOR_VIEWER = "donor_viewer", _("donor representative (view only)")


SLIP_HOLDER = "slip_holder"
"""Not a grant: whoever presents the code of a slip, for that one slip."""
THE_PERSON = "the_person"
"""Not a grant: somebody with her card and a code that staff gave her a moment ago, for her own page."""
COMMAND_LINE = "command_line"
"""Not a grant: who sits at the machine and may read its disk anyway."""


class Verb(StrEnum):
    NOTE_CONTACT = "note_contact"
    SEE_CONTACT = "see_contact"
    CORRECT_CONTACT = "correct_contact"
    IMPORT_CONTACTS = "import_contacts"
    PRINT_CALENDAR = "print_calendar"
    NAME_AREA = "name_area"
    OPEN_AREAS = "open_areas"
    COUNT_MONTH = "count_month"
    NOTE_SESSION = "note_session"
    SEE_SESSION = "see_session"
    KEEP_STOCK = "keep_stock"
    SEE_STOCK = "see_stock"
    KEEP_FUND = "keep_fund"
    GO_OUT = "go_out"
    SEE_OUTINGS = "see_outings"
    PLAN_VISITS = "plan_visits"
    CHECK_CONTACTS = "check_contacts"
    HAND_OVER = "hand_over"
    SEE_GROUPS = "see_groups"
    KEEP_GROUPS = "keep_groups"
    NOTE_MEETING = "note_meeting"
    GIVE_CARD = "give_card"
    SEE_MEMBER = "see_member"
    OPEN_BY_CARD = "open_by_card"
    RECORD_CONSENT = "record_consent"
    RESTRICT_USE = "restrict_use"
    PROTECT = "protect"
    FOLLOW_PROTECTION = "follow_protection"
    NAME_PROTECTION_PERSON = "name_protection_person"
    KEEP_KEYS = "keep_keys"
    SEAL = "seal"
    WRITE_NOTE = "write_note"
    REVEAL = "reveal"
    SEARCH_NAMES = "search_names"
    SEAL_PACKET = "seal_packet"
    OPEN_PACKET = "open_packet"
    ERASE = "erase"
    SEE_OWN_PAGE = "see_own_page"
    GIVE_OWN_CODE = "give_own_code"
    ASK_RIGHT = "ask_right"
    SEE_REQUEST = "see_request"
    CARRY_OUT_REQUEST = "carry_out_request"
    OPEN_FOR_REQUEST = "open_for_request"
    SEE_RECORD = "see_record"
    KEEP_BREACHES = "keep_breaches"
    NOTE_DEMAND = "note_demand"
    SEE_DEMANDS = "see_demands"
    SEE_INVENTORY = "see_inventory"
    NOTE_NEED = "note_need"
    SEE_NEED = "see_need"
    MAKE_REFERRAL = "make_referral"
    SEE_REFERRAL = "see_referral"
    MOVE_REFERRAL = "move_referral"
    ANSWER_REFERRAL = "answer_referral"
    PRINT_SLIPS = "print_slips"
    ENTER_STUBS = "enter_stubs"
    SET_PIN = "set_pin"
    SEE_MONTH = "see_month"
    CLOSE_MONTH = "close_month"
    SIGN_RELEASE = "sign_release"
    TAKE_RELEASE = "take_release"
    TRUST_PARTNER = "trust_partner"
    RECEIVE_RELEASE = "receive_release"
    PUBLISH_PERIOD = "publish_period"
    SEE_COMPLETENESS = "see_completeness"
    SEE_REPORTS = "see_reports"
    SEE_EVIDENCE = "see_evidence"
    ENTER_COLLECTED = "enter_collected"
    SEE_STAFF = "see_staff"
    INVITE_STAFF = "invite_staff"
    ACCEPT_GRANT = "accept_grant"
    REVOKE_GRANT = "revoke_grant"
    GIVE_BACK_ACCESS = "give_back_access"
    AGREE_RESET = "agree_reset"
    CLOSE_CLUB = "close_club"
    KEEP_REFERENCE = "keep_reference"
    KEEP_AGREEMENT = "keep_agreement"
    CONFIRM_SERVICE = "confirm_service"
    MARK_TRIED = "mark_tried"


class Lost(models.TextChoices):
    """What somebody can no longer sign in with."""

    WORDS = "words", _("four words")
    STEP = "step", _("second step")


class StepKind(models.TextChoices):
    """What somebody has beside her words."""

    APP = "app", _("app that makes codes")


class RevealPurpose(models.TextChoices):
    """Why somebody opens an identifying field: a closed list, said before it opens and told to the person afterwards."""

    APPOINTMENT = "appointment", _("arrange an appointment")
    CALL_BACK = "call_back", _("call her back")
    FOLLOW_UP = "follow_up", _("ask how she is")
    SAFETY = "safety", _("keep her safe")
    REFER = "refer", _("send what she agreed to with a referral")
    SERVE = "serve", _("receive her at the service")
    CORRECT = "correct", _("correct what is kept about her")
    SHE_ASKS = "she_asks", _("show her what is kept, because she asks")
    INVITE = "invite", _("invite her to a meeting")


class Relation(StrEnum):
    """How a thing stands to who acts. Each package says how to tell, as a predicate and as a filter."""

    ANY = "any"
    OWN_ORGANISATION = "own_organisation"
    OWN_RECORD = "own_record"
    CASELOAD = "caseload"
    OPENED_BY_CARD = "opened_by_card"
    ON_PROTECTIVE_PATH = "on_protective_path"
    OWN_SELF = "own_self"
    COMPLAINT = "complaint"
    NO_COMPLAINT = "no_complaint"
    THIS_PROVIDER = "this_provider"
    HOLDS_SLIP = "holds_slip"
    OTHER_SIGNER = "other_signer"
    TERRITORY = "territory"
    WAITS_OUTSIDE_CLUBS = "waits_outside_clubs"
