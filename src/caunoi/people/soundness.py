"""Whether keys and rows still belong together, and how the key-holder process is guarded: asked by the doctor, opens nothing."""

from dataclasses import dataclass
from pathlib import Path

from django.db.models import Model

from caunoi.people.models import ClubValue, Member, Packet, Pseudonym, Sealed
from caunoi.people.vault.models import ContentKey, Handle
from caunoi.people.vault.refusals import KeeperError
from caunoi.people.vault.wire import Outside

SWAPS = Path("/proc/swaps")


@dataclass(frozen=True)
class Soundness:
    """`keys_of_nobody`: keys and handles without the row they are for. `rows_without_keys`: the reverse.

    `swappable`: the keeper runs, its memory is not locked and the machine has swap; None where none answers.
    """

    keys_of_nobody: int
    rows_without_keys: int
    swappable: bool | None


def soundness(data: Path) -> Soundness:
    """Of this installation; the keeper is the one that answers in its folder."""
    values = _ids(Sealed) | _ids(Packet) | _ids(ClubValue)
    keys, handles = _ids(ContentKey), _ids(Handle)
    holders = set(Member.objects.values_list("pseudonym", flat=True))
    return Soundness(
        keys_of_nobody=len(keys - values) + len(handles - _ids(Pseudonym)),
        rows_without_keys=len(values - keys) + len(holders - handles),
        swappable=_swappable(data / "keeper.sock"),
    )


def _ids(model: type[Model]) -> set[object]:
    return set(model._default_manager.values_list("pk", flat=True))


def _swappable(socket: Path) -> bool | None:
    if not socket.exists():
        return None
    try:
        facts = Outside(socket).ask("status")
    except KeeperError:
        return None
    return not facts["memory_locked"] and _has_swap()


def _has_swap() -> bool:
    return SWAPS.exists() and len(SWAPS.read_text().splitlines()) > 1
