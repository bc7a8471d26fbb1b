"""The key-holder process as it runs: who may ask it, what it survives, when it forgets, how its memory is guarded."""

import os
import secrets
import socket
import stat
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

import pytest

from caunoi.lib.ids import uuid7
from caunoi.people.vault.refusals import GoneError, KeeperError, LockedError, WrongPassphraseError
from caunoi.people.vault.suite import Place, new_key, seal, wrap
from caunoi.people.vault.wire import Outside

CHEAP = [8, 1, 1]
CLOCK = """
import sys
from pathlib import Path
from caunoi.people.vault import wire
clock = Path(sys.argv.pop(1))
sys.exit(wire.main(sys.argv[1:], clock=lambda: float(clock.read_text())))
"""


@contextmanager
def running(folder: Path):
    """A real process whose clock is a file, ended by the id it was started with."""
    clock, path = folder / "clock", folder / "k.sock"
    clock.write_text("0")
    command = [sys.executable, "-c", CLOCK, str(clock), "--socket", str(path), "--parent", str(os.getpid())]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    try:
        door = Outside(path)
        while process.poll() is None:
            try:
                door.ask("status")
            except GoneError:
                continue
            break
        yield process, door, clock
    finally:
        process.terminate()
        process.wait(timeout=20)
        process.stderr.close()


def later(clock: Path, seconds: float) -> None:
    """In one step: the process reads it at any moment."""
    new = clock.with_suffix(".new")
    new.write_text(str(seconds))
    new.replace(clock)


@pytest.fixture(scope="module")
def keeper(tmp_path_factory):
    with running(tmp_path_factory.mktemp("keeper")) as started:
        yield started


def founded(door):
    """An organisation's first keys in the running process."""
    ids = {name: str(uuid7()) for name in ("organisation", "user", "holder", "epoch", "recovery")}
    session = secrets.token_urlsafe(32)
    return ids, session, door.ask("found", session=session, passphrase="meo-vang-bay-cao", cost=CHEAP, **ids)


def sealed(ids, made, text="Lan"):
    key, row, subject = new_key(), uuid7(), uuid7()
    info = f"content|{ids['organisation']}|{ids['epoch']}|{row}|{subject}|called"
    blob = seal(key, text, Place(subject, "called", row))
    return [ids["epoch"], str(row), wrap(key, made["public"], info), str(subject), "called", 1, blob]


def test_only_its_own_user_may_open_the_socket(keeper):
    mode = keeper[1].path.stat().st_mode
    assert stat.S_ISSOCK(mode) and stat.S_IMODE(mode) == 0o600


def test_what_was_sealed_outside_opens_inside_for_its_session_and_user_alone(keeper):
    _process, door, _clock = keeper
    ids, session, made = founded(door)
    value = sealed(ids, made)
    assert door.ask("open", session=session, user=ids["user"], values=[value]) == ["Lan"]
    for wrong in ({"session": session, "user": str(uuid7())}, {"session": "y" * 43, "user": ids["user"]}):
        with pytest.raises(LockedError):
            door.ask("open", values=[value], **wrong)


def test_fifteen_idle_minutes_and_it_has_forgotten(keeper):
    _process, door, clock = keeper
    ids, session, made = founded(door)
    now = float(clock.read_text())
    later(clock, now + 899)
    assert door.ask("open", session=session, user=ids["user"], values=[]) == []
    later(clock, now + 899 + 899)
    assert door.ask("status", session=session, user=ids["user"])["open"], "work keeps it open"
    later(clock, now + 899 + 899 + 901)
    with pytest.raises(LockedError):
        door.ask("open", session=session, user=ids["user"], values=[])


def test_locked_at_once_in_this_browser_or_in_all(keeper):
    _process, door, _clock = keeper
    ids, session, _made = founded(door)
    door.ask("lock", session=session)
    door.ask("lock", session=session)
    assert not door.ask("status", session=session, user=ids["user"])["open"]
    ids, session, _made = founded(door)
    door.ask("lock_user", user=ids["user"])
    assert not door.ask("status", session=session, user=ids["user"])["open"]


def garbage():
    yield b""
    yield b"\x00"
    yield b"\xff\xff\xff\xff" + b"x" * 100
    yield b"\x00\x00\x00\x02{}"
    yield b"\x00\x00\x00\x05[1,2]"
    yield b"\x00\x00\x00\x04null"
    yield b"\x00\x00\x10\x00" + b"[" * 4096
    yield b"\x00\x00\x00\x1d" + b'{"operation":"__init__","w":1}'
    yield from (secrets.token_bytes(size) for size in (1, 4, 5, 64, 5000))


def test_it_survives_garbage(keeper):
    process, door, _clock = keeper
    for junk in garbage():
        with socket.socket(socket.AF_UNIX) as asked:
            asked.connect(str(door.path))
            asked.sendall(junk)
            asked.shutdown(socket.SHUT_WR)
            asked.settimeout(10)
            try:
                asked.recv(4096)
            except OSError:
                pass
    assert process.poll() is None and door.ask("status")["open"] is False


@pytest.mark.parametrize(
    "operation, what",
    [
        ("__init__", {}), ("_open_session", {"token": "x", "user": "y", "organisation": "z"}), ("unlock", {}),
        ("open", {"session": 1, "user": 2, "values": 3}), ("make_holder", {"passphrase": b"\x00", "cost": [1, 2, 3]}),
        ("open", {"session": "x" * 43, "user": "u", "values": [[]]}), ("status", {"session": None}),
    ],
)  # fmt: skip
def test_what_is_asked_wrongly_is_an_error_and_never_the_end(keeper, operation, what):
    process, door, _clock = keeper
    with pytest.raises(KeeperError):
        door.ask(operation, **what)
    assert process.poll() is None


def test_wrong_words_are_counted_here_too(keeper):
    _process, door, _clock = keeper
    ids, _session, made = founded(door)
    who = {name: ids[name] for name in ("organisation", "user", "holder")}
    asked = {**who, "locked": made["holder"]["locked"], "session": "z" * 43, "wraps": []}
    for _guess in range(5):
        with pytest.raises(WrongPassphraseError):
            door.ask("unlock", passphrase="sai", **asked)
    with pytest.raises(KeeperError) as problem:
        door.ask("unlock", passphrase="meo-vang-bay-cao", **asked)
    assert problem.value.code == "too_many_tries"


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="memory is guarded on Linux")
def test_no_core_dump_and_nobody_looks_in(keeper):
    process, door, _clock = keeper
    status = door.ask("status")
    assert status["no_core_dumps"] and status["not_readable"]
    limits = Path(f"/proc/{process.pid}/limits").read_text()
    assert next(line for line in limits.splitlines() if "core file" in line).split()[4:6] == ["0", "0"]
    assert isinstance(status["memory_locked"], bool)


def memory_of(pid):
    """Every byte that the process may write to, as root sees it. PermissionError for others: the guard at work."""
    with open(f"/proc/{pid}/maps") as maps, open(f"/proc/{pid}/mem", "rb", 0) as memory:
        for line in maps:
            span, rights = line.split()[:2]
            if rights.startswith("rw"):
                start, end = (int(part, 16) for part in span.split("-"))
                memory.seek(start)
                try:
                    yield memory.read(end - start)
                except OSError:
                    continue


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads /proc")
def test_the_organisations_key_leaves_memory_with_the_lock(keeper):
    """Found while the session is open, so that the search can find; not one copy after the lock."""
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

    from caunoi.people.vault.suite import open_with_passphrase, unwrap

    process, door, _clock = keeper
    ids, session, made = founded(door)
    bound = f"holder|{ids['organisation']}|{ids['holder']}|{ids['user']}"
    mine = X25519PrivateKey.from_private_bytes(
        open_with_passphrase(made["holder"]["locked"], "meo-vang-bay-cao", bound)
    )
    info = f"epoch|{ids['organisation']}|{ids['epoch']}|{ids['holder']}|{ids['user']}"
    private = unwrap(made["wraps"][0][1], mine, info)
    door.ask("open", session=session, user=ids["user"], values=[sealed(ids, made)])
    try:
        assert any(private in part for part in memory_of(process.pid))
        door.ask("lock", session=session)
        assert not any(private in part for part in memory_of(process.pid))
    except PermissionError:
        pytest.skip("only root may look, and then only to test")


def test_a_second_one_does_not_take_the_place_of_the_first(keeper):
    _process, door, _clock = keeper
    words = [sys.executable, "-m", "caunoi.people.vault.wire", "--socket", str(door.path)]
    second = subprocess.run(words, capture_output=True, text=True, timeout=60)
    assert second.returncode and "already" in second.stderr
    assert door.ask("status")["open"] is False


def test_it_ends_with_its_starter_and_what_it_left_is_replaced(tmp_path):
    path = tmp_path / "k.sock"
    words = [sys.executable, "-m", "caunoi.people.vault.wire", "--socket", str(path), "--parent", "1"]
    assert subprocess.run(words, timeout=60).returncode == 0, "its starter is another: nothing to serve"
    path.touch()
    with running(tmp_path) as (_process, door, _clock):
        assert door.ask("status")["open"] is False
    with pytest.raises(GoneError):
        door.ask("status")
