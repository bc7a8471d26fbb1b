from django.db import models
from django.utils.translation import gettext_lazy as _


class GroupKind(models.TextChoices):
    CLUB = "club", _("club")
    SELF_HELP = "self_help", _("self-help group")
    PEER = "peer", _("peer group")
    NETWORK = "network", _("network of groups")


class Leading(models.TextChoices):
    LEAD = "lead", _("lead of the group")
    DEPUTY = "deputy", _("deputy of the group")


class Layer(models.TextChoices):
    """How closely somebody belongs. Attending is no layer: it is counted in visits, at each meeting."""

    CORE = "core", _("core members")
    NETWORK = "network", _("network members")
    REGULAR = "regular", _("come regularly")


class MeetingKind(models.TextChoices):
    MEETING = "meeting", _("meeting of the group")
    TALK = "talk", _("session on a topic")
    TRAINING = "training", _("training of peers and leads")


class Subject(models.TextChoices):
    """What a meeting was about."""

    LIFE = "life", _("life of the group")
    VIOLENCE = "violence", _("violence and safety")
    CONTRACEPTION = "contraception", _("contraception")
    HEALTH = "health", _("reproductive health")
    RIGHTS = "rights", _("rights and law")
    OUTREACH = "outreach", _("outreach skills")
    LEADING = "leading", _("leading a group")
    RECORDS = "records", _("books and figures")
    CARE = "care", _("care for those who care")
