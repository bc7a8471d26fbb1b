"""The tools of `make check` see what they are there to see."""

import pytest

from tools.check import line_rules
from tools.messages import complaints, read

POT = 'msgid "Close"\nmsgstr ""\n\nmsgid "%(count)s person"\nmsgid_plural "%(count)s persons"\nmsgstr[0] ""\n'
GOOD = POT.replace('msgstr ""', 'msgstr "Chốt"').replace('msgstr[0] ""', 'msgstr[0] "%(count)s người"')


@pytest.mark.parametrize(
    "po, said",
    [
        (GOOD.replace('msgid "Close"\nmsgstr "Chốt"\n', ""), "missing: “Close”"),
        (GOOD + '\nmsgid "Old"\nmsgstr "Cũ"\n', "stale: “Old”"),
        (GOOD + '\n#~ msgid "Older"\n#~ msgstr "Cũ"\n', "stale: “Older”"),
        (GOOD.replace("Chốt", ""), "untranslated: “Close”"),
        ("#, fuzzy\n" + GOOD, "fuzzy: “Close”"),
        (GOOD.replace("%(count)s người", "người"), "placeholders differ: “%(count)s person”: %(count)s"),
        (GOOD.replace('msgid "Close"', 'msgctxt "door"\nmsgid "Close"'), "missing: “Close”"),
    ],
)
def test_a_catalogue_that_is_wrong_is_named(po, said):
    assert said in complaints(read(POT), read(po))


def test_a_catalogue_that_is_right_is_silent():
    assert complaints(read(POT), read(GOOD)) == []


def test_long_messages_are_read_whole():
    (entry,) = read('msgid ""\n"One line "\n"and \\"another\\"\\n"\nmsgstr "x"\n')
    assert entry.message == 'One line and "another"\n'


@pytest.mark.parametrize(
    "line",
    [
        "see /home" + "/somebody/notes",
        '"resolved"' + ": ",
        "write to lan" + "@ministry.gov.vn",
        "x = 1  # " + "noqa",
        "x = 1  # " + "noqa: E501",
        "x = 1  # " + "type: ignore[misc]",
    ],
)
def test_a_line_against_the_house_rules_is_seen(line):
    assert line_rules(line, python=True)


@pytest.mark.parametrize(
    "line",
    [
        "write to lan@example.org",
        "x = 1  # " + "noqa: E501  # a long address",
        "path('home/', home)",
        "@media print",
        "npm i @scope/name",
    ],
)
def test_a_line_within_them_is_not(line):
    assert not line_rules(line, python=True)
