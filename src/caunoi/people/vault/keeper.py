"""What holds keys while people work: sessions opened by a passphrase, forgotten after idle minutes. Pure, one thread.

It knows no table: wraps, blobs and public keys are handed in, plaintext or new wraps are handed back. A session is named
by a random token that only its user's browser keeps; here only the token's hash is kept. Private halves are wiped from
memory as soon as they stand in a key object, which wipes its own when it is dropped.
"""

import ctypes
import json
import secrets
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from caunoi.lib.vietnamese_text import fold
from caunoi.people.vault import bindings, shares
from caunoi.people.vault.refusals import (
    ForgedError,
    KeeperError,
    LockedError,
    TooManyTriesError,
    WrongDigitsError,
    WrongPassphraseError,
    WrongSharesError,
)
from caunoi.people.vault.suite import (
    Cost,
    Damaged,
    Place,
    is_vouched,
    lock_with_passphrase,
    new_key,
    new_pair,
    open_sealed,
    open_with_passphrase,
    seal,
    unwrap,
    voucher,
    wrap,
)  # fmt: skip

IDLE_SECONDS = 15 * 60
TRIES, TRIES_SECONDS = 5, 15 * 60
MOST_HITS = 5
PAPER_DIGITS = 20
"""66 bits under Argon2id: who has every table and guesses still needs more years than there are."""


def wipe(secret: bytes) -> None:
    """Overwrite bytes where they stand: CPython gives freed memory back unwiped."""
    ctypes.memset(id(secret) + bytes.__basicsize__ - 1, 0, len(secret))


def _as_key(private: bytes) -> X25519PrivateKey:
    """The key object; the raw bytes are wiped."""
    key = X25519PrivateKey.from_private_bytes(private)
    wipe(private)
    return key


def _public(key: X25519PrivateKey) -> bytes:
    return key.public_key().public_bytes_raw()


@dataclass
class Session:
    """What one unlocked user may use: the private keys of her organisation's epochs, and the names she may search."""

    user: str
    organisation: str
    seen: float
    epochs: dict[str, X25519PrivateKey] = field(default_factory=dict)
    stamp: str = ""
    names: list[tuple[str, str]] = field(default_factory=list)

    def key(self, epoch: str) -> X25519PrivateKey:
        try:
            return self.epochs[epoch]
        except KeyError:
            raise Damaged from None


@dataclass
class Keeper:
    """One for an installation. `clock` counts seconds, also while the machine sleeps."""

    clock: Callable[[], float]
    idle_seconds: float = IDLE_SECONDS
    facts: Mapping[str, Any] = field(default_factory=dict)
    sessions: dict[bytes, Session] = field(default_factory=dict)
    wrong: dict[str, list[float]] = field(default_factory=dict)

    # --- making keys: needs no session ------------------------------------------------------------------------------
    def make_holder(
        self, *, organisation: str, holder: str, user: str, passphrase: str, cost: Sequence[int]
    ) -> dict[str, bytes]:
        """A key pair of one member of staff, its private half under her passphrase."""
        private, public = new_pair()
        locked = lock_with_passphrase(
            private, passphrase, bindings.holder_bound(organisation, holder, user), Cost(*cost)
        )
        wipe(private)
        return {"public": public, "locked": locked}

    def found(
        self, *, session: str, organisation: str, user: str, holder: str, epoch: str, recovery: str, passphrase: str,
        cost: Sequence[int],
    ) -> dict[str, Any]:  # fmt: skip
        """The first keys of an organisation, and the sheets from which any two bring them back."""
        mine = self.make_holder(organisation=organisation, holder=holder, user=user, passphrase=passphrase, cost=cost)
        paper, paper_public = new_pair()
        sheets = shares.split(paper)
        wipe(paper)
        opened = self._open_session(session, user, organisation)
        made = self._new_epoch(opened, epoch, [(holder, user, mine["public"])], (recovery, paper_public))
        return {**made, "holder": mine, "recovery_public": paper_public, "sheets": list(sheets)}

    def change_passphrase(
        self, *, organisation: str, holder: str, user: str, locked: bytes, old: str, new: str, cost: Sequence[int]
    ) -> dict[str, bytes]:
        """The same key under new words."""
        bound = bindings.holder_bound(organisation, holder, user)
        private = self._with_passphrase(user, locked, old, bound)
        relocked = lock_with_passphrase(private, new, bound, Cost(*cost))
        wipe(private)
        return {"locked": relocked}

    # --- sessions ---------------------------------------------------------------------------------------------------
    def unlock(
        self, *, session: str, organisation: str, user: str, holder: str, locked: bytes, passphrase: str,
        wraps: Sequence[tuple[str, bytes, bytes]],
    ) -> dict[str, Any]:  # fmt: skip
        """Open a session. `wraps` are the epochs: id, public half, wrapped private half."""
        mine = _as_key(
            self._with_passphrase(user, locked, passphrase, bindings.holder_bound(organisation, holder, user))
        )
        epochs = {}
        for epoch, public, wrapped in wraps:
            epochs[epoch] = _as_key(unwrap(wrapped, mine, bindings.epoch_info(organisation, epoch, holder, user)))
            if _public(epochs[epoch]) != public:
                raise ForgedError
        self._open_session(session, user, organisation).epochs = epochs
        return {}

    def recover(
        self, *, session: str, organisation: str, user: str, holder: str, recovery: str, sheets: Sequence[str],
        wraps: Sequence[tuple[str, bytes, bytes]], passphrase: str, cost: Sequence[int],
    ) -> dict[str, Any]:  # fmt: skip
        """Two sheets of paper open the epochs, and a new key of whoever brought them is let in."""
        self._count_try(user)
        try:
            paper = _as_key(shares.combine(sheets))
            epochs = {
                epoch: _as_key(unwrap(wrapped, paper, bindings.recovery_info(organisation, epoch, recovery)))
                for epoch, _public_half, wrapped in wraps
            }
        except (shares.SharesError, Damaged, ValueError):
            raise WrongSharesError from None
        if any(_public(epochs[epoch]) != public for epoch, public, _wrapped in wraps):
            raise ForgedError
        self.wrong.pop(user, None)
        mine = self.make_holder(organisation=organisation, holder=holder, user=user, passphrase=passphrase, cost=cost)
        opened = self._open_session(session, user, organisation)
        opened.epochs = epochs
        return {"holder": mine, "wraps": self._wraps_for(opened, holder, user, mine["public"])}

    def lock(self, *, session: str) -> dict[str, Any]:
        """Forget this session at once. Saying so twice changes nothing."""
        self.sessions.pop(_mark(session), None)
        return {}

    def lock_user(self, *, user: str) -> dict[str, Any]:
        """Forget every session of a user, wherever she is signed in."""
        self.sessions = {mark: opened for mark, opened in self.sessions.items() if opened.user != user}
        return {}

    def status(self, *, session: str = "", user: str = "") -> dict[str, Any]:
        """Whether this session is open, and how the process is guarded. Asking does not keep it open."""
        self.forget_idle()
        opened = self.sessions.get(_mark(session))
        is_open = opened is not None and opened.user == user
        left = int(opened.seen + self.idle_seconds - self.clock()) if opened and is_open else 0
        return {"open": is_open, "seconds_left": left, **self.facts}

    def forget_idle(self) -> float:
        """Drop sessions that nobody used for a while; seconds until the next may have to go."""
        now = self.clock()
        self.sessions = {m: opened for m, opened in self.sessions.items() if now < opened.seen + self.idle_seconds}
        return min((opened.seen + self.idle_seconds - now for opened in self.sessions.values()), default=60.0)

    # --- work with an open session ----------------------------------------------------------------------------------
    def open(self, *, session: str, user: str, values: Sequence[Sequence[Any]]) -> list[str | None]:
        """The texts of these values; None where one does not open.

        A value is (epoch, key, wrapped, subject, kind, schema, blob); its key has the id of its row.
        """
        return list(self._texts(self._session(session, user), values))

    def index(self, *, session: str, user: str, stamp: str, values: Sequence[Sequence[Any]]) -> dict[str, int]:
        """Keep the folded names of these people in memory, under a stamp that says which rows they came from."""
        opened = self._session(session, user)
        found = zip((value[3] for value in values), self._texts(opened, values), strict=True)
        opened.names = [(f" {fold(name)} ", subject) for subject, name in found if name is not None]
        opened.stamp = stamp
        return {"names": len(opened.names)}

    def search(self, *, session: str, user: str, stamp: str, words: str) -> dict[str, Any]:
        """People whose name holds these syllables one after another; `known` is false when the index is of other rows."""
        opened = self._session(session, user)
        if opened.stamp != stamp:
            return {"known": False, "subjects": []}
        asked = f" {fold(words)} "
        found = dict.fromkeys(subject for name, subject in opened.names if asked in name)
        return {"known": True, "subjects": list(found)[: MOST_HITS + 1]}

    def pack(
        self, *, session: str, user: str, values: Sequence[Sequence[Any]],
        to: tuple[str, str, bytes], packet: str,
    ) -> dict[str, Any]:  # fmt: skip
        """These values, sealed as one packet to another organisation: their text does not leave this process."""
        organisation, epoch, public = to
        content, blob = self._packed(session, user, values, packet)
        wrapped = wrap(content, public, bindings.content_info(organisation, epoch, packet, packet, bindings.PACKET))
        wipe(content)
        return {"wrapped": wrapped, "blob": blob}

    def pack_on_paper(
        self, *, session: str, user: str, values: Sequence[Sequence[Any]], packet: str, cost: Sequence[int]
    ) -> dict[str, Any]:
        """The same for a place without keys: opened by digits that go on her slip and are kept nowhere."""
        content, blob = self._packed(session, user, values, packet)
        digits = "".join(secrets.choice("0123456789") for _digit in range(PAPER_DIGITS))
        wrapped = lock_with_passphrase(content, digits, bindings.paper_bound(packet), Cost(*cost))
        wipe(content)
        return {"wrapped": wrapped, "blob": blob, "digits": digits}

    def fits_paper(self, *, packet: str, wrapped: bytes, digits: str) -> dict[str, Any]:
        """Whether these are its digits, without opening it. Needs no session: who has them was shown her slip."""
        wipe(self._paper_key(packet, wrapped, digits))
        return {}

    def open_on_paper(self, *, packet: str, wrapped: bytes, digits: str, schema: int, blob: bytes) -> str:
        """The text of a packet, by its digits."""
        content = self._paper_key(packet, wrapped, digits)
        text = open_sealed(content, blob, Place(UUID(packet), bindings.PACKET, UUID(packet), schema))
        wipe(content)
        return text

    def admit(self, *, session: str, user: str, holder: str, holder_user: str, public: bytes) -> list[list[Any]]:
        """Every epoch wrapped to another key-holder: epoch, wrapped, voucher."""
        return self._wraps_for(self._session(session, user), holder, holder_user, public)

    def rotate(
        self, *, session: str, user: str, current: str, epoch: str, holders: Sequence[tuple[str, str, bytes, bytes]],
        recovery: tuple[str, bytes, bytes],
    ) -> dict[str, Any]:  # fmt: skip
        """A new epoch for those who stay. Who has no voucher of the epoch before, however she came into the table, is not let in."""
        opened = self._session(session, user)
        private = opened.key(current).private_bytes_raw()
        organisation, (paper, paper_public, paper_voucher) = opened.organisation, recovery
        statements = [
            (bindings.holder_statement(organisation, current, holder, who, public), said)
            for holder, who, public, said in holders
        ] + [(bindings.recovery_statement(organisation, current, paper, paper_public), paper_voucher)]
        forged = not all(is_vouched(private, statement, said) for statement, said in statements)
        wipe(private)
        if forged:
            raise ForgedError
        return self._new_epoch(opened, epoch, [holder[:3] for holder in holders], (paper, paper_public))

    def new_sheets(self, *, session: str, user: str, recovery: str) -> dict[str, Any]:
        """Another recovery key for all epochs: its public half, its wraps and its sheets."""
        opened = self._session(session, user)
        paper, public = new_pair()
        sheets, wraps = shares.split(paper), []
        wipe(paper)
        for epoch, key in opened.epochs.items():
            private = key.private_bytes_raw()
            wrapped = wrap(private, public, bindings.recovery_info(opened.organisation, epoch, recovery))
            said = voucher(private, bindings.recovery_statement(opened.organisation, epoch, recovery, public))
            wipe(private)
            wraps.append([epoch, wrapped, said])
        return {"public": public, "sheets": list(sheets), "wraps": wraps}

    def rewrap(self, *, session: str, user: str, to: str, keys: Sequence[Sequence[Any]]) -> list[bytes | None]:
        """Content keys under a newer epoch; None where one does not open. A key is (epoch, key, wrapped, subject, kind)."""
        opened = self._session(session, user)
        public = _public(opened.key(to))
        found: list[bytes | None] = []
        for epoch, key, wrapped, subject, kind in keys:
            try:
                content = unwrap(
                    wrapped, opened.key(epoch), bindings.content_info(opened.organisation, epoch, key, subject, kind)
                )
            except Damaged:
                found.append(None)
            else:
                found.append(wrap(content, public, bindings.content_info(opened.organisation, to, key, subject, kind)))
                wipe(content)
        return found

    def forget_epochs(self, *, session: str, user: str, epochs: Sequence[str]) -> dict[str, Any]:
        """Epochs under which nothing is wrapped any more."""
        opened = self._session(session, user)
        opened.epochs = {epoch: key for epoch, key in opened.epochs.items() if epoch not in epochs}
        return {}

    # --- inside -----------------------------------------------------------------------------------------------------
    def _open_session(self, token: str, user: str, organisation: str) -> Session:
        if len(token) < 32:
            raise KeeperError
        self.forget_idle()
        opened = self.sessions[_mark(token)] = Session(user, organisation, seen=self.clock())
        return opened

    def _session(self, token: str, user: str) -> Session:
        self.forget_idle()
        opened = self.sessions.get(_mark(token))
        if opened is None or opened.user != user:
            raise LockedError
        opened.seen = self.clock()
        return opened

    def _with_passphrase(self, user: str, locked: bytes, passphrase: str, bound: str) -> bytes:
        self._count_try(user)
        try:
            private = open_with_passphrase(locked, passphrase, bound)
        except Damaged:
            raise WrongPassphraseError from None
        self.wrong.pop(user, None)
        return private

    def _count_try(self, user: str) -> None:
        """A right passphrase clears the count; the guess over the limit is not even tried."""
        now = self.clock()
        lately = [moment for moment in self.wrong.get(user, ()) if now - moment < TRIES_SECONDS]
        if len(lately) >= TRIES:
            raise TooManyTriesError
        self.wrong[user] = [*lately, now]

    def _packed(self, session: str, user: str, values: Sequence[Sequence[Any]], packet: str) -> tuple[bytes, bytes]:
        """A new content key, and these values sealed under it."""
        texts = list(self._texts(self._session(session, user), values))
        if None in texts:
            raise Damaged
        lines = [[value[4], text] for value, text in zip(values, texts, strict=True)]
        content = new_key()
        place = Place(UUID(packet), bindings.PACKET, UUID(packet))
        return content, seal(content, json.dumps(lines, ensure_ascii=False), place)

    def _paper_key(self, packet: str, wrapped: bytes, digits: str) -> bytes:
        bound = bindings.paper_bound(packet)
        self._count_try(bound)
        try:
            content = open_with_passphrase(wrapped, digits, bound)
        except Damaged:
            raise WrongDigitsError from None
        self.wrong.pop(bound, None)
        return content

    def _texts(self, opened: Session, values: Sequence[Sequence[Any]]) -> Iterable[str | None]:
        organisation = opened.organisation
        for epoch, key, wrapped, subject, kind, schema, blob in values:
            try:
                content = unwrap(
                    wrapped, opened.key(epoch), bindings.content_info(organisation, epoch, key, subject, kind)
                )
                text: str | None = open_sealed(content, blob, Place(UUID(subject), kind, UUID(key), schema))
                wipe(content)
            except Damaged:
                text = None
            yield text

    def _new_epoch(
        self, opened: Session, epoch: str, holders: Iterable[tuple[str, str, bytes]], recovery: tuple[str, bytes]
    ) -> dict[str, Any]:
        private, public = new_pair()
        organisation, (paper, paper_public) = opened.organisation, recovery
        wraps = [
            [
                holder,
                wrap(private, holder_public, bindings.epoch_info(organisation, epoch, holder, user)),
                voucher(private, bindings.holder_statement(organisation, epoch, holder, user, holder_public)),
            ]
            for holder, user, holder_public in holders
        ]
        made = {
            "public": public,
            "wraps": wraps,
            "recovery_wrapped": wrap(private, paper_public, bindings.recovery_info(organisation, epoch, paper)),
            "recovery_voucher": voucher(private, bindings.recovery_statement(organisation, epoch, paper, paper_public)),
        }
        opened.epochs[epoch] = _as_key(private)
        return made

    def _wraps_for(self, opened: Session, holder: str, user: str, public: bytes) -> list[list[Any]]:
        found = []
        for epoch, key in opened.epochs.items():
            private = key.private_bytes_raw()
            wrapped = wrap(private, public, bindings.epoch_info(opened.organisation, epoch, holder, user))
            said = voucher(private, bindings.holder_statement(opened.organisation, epoch, holder, user, public))
            wipe(private)
            found.append([epoch, wrapped, said])
        return found


def _mark(token: str) -> bytes:
    return sha256(token.encode()).digest()
