"""The unit file starts what the program understands."""

import configparser
import shlex
from pathlib import Path

from caunoi.config import server

UNIT = Path(__file__).parents[1] / "docs" / "systemd" / "so-tay.service"


def test_its_command_is_one_that_serves_with_tls():
    unit = configparser.ConfigParser(interpolation=None, strict=False)
    unit.optionxform = str
    unit.read(UNIT, "utf-8")
    service = unit["Service"]
    program, verb, *words = shlex.split(service["ExecStart"])
    assert program.endswith("/caunoi") and verb == "serve" and server.options(words).tls
    assert service["UMask"] == "0077" and service["LimitCORE"] == "0" and service["ProtectSystem"] == "strict"
    assert service["ReadWritePaths"] == service["Environment"].partition("=")[2]
