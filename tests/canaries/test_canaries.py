"""Identities go in by every way there is, and stand in no file afterwards, in no form; and the scanner would have seen them."""

import base64
import json
import os
import random
import subprocess
import sys
import zlib

import pyrage
import pytest

from caunoi.config import installation
from caunoi.devtools.test_databases import ON_POSTGRES
from caunoi.lib.vietnamese_text import fold
from caunoi.upkeep import archive
from caunoi.upkeep.folder import kept_in
from tests.canaries.scanner import Identity, found, scan, traces
from tests.servers import own_environment

once = pytest.mark.skipif(
    os.environ["CAUNOI_KIND"] == "hub" or ON_POSTGRES, reason="starts its own installation: once is enough"
)
pytestmark = once
EVERYBODY = [Identity(number) for number in range(500)]
PLANTED = {
    "UTF-8": lambda text: text.encode(),
    "UTF-16LE": lambda text: text.encode("utf-16-le"),
    "UTF-16BE": lambda text: text.encode("utf-16-be"),
    "base64": lambda text: base64.b64encode(f"x{text}, {len(text)}".encode()),
    "folded": lambda text: fold(text).encode(),
    "zlib": lambda text: zlib.compress(f"một trang: {text}".encode()),
}


@pytest.mark.parametrize("form", PLANTED)
def test_the_scanner_finds_everybody_who_is_there(form):
    noise, together = random.Random(7), 50 if form == "zlib" else 1
    names = [one.name for one in EVERYBODY]
    pieces = [", ".join(names[at : at + together]) for at in range(0, len(names), together)]
    content = b"".join(noise.randbytes(50) + PLANTED[form](piece) + noise.randbytes(50) for piece in pieces)
    assert found(content, EVERYBODY) == {one.number for one in EVERYBODY}
    assert traces(content) >= {form if form != "zlib" else "UTF-8"}


def test_one_syllable_or_a_telephone_number_is_enough_and_noise_is_nothing():
    one = EVERYBODY[123]
    assert traces(one.name.split()[1].encode()) and traces(f"tel:{one.phone}".encode())
    assert not traces(random.Random(7).randbytes(2_000_000))
    assert len({one.name for one in EVERYBODY}) == len({one.phone for one in EVERYBODY}) == 500


@pytest.mark.parametrize("count", [pytest.param(5, id="five"), pytest.param(500, id="500", marks=pytest.mark.long)])
def test_no_identity_stands_in_any_file(tmp_path, count):
    data, said, temporary = tmp_path / "data", tmp_path / "said", tmp_path / "tmp"
    for folder in (said, temporary):
        folder.mkdir()
    key = pyrage.x25519.Identity.generate()
    installation.create(data, kind="club", display_name="Sổ Tay")
    installation.change(data, backup_to=[str(key.to_public())])
    own = own_environment(TMPDIR=str(temporary), CAUNOI_DATA=str(data), DJANGO_SETTINGS_MODULE="caunoi.config.settings",
                          CAUNOI_CHEAP_PASSPHRASES="1", CAUNOI_PLAIN_HTTP="1")  # fmt: skip
    words = [sys.executable, "-m", "tests.canaries.flows", str(count)]
    run = subprocess.run(words, env=own, capture_output=True, text=True, timeout=1500)
    (said / "flows").write_text(run.stdout + run.stderr)
    assert run.returncode == 0, run.stderr
    assert json.loads(run.stdout.splitlines()[-1])["read"] == count, "what was planted must be readable with the keys"
    files = kept_in(data / "backups")
    assert {file.what for file in files} == {"rows", "keys", "erased"}
    for file in files:
        opened = tmp_path / "opened" / file.path.name
        opened.mkdir(parents=True)
        archive.read(file.path, [key], opened)
    assert (data / "keystore.sqlite3").exists()
    assert scan(data, said, temporary, tmp_path / "opened") == {}
    rows = (data / "rows.sqlite3").read_bytes()
    assert traces(rows + Identity(count - 1).note.encode()), "and one that lay there would be found"
