"""Official papers in programs that are not ours: LibreOffice reads Word file and workbook, Poppler the PDF."""

import csv
import io
import re
import shutil
import subprocess
import unicodedata
from dataclasses import replace
from pathlib import Path

import pytest

from caunoi.look import official
from caunoi.reports import return_pages
from caunoi.reports.tests.test_official_report import locked  # noqa: F401  # a fixture, found by name

pytestmark = [pytest.mark.django_db, pytest.mark.long]
OFFICE = "apt-get install --no-install-recommends libreoffice-writer-nogui libreoffice-calc-nogui"
PARTS = {"Writer": "libswlo.so", "Calc": "libsclo.so"}
FORMULA = "=70000+7"
CSV = "csv:Text - txt - csv (StarCalc):44,34,76,1"
"""Commas, quotation marks, UTF-8, from the first line."""


def office(part):
    """LibreOffice's program, where it has this part."""
    found = shutil.which("soffice") or shutil.which("libreoffice")
    if found is None or not Path(found).resolve().with_name(PARTS[part]).exists():
        pytest.skip(f"no LibreOffice {part} on this machine: {OFFICE}")
    return found


def opened(part, data, name, form, folder):
    """The file as LibreOffice reads it, written out in another form."""
    program = office(part)
    (folder / name).write_bytes(data)
    command = [program, f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", form]
    subprocess.run([*command, "--outdir", folder, folder / name], check=True, capture_output=True, timeout=180)
    return (folder / name).with_suffix("." + form.partition(":")[0]).read_text("utf-8-sig")


def poppler(program, *words):
    if shutil.which(program) is None:
        pytest.skip(f"no {program} on this machine: apt-get install --no-install-recommends poppler-utils")
    return subprocess.run([program, *words], check=True, capture_output=True, timeout=60).stdout.decode()


def in_order(text, words):
    """Whether each of these stands in the text after the one before."""
    at = 0
    for each in words:
        found = text.find(each, at)
        assert found >= 0, f"{each!r} is missing or out of order"
        at = found + len(each)
    return True


def test_word_file_in_libreoffice(locked, tmp_path):  # noqa: F811  # the fixture
    paper = return_pages.paper(locked)
    text = opened("Writer", official.as_docx(paper), "bao-cao.docx", "txt:Text (encoded):UTF8", tmp_path)
    assert in_order(text, [*paper.body, paper.number, *official.STATE, paper.title, paper.subject, paper.addressed])
    assert in_order(text, [*paper.words, *paper.columns])
    assert in_order(text, [cell for row in paper.rows for cell in row if cell])
    assert in_order(text, [*paper.notes, "Nơi nhận:", paper.signs])


def test_workbook_in_libreoffice(locked, tmp_path):  # noqa: F811  # the fixture
    paper = replace(return_pages.paper(locked), subject=FORMULA, addressed="+84", notes=("-1", "@x"))
    rows = list(csv.reader(io.StringIO(opened("Calc", official.as_xlsx(paper), "bieu.xlsx", CSV, tmp_path))))
    cells = [cell for row in rows for cell in row]
    assert {FORMULA, "+84", "-1", "@x"} <= set(cells) and "70007" not in cells
    head = next(number for number, row in enumerate(rows) if row == list(paper.columns))
    figures = [[cell.replace(".", "") for cell in row] for row in paper.rows]
    assert [
        [cell.replace(".", "").replace(",", "") for cell in row] for row in rows[head + 1 : head + 1 + len(figures)]
    ] == [[cell.replace(",", "") for cell in row] for row in figures]


def test_pdf_in_poppler(locked, tmp_path):  # noqa: F811  # the fixture
    paper, file = return_pages.paper(locked), tmp_path / "bao-cao.pdf"
    file.write_bytes(official.as_pdf(paper))
    fonts = [line.split() for line in poppler("pdffonts", str(file)).splitlines()[2:]]
    assert fonts and all(line[-5:-2] == ["yes", "yes", "yes"] for line in fonts), (
        fonts
    )  # embedded, a subset, with Unicode
    text = re.sub(r"\s+", " ", poppler("pdftotext", "-raw", str(file), "-"))
    assert text == unicodedata.normalize("NFC", text)
    for words in (
        *paper.body,
        *official.STATE,
        paper.title,
        paper.subject,
        paper.addressed,
        *paper.words,
        *paper.notes,
    ):
        assert words in text, words
    for row in paper.rows:
        assert row[1] in text and all(cell in text for cell in row), row
