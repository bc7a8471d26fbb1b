"""One encrypted file of a backup: a tar stream, compressed, sealed by age to keys that are not on this machine.

Knows no Django and no database. Its last member is a manifest with the hash of every other; nothing unencrypted is written on the way.
"""

import gzip
import hashlib
import io
import json
import os
import re
import tarfile
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, BinaryIO, cast

import pyrage

MANIFEST, FORM = "manifest.json", 1
PIECE = 4 << 20
MEMBER = re.compile(r"(?:keys/)?[a-z][a-z0-9_.-]{0,60}")
AGE = b"age-encryption.org/v1\n"


class ArchiveError(Exception):
    """A backup that cannot be written or read; the text says what is safe and what to do."""


@dataclass(frozen=True)
class Part:
    """One member. `size` is None for a stream whose length is not known before: it is kept in numbered pieces."""

    name: str
    source: BinaryIO
    size: int | None = None

    @classmethod
    def of_bytes(cls, name: str, content: bytes) -> "Part":
        return cls(name, io.BytesIO(content), len(content))


@dataclass(frozen=True)
class Written:
    path: Path
    size: int
    sha256: str


def recipient(text: str) -> pyrage.x25519.Recipient:
    """The public key that a file is encrypted to."""
    try:
        return pyrage.x25519.Recipient.from_str(text.strip())
    except pyrage.RecipientError as problem:
        raise ArchiveError(
            f"{text[:12]}…: không phải khoá công khai / not a public key. Nothing was written. It begins with age1."
        ) from problem


def identities(text: str) -> list[pyrage.x25519.Identity]:
    """The private keys in a key file: lines that begin with AGE-SECRET-KEY-1; others are remarks."""
    lines = [line.strip() for line in text.splitlines() if line.strip().upper().startswith("AGE-SECRET-KEY-1")]
    try:
        found = [pyrage.x25519.Identity.from_str(line.upper()) for line in lines]
    except pyrage.IdentityError as problem:
        raise ArchiveError(
            "Khoá giải mã bị gõ sai / the private key has a typing error. Nothing was changed. Compare it with the paper."
        ) from problem
    if not found:
        raise ArchiveError("Trong tệp không có khoá / the file holds no line AGE-SECRET-KEY-1…. Nothing was changed.")
    return found


def write(path: Path, parts: Iterable[Part], manifest: Callable[[], dict[str, Any]], recipients: list[str]) -> Written:
    """Encrypt the parts into `path`, all or nothing, and read the result back. `manifest` is asked when the parts are through."""
    if not recipients:
        raise ArchiveError("Chưa có khoá công khai nào / no public key to encrypt to. Nothing was written.")
    keys = [recipient(text) for text in recipients]
    draft = path.with_name(f".{path.name}.part")
    try:
        with _new(draft) as out:
            hashing = _Hashing(out)
            with _piped(lambda pipe: _pack(pipe, parts, manifest)) as packed:
                pyrage.encrypt_io(packed, hashing, keys)
            out.flush()
            os.fsync(out.fileno())
        _read_back(draft, hashing, len(keys))
        draft.replace(path)
        sync_folder(path.parent)
    finally:
        draft.unlink(missing_ok=True)
    return Written(path, hashing.size, hashing.sha256.hexdigest())


def read(path: Path, keys: list[pyrage.x25519.Identity], folder: Path) -> dict[str, Any]:
    """Decrypt `path` into an empty folder, hold every member against the manifest, and return that."""
    found: dict[str, str] = {}
    with path.open("rb") as sealed:
        if sealed.read(len(AGE)) != AGE:
            raise ArchiveError(f"{path.name}: không phải bản sao lưu / not a backup file. Nothing was changed.")
        sealed.seek(0)
        with _piped(lambda pipe: _unseal(sealed, pipe, keys, path.name)) as opened:
            manifest = _unpack(opened, folder, found, path.name)
    if manifest.get("form") != FORM:
        raise ArchiveError(
            f"{path.name}: a form this program does not know. Nothing was changed. Use the newer program."
        )
    if manifest["files"] != found:
        raise ArchiveError(f"{path.name}: nội dung không khớp / contents differ from its manifest. Take another copy.")
    return manifest


def sync_folder(folder: Path) -> None:
    """Make names in a folder survive a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


# --- packing ---
def _pack(pipe: BinaryIO, parts: Iterable[Part], manifest: Callable[[], dict[str, Any]]) -> None:
    hashes: dict[str, str] = {}
    with gzip.GzipFile(fileobj=pipe, mode="wb", compresslevel=3, mtime=0) as packed:
        with tarfile.open(fileobj=packed, mode="w|", format=tarfile.PAX_FORMAT) as tar:
            for part in parts:
                hashes[part.name] = _add(tar, part)
            about = json.dumps({"form": FORM, **manifest(), "files": hashes}, ensure_ascii=False, indent=1).encode()
            _add(tar, Part.of_bytes(MANIFEST, about))


def _add(tar: tarfile.TarFile, part: Part) -> str:
    source = _Hashing(part.source)
    if part.size is not None:
        tar.addfile(_header(part.name, part.size), cast(IO[bytes], source))
        return source.sha256.hexdigest()
    number, piece = 0, source.read(PIECE)
    while piece or not number:  # an empty stream is one empty piece
        number += 1
        tar.addfile(_header(f"{part.name}.{number:06}", len(piece)), io.BytesIO(piece))
        piece = source.read(PIECE)
    return source.sha256.hexdigest()


def _header(name: str, size: int) -> tarfile.TarInfo:
    header = tarfile.TarInfo(name)
    header.size, header.mode = size, 0o600
    return header


def _unpack(opened: BinaryIO, folder: Path, found: dict[str, str], name: str) -> dict[str, Any]:
    hashes: dict[str, Any] = {}
    manifest: dict[str, Any] | None = None
    try:
        with gzip.GzipFile(fileobj=opened) as packed, tarfile.open(fileobj=packed, mode="r|") as tar:
            for member in tar:
                content = tar.extractfile(member) if member.isreg() and MEMBER.fullmatch(member.name) else None
                if content is None:
                    raise ArchiveError(f"{name}: holds {member.name!r}, which no backup holds. Nothing was changed.")
                if member.name == MANIFEST:
                    manifest = json.loads(content.read())
                else:
                    _keep(content, folder, member.name, hashes)
            while packed.read(PIECE):  # to the very end: the checksum stands there
                pass
    except (tarfile.TarError, EOFError, gzip.BadGzipFile, json.JSONDecodeError) as problem:
        raise ArchiveError(f"{name}: bị cắt hoặc hỏng / cut short or damaged. Take another copy.") from problem
    if manifest is None:
        raise ArchiveError(f"{name}: bị cắt / cut short: it has no manifest. Take another copy.")
    found.update({key: value.hexdigest() for key, value in hashes.items()})
    return manifest


def _keep(content: IO[bytes], folder: Path, member: str, hashes: dict[str, Any]) -> None:
    """Pieces of one stream come together again in one file."""
    whole = re.sub(r"\.\d{6}$", "", member)
    target = folder / whole
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with open(target, "ab", opener=_private) as file:
        while block := content.read(PIECE):
            hashes.setdefault(whole, hashlib.sha256()).update(block)
            file.write(block)
        hashes.setdefault(whole, hashlib.sha256())
        file.flush()
        os.fsync(file.fileno())


def _unseal(sealed: BinaryIO, pipe: BinaryIO, keys: list[pyrage.x25519.Identity], name: str) -> None:
    try:
        pyrage.decrypt_io(sealed, pipe, keys)
    except BrokenPipeError:  # the other side has found the fault and says it
        raise
    except (pyrage.DecryptError, OSError) as problem:
        said = "khoá này không mở được, hoặc tệp bị hỏng / this key does not open it, or the file is damaged"
        raise ArchiveError(f"{name}: {said}. Nothing was changed. Try the other key or another copy.") from problem


# --- files ---
def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _new(path: Path) -> BinaryIO:
    path.unlink(missing_ok=True)
    return cast(BinaryIO, open(path, "xb", opener=_private))


def _read_back(path: Path, written: "_Hashing", keys: int) -> None:
    """What can be seen without the private key: every byte is on the disk, the form is age's, each key has its share."""
    seen = hashlib.sha256()
    with path.open("rb") as file:
        head = file.read(4096)
        file.seek(0)
        while block := file.read(PIECE):
            seen.update(block)
    if seen.digest() != written.sha256.digest() or not head.startswith(AGE) or head.count(b"\n-> X25519 ") != keys:
        raise ArchiveError(f"{path.name}: đọc lại không khớp / what was read back differs. Try another disk or folder.")


class _Hashing:
    """A file that counts and hashes what passes."""

    def __init__(self, inner: IO[bytes]) -> None:
        self.inner, self.size, self.sha256 = inner, 0, hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        block = self.inner.read(size)
        self.sha256.update(block)
        self.size += len(block)
        return block

    def write(self, block: bytes) -> int:
        self.sha256.update(block)
        self.size += len(block)
        return self.inner.write(block)

    def flush(self) -> None:
        self.inner.flush()


@contextmanager
def _piped(fill: Callable[[BinaryIO], None]) -> Iterator[BinaryIO]:
    """The reading end of a pipe that a thread fills. What goes wrong there is raised here, before anything is called done."""
    reading, writing = os.pipe()
    problems: list[BaseException] = []

    def work() -> None:
        try:
            with os.fdopen(writing, "wb") as pipe:
                fill(pipe)
        except BaseException as problem:  # raised again in the thread that waits
            problems.append(problem)

    thread = threading.Thread(target=work)
    thread.start()
    failed: BaseException | None = None
    try:
        with os.fdopen(reading, "rb") as pipe:
            yield pipe
    except BaseException as problem:  # the cause may stand on the other side of the pipe
        failed = problem
    thread.join()
    causes = [problem for problem in problems if not isinstance(problem, BrokenPipeError)]
    if causes:
        raise causes[0]
    if failed is not None:
        raise failed
    with suppress(IndexError):
        raise problems[0]
