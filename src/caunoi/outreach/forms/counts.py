from collections.abc import Mapping
from typing import Any

from django import forms

from caunoi.look.fields import CountField
from caunoi.outreach.actions import MOST_TOLD
from caunoi.outreach.choices import CountKind

ORDER = (*(kind for kind in CountKind if kind is not CountKind.VIOLENCE), CountKind.VIOLENCE)


class CountsForm(forms.Form):
    """How many told of violence, by who did it. There is no place for a day, a name or a story."""

    online_only = "what was told in confidence does not lie on a phone that can be lost"
    mark_optional = False

    def __init__(self, *args: Any, known: Mapping[str, int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for kind in ORDER:
            self.fields[kind] = CountField(MOST_TOLD, label=kind.label, required=False)
            self.fields[kind].initial = known.get(kind, 0)

    def told(self) -> dict[str, int]:
        """An empty box is a nought: all boxes stand on one page."""
        return {kind.value: self.cleaned_data[kind] or 0 for kind in ORDER}
