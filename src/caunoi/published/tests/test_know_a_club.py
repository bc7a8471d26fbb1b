"""Introduction cards: what a club may speak for, and what no card can take over."""

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.core.management import CommandError, call_command

from caunoi.access.actions import CannotDo
from caunoi.access.policies import Refused
from caunoi.lib.actor import COMMAND
from caunoi.organisations.models import Organisation
from caunoi.programme.models import Deployment
from caunoi.published import actions, cards
from caunoi.published.models import Club, Speaker
from caunoi.published.tests.conftest import Sender

pytestmark = pytest.mark.django_db


def trust(card, now):
    return actions.trust_club(by=COMMAND, at=now, card=card)


def test_a_card_brings_organisation_and_deployment_with_their_ids(place_qn, catalogue, now):
    sender = Sender("Sao Mai")
    trust(sender.card(), now)
    trust(sender.card(), now)
    assert Organisation.objects.get(pk=sender.organisation).place == place_qn
    assert Deployment.objects.get(pk=sender.deployment).organisation_id == sender.organisation
    assert Speaker.objects.count() == Club.objects.count() == 1


def test_another_key_is_not_taken_over(senders, now):
    other = Ed25519PrivateKey.generate().public_key().public_bytes_raw()
    with pytest.raises(CannotDo):
        trust(senders[0].card(signing_key=other), now)


def test_no_card_speaks_for_another_clubs_organisation_or_deployment(senders, now):
    thief = Sender("Kẻ lạ")
    thief.organisation = senders[0].organisation
    with pytest.raises(CannotDo):
        trust(thief.card(), now)
    thief = Sender("Kẻ lạ")
    thief.deployment = senders[0].deployment
    with pytest.raises(CannotDo):
        trust(thief.card(), now)
    assert not Club.objects.filter(pk=thief.installation).exists()


def test_no_card_speaks_for_an_office(authority, now, catalogue):
    thief = Sender("Kẻ lạ")
    thief.organisation = Organisation.objects.get(name="Sở Quảng Ninh").pk
    with pytest.raises(CannotDo):
        trust(thief.card(), now)
    assert Organisation.objects.get(pk=thief.organisation).name == "Sở Quảng Ninh"


@pytest.mark.parametrize("change", [{"place": "99"}, {"kind": "police"}, {"kind": "state_management"}, {"id": "x"}])
def test_a_card_that_does_not_fit_leaves_nothing(place_qn, catalogue, now, change):
    sender = Sender("Sao Mai")
    (organisation,) = sender.card().organisations
    with pytest.raises(CannotDo):
        trust(sender.card(organisations=({**organisation, **change},)), now)
    assert not Club.objects.exists() and not Organisation.objects.filter(pk=sender.organisation).exists()


@pytest.mark.parametrize("who", ["programme", "authority", "national", "donor"])
def test_others_do_not_introduce(request, who, acting, now, place_qn, catalogue):
    with pytest.raises(Refused):
        actions.trust_club(by=acting(request.getfixturevalue(who)), at=now, card=Sender("Sao Mai").card())


def test_by_the_command_line(place_qn, catalogue, tmp_path, capsys):
    sender, path = Sender("Sao Mai"), tmp_path / "club.json"
    path.write_bytes(cards.write(sender.card(), sender.signing))
    with pytest.raises(CommandError):
        call_command("release", "trust", str(path), "--fingerprint", "1")
    call_command("release", "trust", str(path), "--fingerprint", sender.card().fingerprint)
    assert Club.objects.get().fingerprint == sender.card().fingerprint
    call_command("release", "card", "--out", str(tmp_path / "hub.json"))
    assert cards.read((tmp_path / "hub.json").read_bytes()).kind == cards.HUB
