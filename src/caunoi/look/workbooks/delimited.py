"""CSV as Vietnamese offices save it: UTF-8, UTF-16 or cp1258; parted by comma, semicolon or tab."""

import codecs
import csv
import io
import unicodedata
from collections import Counter

from caunoi.look.workbooks.cells import Row, cell_of
from caunoi.look.workbooks.legacy import legacy_encoding
from caunoi.look.workbooks.problems import Reason, UnreadableWorkbook

DELIMITERS = ",;\t|"
LOOKED_AT = 60  # lines from which the delimiter is told
OTHER_FILES = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"Rar!", b"\x1f\x8b", b"7z\xbc\xaf", b"<", b"{\\rtf")
MOST_CELLS = 6_000_000


def read_delimited(data: bytes) -> list[Row]:
    """Rows of text. Raises UnreadableWorkbook for bytes that are no table, and for one that breaks off."""
    if data.lstrip().startswith(OTHER_FILES):
        raise UnreadableWorkbook(Reason.NOT_A_WORKBOOK)
    text = _decoded(data)
    if _is_rubbish(text):
        raise UnreadableWorkbook(Reason.NOT_A_WORKBOOK)
    delimiter, text = _delimiter(text)
    rows = _parsed(text, delimiter)
    _check_end(text, rows)
    if sum(map(len, rows)) > MOST_CELLS:
        raise UnreadableWorkbook(Reason.TOO_MUCH_WORK)
    return [[cell_of(cell) for cell in row] for row in rows]


def _decoded(data: bytes) -> str:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16", errors="replace")
    for encoding in ("utf-8-sig", *_without_mark(data)):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return _one_byte(data)


def _one_byte(data: bytes) -> str:
    """cp1258, unless the bytes are TCVN3 or VNI: those must come through as they are, to be named."""
    plain = data.decode("latin-1")
    if legacy_encoding([plain[:200_000]]):
        return plain
    return data.decode("cp1258", errors="replace")


def _without_mark(data: bytes) -> tuple[str, ...]:
    """UTF-16 without its mark: every other byte of plain letters is zero."""
    sample = data[:4000]
    if sample[1::2].count(0) > len(sample) // 4:
        return ("utf-16-le",)
    return ("utf-16-be",) if sample[::2].count(0) > len(sample) // 4 else ()


def _is_rubbish(text: str) -> bool:
    """Control characters and unassigned signs do not stand in tables."""
    sample = text[:20_000]
    odd = sum(unicodedata.category(letter) in ("Cc", "Cn", "Co", "Cs") and letter not in "\r\n\t" for letter in sample)
    return "\0" in sample or odd * 50 > len(sample)


def _delimiter(text: str) -> tuple[str, str]:
    """The sign that cuts most lines into the same number of cells; Excel may name it in a first line "sep=;"."""
    first, _newline, rest = text.partition("\n")
    if first.strip().lower().startswith("sep=") and len(first.strip()) == 5:
        return first.strip()[4], rest
    sample = "\n".join(text.splitlines()[:LOOKED_AT])
    return max(DELIMITERS, key=lambda sign: _regularity(sample, sign)), text


def _regularity(sample: str, delimiter: str) -> tuple[int, int]:
    widths = Counter(len(row) for row in csv.reader(io.StringIO(sample), delimiter=delimiter) if len(row) > 1)
    width, lines = max(widths.items(), key=lambda item: (item[1], item[0]), default=(0, 0))
    return lines, width


def _parsed(text: str, delimiter: str) -> list[list[str]]:
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
    except csv.Error as problem:
        if "unexpected end" in str(problem):
            raise UnreadableWorkbook(Reason.BROKEN) from None
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error:
        raise UnreadableWorkbook(Reason.NOT_A_WORKBOOK) from None


def _check_end(text: str, rows: list[list[str]]) -> None:
    """A last line without its end and shorter than all the others: the file was cut off."""
    if text.endswith(("\n", "\r")) or len(rows) < 4:
        return
    widths = {len(row) for row in rows[-20:-1] if row}
    if len(widths) == 1 and len(rows[-1]) < widths.pop():
        raise UnreadableWorkbook(Reason.BROKEN)
