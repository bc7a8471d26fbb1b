"""What each wrap, each voucher and each locked key is bound to: it opens, or is believed, for that and nothing else."""

PACKET = "packet"
"""A packet is one sealed text: JSON pairs of kind and value."""


def content_info(organisation: str, epoch: str, key: str, subject: str, kind: str) -> str:
    return f"content|{organisation}|{epoch}|{key}|{subject}|{kind}"


def epoch_info(organisation: str, epoch: str, holder: str, user: str) -> str:
    return f"epoch|{organisation}|{epoch}|{holder}|{user}"


def recovery_info(organisation: str, epoch: str, recovery: str) -> str:
    return f"recovery|{organisation}|{epoch}|{recovery}"


def holder_statement(organisation: str, epoch: str, holder: str, user: str, public: bytes) -> str:
    return f"holder|{organisation}|{epoch}|{holder}|{user}|{public.hex()}"


def recovery_statement(organisation: str, epoch: str, recovery: str, public: bytes) -> str:
    return f"recovery|{organisation}|{epoch}|{recovery}|{public.hex()}"


def holder_bound(organisation: str, holder: str, user: str) -> str:
    return f"holder|{organisation}|{holder}|{user}"


def paper_bound(packet: str) -> str:
    return f"paper|{packet}"
