"""The file `installation.toml` in a data folder: what this installation is. It holds no person and is readable only by its owner."""

import json
import os
import secrets
import tomllib
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID, uuid4

KINDS = ("club", "hub")


class InstallationError(Exception):
    """The data folder cannot be used; the text says what to do."""


@dataclass(frozen=True)
class Installation:
    """Kind (club or hub), neutral display name, id and the key that signs cookies; whom backups are encrypted to, and where
    they go; the mail host it named itself, if any."""

    kind: str
    display_name: str
    id: UUID
    secret_key: str
    demo: bool = False
    backup_to: tuple[str, ...] = ()
    backup_folder: str = ""
    mail_host: str = ""
    mail_from: str = ""


def read(data: Path) -> Installation:
    """The installation kept in this folder."""
    path = data / "installation.toml"
    if not path.is_file():
        raise InstallationError(
            f"{data}: chưa có cài đặt nào ở đây / no installation here. Run: caunoi init --data {data} --kind club|hub"
        )
    values = tomllib.loads(path.read_text("utf-8"))
    return Installation(
        kind=values["kind"],
        display_name=values["display_name"],
        id=UUID(values["id"]),
        secret_key=values["secret_key"],
        demo=values.get("demo", False),
        backup_to=tuple(values.get("backup_to", ())),
        backup_folder=values.get("backup_folder", ""),
        mail_host=values.get("mail_host", ""),
        mail_from=values.get("mail_from", ""),
    )


def change(data: Path, **values: str | list[str]) -> None:
    """Write some values anew and keep the others; a power cut leaves the old file or the new one."""
    path = data / "installation.toml"
    kept = tomllib.loads(path.read_text("utf-8")) | values
    draft = path.with_name(f".{path.name}.part")
    draft.unlink(missing_ok=True)
    with os.fdopen(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w", encoding="utf-8") as file:
        file.write("".join(f"{key} = {json.dumps(value, ensure_ascii=False)}\n" for key, value in kept.items()))
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)


def create(data: Path, *, kind: str, display_name: str, demo: bool = False) -> Installation:
    """Start an installation in an empty folder; one that is there already is never overwritten."""
    if kind not in KINDS:
        raise InstallationError(f"kind is club or hub, not {kind!r}")
    data.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = data / "installation.toml"
    if path.exists():
        raise InstallationError(f"{data}: an installation is here already; nothing was changed. Choose another folder.")
    new = Installation(kind, display_name, uuid4(), secrets.token_urlsafe(48), demo)
    lines = {"kind": kind, "display_name": display_name, "id": str(new.id), "secret_key": new.secret_key}
    text = "".join(f"{key} = {json.dumps(value, ensure_ascii=False)}\n" for key, value in lines.items())
    with os.fdopen(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w", encoding="utf-8") as file:
        file.write(text + ("demo = true\n" if demo else ""))
    return new
