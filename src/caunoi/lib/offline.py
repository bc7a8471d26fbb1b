"""What a form does when nobody can be reached: its command is kept on the phone and sent later, once."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Command:
    """One act of daily work as the phone keeps it. `fields` are names and kinds of what it carries; `action` does it.

    Every command carries the id of what it makes, made on the phone, so that sending it twice adds nothing.
    """

    name: str
    action: Callable[..., Any]
    fields: Mapping[str, str]


def by_name(*commands: Command) -> dict[str, Command]:
    """The commands of one package. Raises ValueError when two have one name."""
    found = {command.name: command for command in commands}
    if len(found) < len(commands):
        raise ValueError("two commands of one name")
    return found
