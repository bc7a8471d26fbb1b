"""Why a file cannot be read, each in a sentence: what happened, what is safe, what to do."""

from enum import StrEnum
from typing import Any

from django.utils.translation import gettext_lazy as _


class Reason(StrEnum):
    EMPTY = "empty"
    TOO_LARGE = "too_large"
    TOO_MANY_ROWS = "too_many_rows"
    SWELLS = "swells"
    LOCKED = "locked"
    OLD_FORMAT = "old_format"
    NOT_A_WORKBOOK = "not_a_workbook"
    BROKEN = "broken"
    TCVN3 = "tcvn3"
    VNI = "vni"
    TOO_MUCH_WORK = "too_much_work"


SENTENCES = {
    Reason.EMPTY: _("This file is empty. Nothing was saved. Open it to look, save it again and choose it again."),
    Reason.TOO_LARGE: _(
        "This file is larger than %(megabytes)s MB. Nothing was saved. Take out pictures and sheets that are not"
        " needed, or split it, for example by month."
    ),
    Reason.TOO_MANY_ROWS: _(
        "This file has more than %(rows)s rows. Nothing was saved. Split it, for example by month, and send the parts."
    ),
    Reason.SWELLS: _(
        "This file would swell to many times its size when it is opened, as harmful files do. It was not opened and"
        " nothing was saved. If it is really yours, save it as CSV (UTF-8) and choose that file."
    ),
    Reason.LOCKED: _(
        "This workbook is locked by a password. Nothing was saved. Open it, take the password away, save it and choose"
        " it again."
    ),
    Reason.OLD_FORMAT: _(
        "This is a workbook in an old format (.xls or .xlsb). Nothing was saved. Open it in LibreOffice or Excel,"
        " choose Save As, Excel workbook (.xlsx), and choose that file."
    ),
    Reason.NOT_A_WORKBOOK: _(
        "This is not a table that can be read here. Nothing was saved. Save it as .xlsx, .ods or CSV (UTF-8) and choose"
        " that file."
    ),
    Reason.BROKEN: _(
        "This file is broken or only half of it arrived. Nothing was saved. Open the original, save it again and choose"
        " it again."
    ),
    Reason.TCVN3: _(
        "The text in this file is written in the old TCVN3 (ABC) encoding, fonts such as .VnTime. Nothing was saved."
        " Turn it into Unicode, for example with UniKey: Toolkit, from TCVN3 (ABC) to Unicode; then choose it again."
    ),
    Reason.VNI: _(
        "The text in this file is written in the old VNI encoding, fonts such as VNI-Times. Nothing was saved. Turn it"
        " into Unicode, for example with UniKey: Toolkit, from VNI Windows to Unicode; then choose it again."
    ),
    Reason.TOO_MUCH_WORK: _(
        "This file takes too much memory or time to open. Nothing was saved. Copy only the table into a new workbook,"
        " or save it as CSV (UTF-8), and choose that file."
    ),
}


class UnreadableWorkbook(Exception):
    """A file that cannot be read at all; the text is for whoever sent it."""

    def __init__(self, reason: Reason, **details: Any) -> None:
        super().__init__(reason)
        self.reason, self.details = reason, details

    def __str__(self) -> str:
        return str(SENTENCES[self.reason]) % self.details
