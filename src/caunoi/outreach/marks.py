"""What everybody of the club sees of an area: its number and its commune, never its name."""

from django.utils.translation import gettext as _

from caunoi.outreach.models import Area


def area_mark(area: Area) -> str:
    return _("Area %(number)s") % {"number": area.number} + f" · {area.commune.name}"
