"""The catalogue of services. Codes never change; testing, prevention and treatment of HIV are one code on purpose."""

from django.db import models
from django.utils.translation import gettext_lazy as _


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
