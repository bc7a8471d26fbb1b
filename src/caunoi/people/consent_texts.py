"""What is said before somebody agrees: at most 60 words, then she is asked back. A changed word is a new version.

The hash of the very text stands in the ledger, so what was said can be proved.
"""

from dataclasses import dataclass
from hashlib import sha256

from caunoi.people.choices import Purpose


@dataclass(frozen=True)
class ConsentText:
    purpose: Purpose
    language: str
    version: str
    script: str
    ask_back: str

    @property
    def hash(self) -> str:
        """SHA-256 of script and question, in hexadecimal."""
        return sha256(f"{self.script}\n{self.ask_back}".encode()).hexdigest()


TEXTS = (
    ConsentText(
        Purpose.CARD,
        "vi",
        "the-1",
        "Chị có muốn giữ một chiếc thẻ không? Thẻ chỉ có một dãy số, không có tên. Nhờ thẻ, lần sau chị không phải kể lại từ"
        " đầu. Không có thẻ chị vẫn được giúp như vậy. Chị trả thẻ lúc nào cũng được.",
        "Chị nói lại giúp em: trên thẻ có gì, và nếu chị không lấy thẻ thì sao?",
    ),
    ConsentText(
        Purpose.CARD,
        "en",
        "the-1",
        "Would you like to have a card? It carries only a number, no name. With it you need not tell everything again next time."
        " Without it you get the same help. You may give it back at any time.",
        "Please tell me in your words: what is on the card, and what if you do not take one?",
    ),
    ConsentText(
        Purpose.REFERRAL,
        "vi",
        "chuyen-1",
        "Em xin phép hẹn giúp chị với nơi này. Họ chỉ thấy số phiếu và dịch vụ chị cần, không thấy tên hay thẻ của chị. Họ báo lại"
        " cho em khi chị đã đến. Chị đổi ý lúc nào cũng được, và không đồng ý thì chị vẫn cầm phiếu tự đi.",
        "Chị nói lại giúp em: ai sẽ thấy gì?",
    ),
    ConsentText(
        Purpose.REFERRAL,
        "en",
        "chuyen-1",
        "May I arrange this with the service for you? They see only the slip number and the service you need, not your name or card."
        " They tell me when you have been there. You may change your mind at any time; without consent you can still carry the slip.",
        "Please tell me in your words: who will see what?",
    ),
)


def text_for(purpose: str, language: str) -> ConsentText:
    """The current text for a purpose, in Vietnamese where the language is not known."""
    found = {text.language: text for text in TEXTS if text.purpose == purpose}
    return found.get(language, found["vi"])
