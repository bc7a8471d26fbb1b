from collections.abc import Iterable
from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from caunoi.directory.models import Service
from caunoi.referrals.choices import Source
from caunoi.referrals.days import is_near

HEARD_FROM = (Source.PHONE, Source.STUB, Source.PERSON, Source.PEER)
NO_ANSWER = ("", _("Choose"))


def choices_of(options: Iterable[models.TextChoices]) -> list[tuple[str, str]]:
    return [(str(option), str(option.label)) for option in options]


def day_gone_by(day: date | None) -> date | None:
    """A day of the last year, or none."""
    today = timezone.localdate()
    if day is not None and (day > today or not is_near(day, today)):
        raise ValidationError(_("It happened today or within the last year. Check the date."))
    return day


class ServiceChoice(forms.ModelChoiceField):
    def label_from_instance(self, obj: Service) -> str:
        return " · ".join(filter(None, (obj.name, obj.provider.name, obj.whereabouts, obj.get_cost_display())))
