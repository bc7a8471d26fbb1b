from django.http import Http404

from caunoi.lib.periods import Period, PeriodError, from_key


def period_of(key: str) -> Period:
    """The period of an address; one that does not exist is not found."""
    try:
        return from_key(key)
    except PeriodError:
        raise Http404 from None
