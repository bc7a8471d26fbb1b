"""The catalogue of services. Codes never change; testing, prevention and treatment of HIV are one code on purpose."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as StrPromise


class ServiceGroup(models.TextChoices):
    """The rows of the official report. HIV is a group of its own because it is counted as sensitive."""

    LEGAL = "legal", _("legal advice and papers")
    PSYCHOLOGICAL = "psychological", _("counselling")
    HEALTH = "health", _("health care")
    HIV = "hiv", _("specialised health service")
    PROTECTION = "protection", _("safety and shelter")
    EDUCATION = "education", _("schooling")
    WORK = "work", _("vocational training and jobs")
    LOAN = "loan", _("loans")
    WELFARE = "welfare", _("social assistance and insurance")


class ServiceCode(models.TextChoices):
    LEG_ADV = "LEG-ADV", _("legal advice")
    LEG_AID = "LEG-AID", _("state legal aid")
    DOC_ID = "DOC-ID", _("identity papers")
    DOC_RES = "DOC-RES", _("residence registration")
    DOC_BIRTH = "DOC-BIRTH", _("birth certificate of a child")
    PSY = "PSY", _("psychological counselling")
    SRH = "SRH", _("sexual and reproductive health")
    STI = "STI", _("infection check-up and treatment")
    CTC = "CTC", _("contraception")
    CERV = "CERV", _("cervical screening")
    MMT = "MMT", _("substitution treatment")
    HIV = "HIV", _("specialised testing, prevention and treatment")
    GBV_CM = "GBV-CM", _("support after violence")
    GBV_MED = "GBV-MED", _("medical care after violence")
    SHELTER = "SHELTER", _("shelter")
    HOT = "HOT", _("hotline")
    CHILD_PROT = "CHILD-PROT", _("protection of children and young people")
    ANTI_TRAF = "ANTI-TRAF", _("support for people who were sold or forced")
    EDU = "EDU", _("schooling for adults")
    CHILD_EDU = "CHILD-EDU", _("schooling for children")
    VOC = "VOC", _("vocational training")
    JOB = "JOB", _("job placement")
    LOAN_VBSP = "LOAN-VBSP", _("policy bank loan")
    LOAN_MF = "LOAN-MF", _("small group loan")
    SOC_ASSIST = "SOC-ASSIST", _("social assistance")
    BHYT = "BHYT", _("health insurance")
    LAB = "LAB", _("rights at work")


GROUP_OF: dict[ServiceCode, ServiceGroup] = {
    **dict.fromkeys(
        (ServiceCode.LEG_ADV, ServiceCode.LEG_AID, ServiceCode.DOC_ID, ServiceCode.DOC_RES, ServiceCode.DOC_BIRTH),
        ServiceGroup.LEGAL,
    ),
    ServiceCode.PSY: ServiceGroup.PSYCHOLOGICAL,
    **dict.fromkeys(
        (ServiceCode.SRH, ServiceCode.STI, ServiceCode.CTC, ServiceCode.CERV, ServiceCode.MMT), ServiceGroup.HEALTH
    ),
    ServiceCode.HIV: ServiceGroup.HIV,
    **dict.fromkeys(
        (
            ServiceCode.GBV_CM,
            ServiceCode.GBV_MED,
            ServiceCode.SHELTER,
            ServiceCode.HOT,
            ServiceCode.CHILD_PROT,
            ServiceCode.ANTI_TRAF,
        ),  # fmt: skip
        ServiceGroup.PROTECTION,
    ),
    **dict.fromkeys((ServiceCode.EDU, ServiceCode.CHILD_EDU), ServiceGroup.EDUCATION),
    **dict.fromkeys((ServiceCode.VOC, ServiceCode.JOB, ServiceCode.LAB), ServiceGroup.WORK),
    **dict.fromkeys((ServiceCode.LOAN_VBSP, ServiceCode.LOAN_MF), ServiceGroup.LOAN),
    **dict.fromkeys((ServiceCode.SOC_ASSIST, ServiceCode.BHYT), ServiceGroup.WELFARE),
}


class Cost(models.TextChoices):
    FREE = "free", _("free of charge")
    PAID = "paid", _("with a fee")
    INSURED = "insured", _("free with health insurance")
    UNKNOWN = "unknown", _("ask first")


class Wait(models.TextChoices):
    """How long people wait until they are served; a band, because it changes by the day."""

    NONE = "none", _("no wait")
    WEEK = "week", _("up to a week")
    MONTH = "month", _("up to a month")
    LONGER = "longer", _("more than a month")


class Free(models.TextChoices):
    """Places that are free, as a band: an exact number would be wrong tomorrow."""

    NONE = "none", _("full")
    FEW = "few", _("few places left")
    SOME = "some", _("places free")


class Weekday(models.TextChoices):
    """Days of the week as RFC 5545 writes them."""

    MO = "MO", _("Monday")
    TU = "TU", _("Tuesday")
    WE = "WE", _("Wednesday")
    TH = "TH", _("Thursday")
    FR = "FR", _("Friday")
    SA = "SA", _("Saturday")
    SU = "SU", _("Sunday")


class PhoneKind(models.TextChoices):
    VOICE = "voice", _("telephone")
    HOTLINE = "hotline", _("call at any hour")


class Tongue(models.TextChoices):
    """Languages in which people are served, by ISO 639."""

    VI = "vi", _("Vietnamese")
    EN = "en", _("English")
    ZH = "zh", _("Chinese")
    TYZ = "tyz", _("Tày")
    IUM = "ium", _("Dao")
    HMN = "hmn", _("Hmong")
    KM = "km", _("Khmer")
    SGN = "sgn", _("sign language")


class GateKind(models.TextChoices):
    AGE = "age", _("age")
    RESIDENCE = "residence", _("registered residence")
    PAPER = "paper", _("paper to show")
    INSURANCE = "insurance", _("insurance")
    SITUATION = "situation", _("situation")


class GateCode(models.TextChoices):
    """What a place asks before it serves somebody. The label is the question that a person can answer for herself."""

    AGE = "AGE", _("How old are you?")
    RES_COMMUNE = "RES-COMMUNE", _("Are you registered in this commune or ward?")
    RES_PROVINCE = "RES-PROVINCE", _("Are you registered in this province?")
    RES_STABLE = "RES-STABLE", _("Is your residence registered anywhere?")
    ID = "ID", _("Do you have an identity card at hand?")
    RES_PAPER = "RES-PAPER", _("Can you get a confirmation of where you live?")
    BIRTH = "BIRTH", _("Do you have the birth certificate?")
    SCHOOL = "SCHOOL", _("Do you have school records?")
    PAPER = "PAPER", _("Do you have the papers that this place asks for?")
    BHYT = "BHYT", _("Do you have a valid health insurance card?")
    POOR = "POOR", _("Is your household on the list of poor households?")
    HARD = "HARD", _("Are you short of money, and can the commune confirm it?")
    HARMED = "HARMED", _("Did somebody in your family hurt you?")
    SOLD = "SOLD", _("Were you sold or forced by somebody, and is it confirmed?")
    ILLNESS = "ILLNESS", _("Do you have a long illness that the law on legal aid names?")
    DISABLED = "DISABLED", _("Do you have a certificate of disability?")
    ELDER = "ELDER", _("Are you 60 or older?")
    YOUNG_CASE = "YOUNG-CASE", _("Are you a victim or accused in a case, at 16 or 17?")
    LOAN_GROUP = "LOAN-GROUP", _("Are you in a savings and loan group?")
    LISTED = "LISTED", _("Are you on the list that the commune sends to the bank?")
    OTHER = "OTHER", _("Does what this place asks fit you?")


KIND_OF: dict[GateCode, GateKind] = {
    GateCode.AGE: GateKind.AGE,
    **dict.fromkeys((GateCode.RES_COMMUNE, GateCode.RES_PROVINCE, GateCode.RES_STABLE), GateKind.RESIDENCE),
    **dict.fromkeys((GateCode.ID, GateCode.RES_PAPER, GateCode.BIRTH, GateCode.SCHOOL, GateCode.PAPER), GateKind.PAPER),
    GateCode.BHYT: GateKind.INSURANCE,
    **dict.fromkeys(
        (
            GateCode.POOR, GateCode.HARD, GateCode.HARMED, GateCode.SOLD, GateCode.ILLNESS, GateCode.DISABLED, GateCode.ELDER,
            GateCode.YOUNG_CASE, GateCode.LOAN_GROUP, GateCode.LISTED, GateCode.OTHER,
        ),
        GateKind.SITUATION,
    ),
}  # fmt: skip
SAID: dict[GateCode, StrPromise] = {
    GateCode.AGE: _("your age"),
    GateCode.RES_COMMUNE: _("registered in this commune or ward"),
    GateCode.RES_PROVINCE: _("registered in this province"),
    GateCode.RES_STABLE: _("a registered residence"),
    GateCode.ID: _("identity card"),
    GateCode.RES_PAPER: _("confirmation of residence"),
    GateCode.BIRTH: _("birth certificate"),
    GateCode.SCHOOL: _("school records"),
    GateCode.PAPER: _("papers"),
    GateCode.BHYT: _("health insurance card"),
    GateCode.POOR: _("certificate of a poor household"),
    GateCode.HARD: _("confirmation by the commune that money is short"),
    GateCode.HARMED: _("that somebody in the family hurt you"),
    GateCode.SOLD: _("confirmation that you were sold or forced"),
    GateCode.ILLNESS: _("a doctor's paper on a long illness"),
    GateCode.DISABLED: _("certificate of disability"),
    GateCode.ELDER: _("60 or older"),
    GateCode.YOUNG_CASE: _("16 or 17, and a victim or accused in a case"),
    GateCode.LOAN_GROUP: _("member of a savings and loan group"),
    GateCode.LISTED: _("on the list that the commune sends to the bank"),
    GateCode.OTHER: _("a condition of its own"),
}
"""What they will ask for, in the words of a card."""


class Knows(models.TextChoices):
    """Who gets to know that somebody asked: said before she goes, because asking can itself give her away."""

    PLACE = "place", _("only the place itself")
    COMMUNE = "commune", _("the commune's office")
    POLICE = "police", _("the commune's police, who keep the residence register")
    BANK = "bank", _("the bank, the loan group and the commune")
    INSURER = "insurer", _("the insurance fund, under your real name")
    GUARDIAN = "guardian", _("a parent or guardian, for whoever is younger")
    COURT = "court", _("those who handle the case")


KNOWN_TO: dict[GateCode, Knows] = {
    **dict.fromkeys(GateCode, Knows.PLACE),
    GateCode.RES_COMMUNE: Knows.POLICE,
    GateCode.RES_PROVINCE: Knows.POLICE,
    GateCode.RES_STABLE: Knows.POLICE,
    GateCode.RES_PAPER: Knows.POLICE,
    GateCode.BHYT: Knows.INSURER,
    GateCode.POOR: Knows.COMMUNE,
    GateCode.HARD: Knows.COMMUNE,
    GateCode.DISABLED: Knows.COMMUNE,
    GateCode.SOLD: Knows.COURT,
    GateCode.YOUNG_CASE: Knows.COURT,
    GateCode.LOAN_GROUP: Knows.BANK,
    GateCode.LISTED: Knows.BANK,
}
CARD_ONLY = (ServiceCode.DOC_ID, ServiceCode.DOC_RES, ServiceCode.DOC_BIRTH)
"""What the police may be listed with: a card, and somebody who goes along. They are never sent anything (rule 9)."""
