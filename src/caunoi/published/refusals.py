"""Why a file is not taken, in sentences that say what is safe and what to do. Each refusal is recorded by its code."""

from uuid import UUID

from django.utils.translation import gettext as _

from caunoi.access.actions import CannotDo
from caunoi.access.choices import Verb
from caunoi.access.policies import Refused


def sentence(code: str) -> str:
    return {
        "too_large": _("This file is larger than any monthly file. It was not taken; check that it is the right one."),
        "not_a_release_file": _(
            "This is not a file of monthly figures. It was not taken; choose the file of the club."
        ),
        "truncated": _("This file is not whole. It was not taken; copy it once more from the club's machine."),
        "altered": _("This file was changed after it was signed. It was not taken; ask the club to send it once more."),
        "unknown_signer": _(
            "This file comes from an installation not known here. It was not taken; add its introduction card first."
        ),
        "for_another_hub": _(
            "This file is sealed for another office. It was not taken; ask the club to seal it for this one."
        ),
        "not_its_own": _(
            "This file speaks for work that its sender does not speak for. It was not taken; telephone the club."
        ),
        "wrong_period": _("The month in this file does not fit. It was not taken; ask the club to look at its months."),
        "older_version": _("A newer version of this month is here already. This older one was not taken."),
        "wrong_clock": _(
            "The day on which this file says it was signed cannot be right. It was not taken; ask the club to set the "
            "clock of its machine and to download the file once more."
        ),
        "missing_versions": _(
            "Other versions of this month are missing. It was not taken; ask the club for the files of all versions."
        ),
        "other_figures": _(
            "This version of the month came before with other contents. It was not taken; telephone the club."
        ),
        "unknown_figures": _(
            "This file counts in a way that is not known here. It was not taken; bring both installations up to date."
        ),
    }[code]


class FileRefused(Refused, CannotDo):
    """A file that is not taken: recorded as a refusal, and said to the person in a sentence."""

    def __init__(self, code: str, subject: UUID | None = None) -> None:
        Refused.__init__(self, Verb.RECEIVE_RELEASE, code, subject)
        self.code = code

    def __str__(self) -> str:
        return sentence(self.code)
