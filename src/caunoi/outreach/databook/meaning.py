"""Whom and what a typed line means here: worker, card, commune, deployment. Looked up once for each word, not for each row."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext as _

from caunoi.access.actions import CannotDo
from caunoi.access.choices import Verb
from caunoi.access.policies import decide
from caunoi.access.queries import colleagues
from caunoi.lib.actor import Actor
from caunoi.lib.vietnamese_text import fold
from caunoi.organisations.models import Organisation
from caunoi.outreach.actions import check_day
from caunoi.outreach.choices import DatePrecision, Setting
from caunoi.outreach.databook.lines import Typed
from caunoi.outreach.models import Contact
from caunoi.outreach.policies import TIES
from caunoi.outreach.queries import commune_named, commune_offered
from caunoi.outreach.weighing import Content, Entry, key_of
from caunoi.people.queries import persons_by_card
from caunoi.places.models import Place
from caunoi.places.queries import full_name
from caunoi.programme.models import Deployment
from caunoi.programme.queries import deployment_on


@dataclass(frozen=True)
class Given:
    """What whoever sends the file says for all its rows: used where a row does not say it."""

    peer: str = ""
    setting: Setting | None = None
    deployment: Deployment | None = None


@dataclass
class Finder:
    """Finds what lines mean, for one file. `by` acts for one club."""

    by: Actor
    at: datetime
    given: Given = field(default_factory=Given)

    def __post_init__(self) -> None:
        club = Organisation.objects.get(pk=self.by.own_organisation)
        self._club = {fold(club.name), str(club.pk)}
        self._workers: dict[str, UUID] = dict(colleagues(self.by).values_list("user__handle", "user_id"))
        self._may: dict[UUID, bool] = {}
        self._cards: dict[str, UUID] = {}
        self._communes: dict[tuple[str, date], Place | str] = {}
        self._standing: dict[str, list[Place]] = {}
        self._deployments: dict[date, UUID | None] = {}

    def learn_cards(self, cards: Iterable[str]) -> None:
        """Look up many cards at once."""
        self._cards = persons_by_card(self.by, cards)

    def entry(self, typed: Typed, number: int, line: int) -> Entry | None:
        """The line with everything found; None where it has to be mended, and `typed.problems` says how."""
        worker, person = self._worker(typed), self._person(typed)
        setting = typed.setting or self.given.setting
        if setting is None and "setting" not in typed.unclear:
            typed.problems.append(
                _("Where it was is missing. Write the kind of place, for example at home or outdoors.")
            )
        if typed.when is None:
            if not typed.problems:
                typed.problems.append(_("The date is missing. Write day/month/year, or the week."))
            return None
        on = typed.when.on
        self._check_day(typed, on)
        commune = self._commune(typed, on)
        if typed.problems or worker is None or setting is None:
            return None
        content = Content(
            people=1 if person else typed.people,
            setting=setting,
            commune=commune,
            signposted=typed.signposted,
            topics=frozenset(typed.topics),
            given=frozenset((kind, number) for kind, number in typed.given.items() if number),
        )
        key = key_of(worker, person, on, DatePrecision(typed.when.precision), content)
        return Entry(number, line, key, content, self._deployment(on), typed.occurrence, typed.violence)

    def _worker(self, typed: Typed) -> UUID | None:
        if typed.club and fold(typed.club) not in self._club:
            typed.problems.append(_("This row is of another group. It can only be entered there."))
        handle = (typed.peer or self.given.peer).strip().casefold()
        if not handle:
            typed.problems.append(_("Whose row it is is missing. Write the handle of the peer worker."))
            return None
        worker = self._workers.get(handle)
        if worker is None:
            typed.problems.append(
                _("Nobody with the handle “%(handle)s” works in this group. Write it as she signs in.")
                % {"handle": handle}
            )
        elif not self._may_enter_for(worker):
            typed.problems.append(_("You can enter only your own rows. A lead enters those of others."))
        return worker

    def _may_enter_for(self, worker: UUID) -> bool:
        if worker not in self._may:
            row = Contact(organisation_id=self.by.own_organisation, done_by_id=worker)
            self._may[worker] = decide(self.by, Verb.IMPORT_CONTACTS, row, TIES).allowed
        return self._may[worker]

    def _person(self, typed: Typed) -> UUID | None:
        person = self._cards.get(typed.card) if typed.card else None
        if typed.card and person is None:
            typed.problems.append(_("No card with this number here. If it is another group's card, leave this empty."))
        return person

    def _check_day(self, typed: Typed, on: date) -> None:
        try:
            check_day(self.at, on)
        except CannotDo as problem:
            typed.problems.append(str(problem))

    def _commune(self, typed: Typed, on: date) -> UUID | None:
        name = fold(typed.commune)
        if not name:
            return None
        if place := next((one for one in self._standing.get(name, ()) if one.stood_on(on)), None):
            return place.pk
        if (name, on) not in self._communes:
            self._communes[name, on] = self._look_up(typed.commune, on)
        found = self._communes[name, on]
        if isinstance(found, str):
            typed.problems.append(found)
            return None
        self._standing.setdefault(name, []).append(found)
        return found.pk

    def _look_up(self, name: str, on: date) -> Place | str:
        place = commune_named(self.by, name, on)
        if place is not None:
            return place
        offer = commune_offered(self.by, name, on)
        if offer is not None:
            words = _("On that day “%(name)s” is: %(names)s. Write that name.")
            return words % {"name": name, "names": _(" or ").join(map(full_name, offer.places))}
        unknown = _(
            "No commune or ward of the province has the name “%(name)s” on that day. Check it against the paper."
        )
        return unknown % {"name": name}

    def _deployment(self, on: date) -> UUID | None:
        if self.given.deployment is not None:
            return self.given.deployment.pk
        if on not in self._deployments:
            found = deployment_on(self.by.organisation, on)
            self._deployments[on] = found.pk if found else None
        return self._deployments[on]
