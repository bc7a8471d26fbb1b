"""Whatever a name holds, an official paper is written, and what looks like a command stays text."""

import io
import zipfile

import pytest

from caunoi.look.official import Paper, as_docx, as_pdf, as_xlsx
from caunoi.look.workbooks.reading import read_workbook

TELLING = 'Hội\x0b #panic("t") #read("/etc/passwd") [*b*] <script>alert(1)</script> {{7*7}} &amp; \x07\uffff'
COMMANDS = ("=1+1", '=HYPERLINK("http://example.org")', "@SUM(A1)", "-2+3")


@pytest.fixture
def paper():
    return Paper(
        body=(TELLING, TELLING), number=TELLING, place_and_day=TELLING, title=TELLING, subject=TELLING,
        addressed=TELLING, words=(TELLING,), columns=("TT", TELLING, "Số"),
        rows=tuple((command, TELLING, "1.234") for command in COMMANDS), notes=(TELLING,), copies=(TELLING,),
        signs=TELLING, numeric=(2,),
    )  # fmt: skip


def parts(data):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return "".join(archive.read(name).decode() for name in archive.namelist() if name.endswith(".xml"))


def test_a_word_file_holds_it_as_text(paper):
    written = parts(as_docx(paper))
    assert "#panic" in written and "&lt;script&gt;" in written and "<script>" not in written


def test_a_workbook_holds_no_formula(paper):
    data = as_xlsx(paper)
    assert "<f>" not in parts(data) and "hyperlink" not in parts(data)
    found = {str(getattr(cell, "text", cell)) for sheet in read_workbook(data) for row in sheet.rows for cell in row}
    assert {"1234", *COMMANDS} <= found


def test_a_page_is_typeset_and_runs_nothing(paper):
    assert as_pdf(paper).startswith(b"%PDF-")
