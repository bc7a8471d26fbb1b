"""What a running server really writes to its standard error while people make mistakes: nothing of theirs."""

import os
import subprocess
import sys
import tempfile

from django.conf import settings

SCRIPT = """
import django
django.setup()
from django.core.management import call_command
call_command("prepare", verbosity=0)
from django.test import Client
client = Client(enforce_csrf_checks=True, raise_request_exception=False)
client.post("/account/invitation/1234567890123456/", {"handle": "lan-nguyen"})
client.get("/?q=lan-nguyen", HTTP_HOST="lan-nguyen.example")
client.post("/account/login/", {"login": "lan-nguyen", "password": "x"})
client = Client(raise_request_exception=False)
for _guess in range(7):
    client.post("/account/login/", {"login": "lan-nguyen", "password": "sai"}, REMOTE_ADDR="10.9.8.7")
client.post("/account/login/", b"x" * 3_000_000, content_type="application/x-www-form-urlencoded")
client.get("/nothing/here/lan-nguyen/")
print("asked")
"""
TELLING = ("lan-nguyen", "1234567890", "10.9.8.7", "invitation", "axes", "forbidden")


def test_nothing_of_a_visit_reaches_stderr():
    with tempfile.TemporaryDirectory() as folder:
        kept = {name: value for name, value in os.environ.items() if not name.startswith("CAUNOI_")}
        environment = {**kept, "CAUNOI_KIND": settings.KIND, "CAUNOI_DATABASE_URL": f"sqlite:///{folder}/rows.sqlite3"}
        run = subprocess.run(
            [sys.executable, "-c", SCRIPT], env=environment, capture_output=True, text=True, timeout=120
        )
    assert "asked" in run.stdout, run.stderr
    assert not [word for word in TELLING if word in run.stderr.casefold()], run.stderr
