from django.utils.text import capfirst

from caunoi.directory.choices import GROUP_OF, ServiceCode, ServiceGroup

IN_FORM = {ServiceCode.HIV: "specialised"}
"""A form lies open on a phone and its values can be searched there: no telling word among them."""


def codes_by_group() -> list[tuple[str, list[tuple[str, str]]]]:
    """The catalogue as choices under the name of each group."""
    return [
        (
            str(capfirst(group.label)),
            [(IN_FORM.get(code, code.value), str(code.label)) for code in ServiceCode if GROUP_OF[code] is group],
        )
        for group in ServiceGroup
    ]


def code_meant(value: str) -> str:
    """The code of the catalogue behind a value of the form."""
    return next((code.value for code, word in IN_FORM.items() if word == value), value)
