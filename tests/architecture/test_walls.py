"""Every table with rows of people says whose they are: where it does not, PostgreSQL would show nobody anything."""

import pytest
from django.conf import settings

from caunoi.access.wall_policies import walled, ways
from caunoi.access.walls import OPEN, PACKAGES


def test_every_model_of_people_says_whose_its_rows_are():
    assert settings.KIND == "hub" or len(walled()) >= 10
    for model in walled():
        assert [way.name for way in ways(model)], model._meta.label


def test_a_model_that_does_not_say_is_found():
    class Meta:
        app_label, db_table = "people", "people_of_nobody"
        concrete_fields: tuple = ()
        label = "people.OfNobody"

    class OfNobody:
        _meta = Meta

    with pytest.raises(ValueError, match="whose rows"):
        list(ways(OfNobody))


def test_open_is_said_for_few():
    """A table that is left open is read here by whoever reviews it."""
    from django.apps import apps

    found = {
        model._meta.label
        for model in apps.get_models()
        if model._meta.app_label in PACKAGES and getattr(getattr(model, "DataHandling", None), "wall", "") == OPEN
    }
    assert found <= {"people.Reveal", "people.SecondYes", "referrals.ProviderPin"}
