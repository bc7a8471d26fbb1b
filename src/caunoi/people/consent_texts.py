"""What is said before somebody agrees: at most 60 words, then she is asked back. A changed word is a new version.

The hash of the very text stands in the ledger, so what was said can be proved: an old version stays here for ever.
"""

from dataclasses import dataclass
from hashlib import sha256

from caunoi.people.choices import Purpose

MOST_WORDS = 60


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


@dataclass(frozen=True)
class LimitsText:
    """What is said before any story: what cannot stay between the two of them."""

    language: str
    version: str
    script: str
    ask_back: str


AI_SE_THAY_GI = "Chị nói lại giúp em: ai sẽ thấy gì?"
WHO_SEES_WHAT = "Please tell me in your words: who will see what?"

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
        Purpose.CARD,
        "vi",
        "the-2",
        "Chị có muốn giữ một chiếc thẻ không? Thẻ chỉ có một dãy số, không có tên. Nhờ thẻ, lần sau chị không phải kể lại từ"
        " đầu. Chỉ em xem được; người phụ trách nhóm chỉ xem khi chị đưa thẻ. Không có thẻ chị vẫn được giúp. Chị trả thẻ"
        " lúc nào cũng được.",
        "Chị nói lại giúp em: ai sẽ thấy gì, và nếu chị không lấy thẻ thì sao?",
    ),
    ConsentText(
        Purpose.CARD,
        "en",
        "the-2",
        "Would you like to have a card? It carries only a number, no name. With it you need not tell everything again next time."
        " Only I can look; the lead only when you hold out the card. Without it you are helped all the same. You may give it"
        " back at any time.",
        "Please tell me in your words: who will see what, and what if you do not take one?",
    ),
    ConsentText(
        Purpose.REFERRAL,
        "vi",
        "chuyen-1",
        "Em xin phép hẹn giúp chị với nơi này. Họ chỉ thấy số phiếu và dịch vụ chị cần, không thấy tên hay thẻ của chị. Họ báo lại"
        " cho em khi chị đã đến. Chị đổi ý lúc nào cũng được, và không đồng ý thì chị vẫn cầm phiếu tự đi.",
        AI_SE_THAY_GI,
    ),
    ConsentText(
        Purpose.REFERRAL,
        "en",
        "chuyen-1",
        "May I arrange this with the service for you? They see only the slip number and the service you need, not your name or card."
        " They tell me when you have been there. You may change your mind at any time; without consent you can still carry the slip.",
        WHO_SEES_WHAT,
    ),
    ConsentText(
        Purpose.PACKET,
        "vi",
        "goi-1",
        "Nơi này cần biết thêm vài điều để đón chị. Chị chọn gửi điều nào thì em gửi đúng điều đó, niêm kín, chỉ nơi này mở"
        " được. Xong việc thì xoá. Chị đổi ý lúc nào cũng được, em xoá ngay. Không gửi, chị vẫn cầm phiếu tự đi.",
        AI_SE_THAY_GI,
    ),
    ConsentText(
        Purpose.PACKET,
        "en",
        "goi-1",
        "This place needs to know a little more to receive you. You choose what; I send only that, sealed, and only they can open"
        " it. When it is done, it is deleted. You may change your mind at any time. Without it you can still carry the slip.",
        WHO_SEES_WHAT,
    ),
    ConsentText(
        Purpose.CONTACT,
        "vi",
        "lien-lac-1",
        "Khi cần, nhóm liên lạc với chị được không? Chị cho em một cách và giờ nào thì an toàn. Nhóm chỉ dùng để hỏi thăm và báo"
        " lịch hẹn, không nhắn điều gì lạ. Thông tin khoá kín, chỉ người giữ khoá mở xem được. Chị đổi ý lúc nào cũng được.",
        AI_SE_THAY_GI,
    ),
    ConsentText(
        Purpose.CONTACT,
        "en",
        "lien-lac-1",
        "May we contact you when needed? Tell me which way and which hours are safe. We use it only to ask how you are and about"
        " appointments, and write nothing telling. It is locked; only those who hold a key can open it. You may change your mind"
        " at any time.",
        WHO_SEES_WHAT,
    ),
    ConsentText(
        Purpose.IDENTITY,
        "vi",
        "rieng-1",
        "Chị có muốn nhóm giữ giúp vài điều riêng không: tên, ngày sinh, cách liên lạc? Chị chọn giữ điều nào. Những điều ấy khoá"
        " kín, chỉ người giữ khoá mở xem được, và lần nào mở cũng ghi lại. Chị bảo xoá là xoá. Không giữ, chị vẫn được giúp.",
        AI_SE_THAY_GI,
    ),
    ConsentText(
        Purpose.IDENTITY,
        "en",
        "rieng-1",
        "Would you like us to keep a few private things: name, date of birth, how to reach you? You choose which. They are locked; only"
        " those who hold a key can open them, and every opening is written down. Say delete, and it is deleted. Without it you are"
        " helped all the same.",
        WHO_SEES_WHAT,
    ),
    ConsentText(
        Purpose.MEETING,
        "vi",
        "moi-1",
        "Khi nhóm có buổi gặp, em mời chị nhé? Em chỉ báo ngày, giờ và chỗ, theo cách liên lạc an toàn của chị. Đến hay không là"
        " tuỳ chị. Ai đến buổi gặp thì sẽ thấy mặt nhau. Chị bảo thôi là em thôi mời.",
        AI_SE_THAY_GI,
    ),
    ConsentText(
        Purpose.MEETING,
        "en",
        "moi-1",
        "When the group meets, may I invite you? I only tell you day, hour and place, in the way that is safe for you. You come or"
        " not, as you like. Whoever comes sees the others' faces. Say stop, and I stop inviting you.",
        WHO_SEES_WHAT,
    ),
    ConsentText(
        Purpose.COMPANY,
        "vi",
        "cung-di-1",
        "Chị có muốn có người đi cùng không? Người đi cùng sẽ biết chị đến đâu, ngày nào, nhưng không vào phòng nếu chị"
        " không muốn, và không kể lại với ai. Chị chọn người. Chị đổi ý lúc nào cũng được, kể cả khi đang đi.",
        AI_SE_THAY_GI,
    ),
    ConsentText(
        Purpose.COMPANY,
        "en",
        "cung-di-1",
        "Would you like somebody to go with you? They will know where you go and when, but stay outside the room if you wish and"
        " tell nobody. You choose who. You may change your mind at any time, even on the way.",
        WHO_SEES_WHAT,
    ),
)

LIMITS = (
    LimitsText(
        "vi",
        "bao-1",
        "Trước khi chị kể, em xin nói rõ một điều. Chuyện của chị, em giữ kín. Chỉ ba việc em phải báo người phụ trách bảo vệ"
        " của nhóm: người chưa đủ 18 tuổi, người bị mua bán hay ép buộc, hoặc tính mạng ai đó gặp nguy hiểm. Báo là để được"
        " giúp. Chị kể đến đâu cũng được.",
        "Chị thấy vậy có được không? Chị muốn hỏi thêm gì em không?",
    ),
    LimitsText(
        "en",
        "bao-1",
        "Before you tell me anything: what you say stays with me. Only three things I must tell the person here who looks after"
        " safety: somebody under 18, somebody sold or forced, or a life in danger. That is so that help comes. Tell me as much or as"
        " little as you like.",
        "Is that all right with you? Is there anything you would like to ask?",
    ),
)


def text_for(purpose: str, language: str) -> ConsentText:
    """The current text for a purpose (the last one here), in Vietnamese where the language is not known."""
    found = {text.language: text for text in TEXTS if text.purpose == purpose}
    return found.get(language, found["vi"])


def limits_text(language: str) -> LimitsText:
    """The current limits of confidentiality, in Vietnamese where the language is not known."""
    found = {text.language: text for text in LIMITS}
    return found.get(language, found["vi"])
