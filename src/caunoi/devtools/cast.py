"""Accounts of the demo world, made as real ones are: invited, enrolled, accepted. Their passphrases follow from the seed."""

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from random import Random

from caunoi.access import actions as access
from caunoi.access.choices import Role
from caunoi.access.models import User
from caunoi.access.queries import actor_for
from caunoi.lib.actor import ANYONE, COMMAND
from caunoi.lib.vietnamese_text import fold
from caunoi.lib.words import QUALITIES, THINGS
from caunoi.organisations.models import Organisation


@dataclass
class Cast:
    """Makes accounts one after another and remembers what to print."""

    rng: Random
    at: datetime
    accounts: Path
    kind: str
    words: dict[str, str] = field(default_factory=dict)
    """Passphrases by handle: keys of the demo open with them too."""

    def first(self, handle: str, role: str, organisation: Organisation) -> User:
        """The first account of the installation."""
        words = self.words[handle] = self._words()
        user = access.begin(
            by=COMMAND, at=self.at, organisation=organisation, role=role, handle=handle, passphrase=words
        )
        self._print(handle, words)
        return user

    def join(self, handle: str, role: str, organisation: Organisation, *, invited_by: User, shown: bool = True) -> User:
        """Invited by somebody who may, enrolled, acting at once: the first lead by herself, others through their lead."""
        _offer, code = access.invite(by=actor_for(invited_by), at=self.at, organisation=organisation, role=role)
        words = self.words[handle] = self._words()
        user = access.enrol(by=ANYONE, at=self.at, code=code, handle=handle, passphrase=words)
        if shown:
            self._print(handle, words)
        return user

    def accept(self, user: User, lead: User) -> None:
        """A lead lets somebody of another organisation work here."""
        access.accept_grant(by=actor_for(lead), at=self.at, grant=user.grants.get())

    def _words(self) -> str:
        pictures = (f"{self.rng.choice(THINGS)}-{self.rng.choice(QUALITIES)}" for _number in range(4))
        return " ".join(fold(picture) for picture in pictures)

    def _print(self, handle: str, words: str) -> None:
        self.accounts.parent.mkdir(parents=True, exist_ok=True)
        with self.accounts.open("a", encoding="utf-8") as file:
            file.write(f"{self.kind}\t{handle}\t{words}\n")


def leads_and_peers(
    cast: Cast, club: Organisation, short: str, admin: User, names: dict[str, str], peers: int
) -> dict[str, list[User]]:
    """A lead, a deputy and peer workers of one club; `names` gives shown handles by role."""
    lead = cast.join(
        names.get(Role.CLUB_LEAD, f"{short}-lead"),
        Role.CLUB_LEAD,
        club,
        invited_by=admin,
        shown=Role.CLUB_LEAD in names,
    )
    deputy = cast.join(
        names.get(Role.DEPUTY_LEAD, f"{short}-deputy"),
        Role.DEPUTY_LEAD,
        club,
        invited_by=lead,
        shown=Role.DEPUTY_LEAD in names,
    )
    workers = []
    for number in range(peers):
        shown = number == 0 and Role.PEER_WORKER in names
        handle = names[Role.PEER_WORKER] if shown else f"{short}-peer-{number + 1}"
        workers.append(cast.join(handle, Role.PEER_WORKER, club, invited_by=lead, shown=shown))
    return {"leads": [lead, deputy], "peers": workers}
