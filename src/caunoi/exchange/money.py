"""Models where they run and the money behind them, as tables. Amounts are whole đồng; things given are kept apart."""

from collections.abc import Iterable, Sequence
from itertools import groupby

from django.utils.translation import gettext as _

from caunoi.look.languages import page_language
from caunoi.look.tables import Column, Table
from caunoi.programme.choices import FundingLevel
from caunoi.programme.models import Deployment, FundingLine, PilotModel


def by_model(deployments: Iterable[Deployment]) -> list[Table]:
    """One table for each model: where it runs, who runs it, since when, what papers call the group there."""
    return [_of_model(model, list(rows)) for model, rows in groupby(deployments, key=_model)]


def by_level(lines: Iterable[FundingLine]) -> Table | None:
    """What was promised and handed out, by whose money it is; things given are rows of their own."""
    sums: dict[tuple[str, bool], list[int]] = {}
    for one in lines:
        if one.withdrawn_at is None:
            added = sums.setdefault((one.level, one.in_kind), [0, 0])
            added[0] += one.committed
            added[1] += one.disbursed
    rows = [[_level(*key), promised, given, promised - given] for key, (promised, given) in sorted(sums.items())]
    columns = [
        Column(_("Whose money")), Column(_("Promised"), numeric=True), Column(_("Handed out"), numeric=True),
        Column(_("Carried over"), numeric=True),
    ]  # fmt: skip
    note = _("In đồng. Days of a donor may differ from those of the work. What anybody was given stands nowhere here.")
    return Table(_("Money by source"), columns, rows, note=note) if rows else None


def _level(level: str, in_kind: bool) -> str:
    name = str(FundingLevel(level).label)
    return _("%(name)s, in kind") % {"name": name} if in_kind else name


def model_name(model: PilotModel) -> str:
    """Code and words of a model in the language of the page."""
    words = model.name_en if page_language() == "en" else model.name_vi
    return f"{model.code} · {words}"


def _of_model(model: PilotModel, deployments: Sequence[Deployment]) -> Table:
    rows = [
        [one.place.name, one.organisation.name, _since(one), one.get_period_basis_display(), one.official_label or "–"]
        for one in deployments
    ]
    columns = [
        Column(_("Province or city")),
        Column(_("Who runs it")),
        Column(_("Since")),
        Column(_("Months")),
        Column(_("Official label")),
    ]
    return Table(model_name(model), columns, rows, note=model.instrument)


def _model(deployment: Deployment) -> PilotModel:
    return deployment.model


def _since(deployment: Deployment) -> str:
    ends = f"–{deployment.ends_on:%d/%m/%Y}" if deployment.ends_on else ""
    return f"{deployment.starts_on:%d/%m/%Y}{ends}"
