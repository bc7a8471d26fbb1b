"""Key files of an installation: one private key each, readable by their owner only, made when first asked for."""

import os
import secrets
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

SIGNING, OPENING = "signing.key", "opening.key"


class KeyFileError(Exception):
    """A key file that cannot be used; the text says what to do."""


def folder_in(data: Path | None) -> Path:
    """Where the key files of an installation lie."""
    if data is None:
        raise KeyFileError("Chưa biết thư mục dữ liệu / no data folder is set. Nothing was done. Give --data DIR.")
    return Path(data) / "keys"


def signing_key(folder: Path) -> Ed25519PrivateKey:
    """What this installation signs with: its introduction card, a club's files, the checkpoints of its record."""
    return Ed25519PrivateKey.from_private_bytes(_kept(folder / SIGNING))


def opening_key(folder: Path) -> X25519PrivateKey:
    """What a hub opens sealed figures with."""
    return X25519PrivateKey.from_private_bytes(_kept(folder / OPENING))


def _kept(path: Path) -> bytes:
    """The 32 bytes in the file. Two processes that make it at the same moment end up with the same one."""
    if not path.exists():
        _make(path)
    if path.stat().st_mode & 0o077:
        raise KeyFileError(
            f"{path}: người khác đọc được khoá này / others can read this key. Nothing was done. Run: chmod 600 {path}"
        )
    kept = path.read_bytes()
    if len(kept) != 32:
        raise KeyFileError(
            f"{path}: tệp khoá bị hỏng / this key file is damaged. Nothing was done. Restore it from the backup."
        )
    return kept


def _make(path: Path) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    with os.fdopen(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
        file.write(secrets.token_bytes(32))
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(draft, path)  # fails if another process was quicker: then its key is the key
    except FileExistsError:
        pass
    finally:
        draft.unlink()
