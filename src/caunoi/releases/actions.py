from contextlib import suppress
from datetime import datetime
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PublicKey
from django.db import IntegrityError
from django.utils import timezone
from django.utils.translation import gettext as _

from caunoi.access.acting import action
from caunoi.access.actions import CannotDo
from caunoi.access.choices import Verb
from caunoi.access.policies import require
from caunoi.audit import actions as audit
from caunoi.lib.actor import Actor
from caunoi.lib.key_files import KeyFileError
from caunoi.lib.periods import Period, from_key
from caunoi.programme.models import Deployment
from caunoi.published import cards, envelope
from caunoi.published.figures import exact_data, longer_data
from caunoi.releases import figures, keys
from caunoi.releases.choices import ReleaseState
from caunoi.releases.models import Hub, Release
from caunoi.releases.policies import TIES
from caunoi.releases.queries import earlier, stated_version
from caunoi.releases.queries import hub as trusted_hub
from caunoi.releases.sample import LONGEST_SEED, MOST, Drawn, draw


@action
def close_month(*, by: Actor, at: datetime, deployment: Deployment, period: Period) -> Release:
    """The first signature: count, control and freeze a finished month. Of two people at once, one closes it."""
    require(by, Verb.CLOSE_MONTH, deployment, TIES)
    _check_can_be_closed(deployment, period, at)
    if Release.objects.filter(deployment=deployment, period_key=period.key).exists():
        raise CannotDo(_closed_by_somebody())
    return _freeze(by, at, deployment, period, version=1)


@action
def restate(*, by: Actor, at: datetime, release: Release) -> Release:
    """Close the same month anew as the next version; the version before stays as it is."""
    require(by, Verb.CLOSE_MONTH, release, TIES)
    if Release.objects.filter(supersedes=release).exists():
        raise CannotDo(_closed_by_somebody())
    period = from_key(release.period_key)
    return _freeze(by, at, release.deployment, period, version=release.version + 1, supersedes=release)


def sign_release(*, by: Actor, at: datetime, release: Release) -> Release:
    """The second signature; then the record is signed as it stands, so that others can keep it beside the figures.

    A record that does not hold together, or a key that cannot be read, holds back no signature: the page says that
    there is no checkpoint, and the clock and the doctor say why.
    """
    signed = countersign(by=by, at=at, release=release)
    with suppress(audit.RecordBrokenError, KeyFileError):
        audit.make_checkpoint(by=by, at=at)
    return signed


@action
def countersign(*, by: Actor, at: datetime, release: Release) -> Release:
    """The second signature, by somebody else: from now on the figures stand. Sealed at once if a hub is known."""
    require(by, Verb.SIGN_RELEASE, release, TIES)
    release = _locked(release)
    if release.is_released or Release.objects.filter(supersedes=release).exists():
        raise CannotDo(_("These figures were signed or replaced meanwhile. The page shows how they stand now."))
    release.state, release.second_signed_by_id, release.second_signed_at = ReleaseState.RELEASED, by.id, at
    release.save(update_fields=["state", "second_signed_by", "second_signed_at"])
    if hub := trusted_hub():
        _seal(release, hub, at)
    audit.record(
        by=by, at=at, action=Verb.SIGN_RELEASE, subject=release.pk,
        details={"period": release.period_key, "version": release.version},
    )  # fmt: skip
    return release


@action
def take(*, by: Actor, at: datetime, release: Release) -> tuple[bytes, str]:
    """The sealed file and its neutral name. Taking it again gives the same file, once the clock is right."""
    require(by, Verb.TAKE_RELEASE, release, TIES)
    release = _locked(release)
    hub = trusted_hub()
    if not release.is_released:
        raise CannotDo(_("A second person has not signed yet, so there is no file. Nothing was changed."))
    if hub is None:
        raise CannotDo(
            _("The programme office is not known here yet. The figures are safe; add its introduction card first.")
        )
    if release.file is None or release.hub_id != hub.pk or _moment(release.second_signed_at) > at:
        _seal(release, hub, at)
    Release.objects.filter(pk=release.pk).update(taken_at=at)
    audit.record(by=by, at=at, action=Verb.TAKE_RELEASE, subject=release.pk, details={"period": release.period_key})
    return bytes(release.file or b""), file_name(release)


@action
def trust_hub(*, by: Actor, at: datetime, card: cards.Card) -> Hub:
    """Seal for this hub from now on. The fingerprint of the card was compared by telephone before."""
    require(by, Verb.TRUST_PARTNER, card, TIES, subject=card.installation)
    if card.kind != cards.HUB:
        raise CannotDo(_("This is not the card of a programme office. Nothing was changed; ask for the right card."))
    known = Hub.objects.filter(pk=card.installation).first()
    if known and (bytes(known.signing_key), bytes(known.opening_key)) != (card.signing_key, card.opening_key):
        raise CannotDo(
            _("The keys on this card differ from those already known. Nothing was changed. Telephone the office first.")
        )
    hub, _created = Hub.objects.update_or_create(
        pk=card.installation,
        defaults={
            "name": card.name[:200], "signing_key": card.signing_key, "opening_key": card.opening_key, "trusted_at": at,
        },
    )  # fmt: skip
    audit.record(by=by, at=at, action=Verb.TRUST_PARTNER, subject=hub.pk)
    return hub


@action
def draw_sample(
    *, by: Actor, at: datetime, deployment: Deployment, period: Period, seed: str, count: int
) -> list[Drawn]:
    """Rows for an auditor, who names the seed. That they were drawn, by which seed and how many, is in the record."""
    require(by, Verb.CLOSE_MONTH, deployment, TIES)
    if not seed.isalnum() or len(seed) > LONGEST_SEED or not 1 <= count <= MOST:
        raise CannotDo(
            _("Name a seed of up to 40 letters and digits and draw between 1 and 50 rows. Nothing was drawn.")
        )
    drawn = draw(deployment, period, seed=seed, count=count)
    if not drawn:
        raise CannotDo(_("Nothing was noted in this month, so there is nothing to compare."))
    audit.record(
        by=by, at=at, action="draw_sample", subject=deployment.pk,
        details={"period": period.key, "count": len(drawn), "seed": seed},
    )  # fmt: skip
    return drawn


def file_name(release: Release) -> str:
    """Says month and version, and nothing else."""
    return f"so-lieu-{release.period_key[:-1].lower()}-{stated_version(release)}.json"


def _locked(release: Release) -> Release:
    """As it stands now; whoever else wants to write it waits. SQLite writes one transaction at a time anyway."""
    return Release.objects.select_for_update().get(pk=release.pk)


def _freeze(
    by: Actor, at: datetime, deployment: Deployment, period: Period, *, version: int, supersedes: Release | None = None
) -> Release:
    results = figures.count(deployment, period, at)
    exact = [*exact_data(results), *longer_data(figures.count_longer(deployment, period, at))]
    try:
        release = Release.objects.create(
            organisation_id=deployment.organisation_id, deployment=deployment, period_key=period.key,
            starts=period.start, ends=period.end, version=version, supersedes=supersedes, exact=exact,
            controlled=figures.controlled(results), first_signed_by_id=_signer(by), first_signed_at=at,
        )  # fmt: skip
    except IntegrityError:
        raise CannotDo(_closed_by_somebody()) from None
    audit.record(
        by=by, at=at, action=Verb.CLOSE_MONTH, subject=release.pk, details={"period": period.key, "version": version}
    )
    return release


def _check_can_be_closed(deployment: Deployment, period: Period, at: datetime) -> None:
    runs = deployment.starts_on <= period.end and (deployment.ends_on is None or deployment.ends_on >= period.start)
    if period.basis != deployment.period_basis or not runs:
        raise CannotDo(_("This is not a month of this work. Nothing was closed; choose a month from the list."))
    if period.end >= timezone.localdate(at):
        raise CannotDo(
            _("This month is not over yet. Nothing was closed; it can be closed from the day after its last.")
        )


def _seal(release: Release, hub: Hub, at: datetime) -> None:
    """For this hub. A moment in the future, signed when the clock was wrong, is stated as the one of sealing."""
    before = earlier(release)
    header = envelope.Header(
        installation=keys.installation_id(), hub=hub.pk, organisation=release.organisation_id,
        deployment=release.deployment_id, period=release.period_key, starts=release.starts, ends=release.ends,
        version=len(before) + 1, release=release.pk, supersedes=before[-1].pk if before else None,
        closed_at=timezone.localtime(min(_moment(release.second_signed_at), at)),
    )  # fmt: skip
    to_hub = X25519PublicKey.from_public_bytes(bytes(hub.opening_key))
    release.file = envelope.seal(
        header, controlled=release.controlled, exact=release.exact, signing=keys.signing_key(), hub=to_hub
    )
    release.hub = hub
    Release.objects.filter(pk=release.pk).update(file=release.file, hub=hub)


def _moment(signed: datetime | None) -> datetime:
    assert signed is not None, "only a release with both signatures is sealed"
    return signed


def _signer(by: Actor) -> UUID:
    assert by.id is not None, "the rule table lets only users sign"
    return by.id


def _closed_by_somebody() -> str:
    return _("Somebody closed this month a moment ago. Nothing was lost; the page shows how it stands now.")
