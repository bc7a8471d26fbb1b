"""Words that must not stand on what somebody carries home: paper, a telephone's screen, a message."""

from caunoi.lib.vietnamese_text import fold

REVEALING = (
    "mại dâm", "bán dâm", "sex work", "hiv", "aids", "câu lạc bộ", "club", "cầu nối", "caunoi", "tài trợ", "funded",
    "chuyển gửi", "mua bán người", "trafficking", "bạo lực", "violence", "cai nghiện", "methadone", "ma tuý",
)  # fmt: skip
_FOLDED = tuple(fold(word) for word in REVEALING)


def is_discreet(text: str) -> bool:
    """Whether no revealing word stands in it, with or without tone marks."""
    words = f" {fold(text)} "
    return not any(word in words for word in _FOLDED)
