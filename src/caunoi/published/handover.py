"""What both kinds of installation do with introduction cards at the command line: read one, and have it compared."""

import sys
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from caunoi.indicators.model import Text
from caunoi.look.languages import page_language
from caunoi.published import cards

UNREADABLE = Text(
    "Không đọc được {path}. Không có gì bị thay đổi; xin xem lại tên tệp.",
    "{path} cannot be read. Nothing was changed; check the name.",
)
NOT_A_CARD = Text(
    "{path} không phải thẻ giới thiệu, hoặc đã bị sửa trên đường. Không có gì bị thay đổi; xin hỏi lại nơi gửi.",
    "{path} is not an introduction card, or was changed on its way. Nothing was changed; ask for it again.",
)
DIFFERENT = Text(
    "Dãy số không khớp. Không có gì bị thay đổi. Đừng tin thẻ này; xin gọi điện lại.",
    "The digits differ. Nothing was changed. Do not trust this card; telephone once more.",
)
COMPARE = Text(
    "Xin gọi điện đọc cho nhau nghe dãy số, rồi ghi vào --fingerprint: {digits}",
    "Compare the digits by telephone, then give them with --fingerprint: {digits}",
)
DIGITS = Text("Dãy số của {name}: {digits}", "Digits of {name}: {digits}")
ASK = Text("Bên kia đọc đúng dãy số này? Gõ có: ", "Does the other side read out the same digits? Type yes: ")
LEFT = Text("Không có gì bị thay đổi.", "Nothing was changed.")
READ_OUT = Text("Dãy số để đọc qua điện thoại: {digits}", "Digits to read out by telephone: {digits}")
KNOWN = Text("Từ nay đã biết: {name}", "Known from now on: {name}")
YES = ("có", "co", "yes", "y")


def read_card(path: str) -> cards.Card:
    """The card in a file; an error says what to do."""
    try:
        return cards.read(Path(path).read_bytes())
    except OSError:
        raise CommandError(said(UNREADABLE, path=path)) from None
    except cards.CardError:
        raise CommandError(said(NOT_A_CARD, path=path)) from None


def give_card(command: BaseCommand, card: cards.Card, data: bytes, out: Path | None) -> None:
    """The own card into a file, or out; beside it the digits to read out."""
    if out:
        out.write_bytes(data)
    else:
        command.stdout.write(data.decode())
    digits = command.stdout if out else command.stderr
    digits.write(said(READ_OUT, digits=card.fingerprint))


def compare(card: cards.Card, digits: str | None) -> None:
    """Let whoever sits here confirm that the other side reads out the same digits. A demo on loopback asks nobody."""
    if digits is not None:
        if _digits(digits) != _digits(card.fingerprint):
            raise CommandError(said(DIFFERENT))
        return
    if settings.DEMO:
        return
    if not sys.stdin.isatty():
        raise CommandError(said(COMPARE, digits=card.fingerprint))
    print(said(DIGITS, name=card.name, digits=card.fingerprint))  # noqa: T201  # a dialogue
    if input(said(ASK)).strip().casefold() not in YES:
        raise CommandError(said(LEFT))


def said(text: Text, **values: str) -> str:
    """In the language of the command line. Plain texts, because a club does not load this package's catalogue."""
    return text.in_language(page_language()).format(**values)


def _digits(text: str) -> str:
    return "".join(character for character in text if character.isdigit())
