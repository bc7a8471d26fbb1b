"""Serving one installation with granian. A demo answers only on loopback."""

import argparse
import os
import sys
from pathlib import Path

from django.conf import settings
from django.db import connections
from django.db.migrations.executor import MigrationExecutor
from granian import Granian as Server
from granian.constants import Interfaces
from granian.log import LogLevels

from caunoi.access.wall_policies import weaknesses
from caunoi.config import restoring
from caunoi.config.children import CAUNOI, beside
from caunoi.config.installation import InstallationError
from caunoi.upkeep.locks import in_folder

SERVING = "serving"
STRONG_ENOUGH = (65_536, 3, 1)
LONGEST_SOCKET = 100  # what a Unix socket's address may hold, and a little less
TWO_ROLES = (
    "Hãy tạo hai vai trong PostgreSQL như docs/running.md / make two roles in PostgreSQL as docs/running.md says:"
    " CAUNOI_DATABASE_URL is the one that owns nothing, CAUNOI_DATABASE_OWNER_URL the one for init and migrate."
)
LOOPBACK = {"127.0.0.1", "localhost", "::1"}


def options(words: list[str]) -> argparse.Namespace:
    """Host, port and TLS files. Plain http is allowed on loopback alone."""
    parser = argparse.ArgumentParser(prog="caunoi serve", allow_abbrev=False)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--certificate", type=Path, help="TLS certificate chain; any host but loopback needs TLS")
    parser.add_argument("--key", type=Path, help="its private key")
    chosen = parser.parse_args(words)
    chosen.tls = bool(chosen.certificate) or os.environ.get("CAUNOI_BEHIND_PROXY") == "1"
    if chosen.host in LOOPBACK and not chosen.tls:
        os.environ["CAUNOI_PLAIN_HTTP"] = "1"
    return chosen


def main(chosen: argparse.Namespace) -> int:
    """Answer until stopped (Ctrl-C, or a TERM signal to this process)."""
    check(chosen.host, tls=chosen.tls)
    check_tables()
    check_restored()
    check_walls()
    with in_folder(Path(settings.DATA or "."), SERVING, shared=True) as got:
        if not got:
            raise InstallationError("Đang nâng cấp / an upgrade is going on here. Wait until it is through.")
        with beside([*CAUNOI, "clock"], *_keeper()):
            _answer(chosen)
    return 0


def _keeper() -> list[list[str]]:
    """On a club, the process that holds keys while people work. It knows no table; the workers are told where it answers."""
    if settings.KIND != "club":
        return []
    if tuple(settings.VAULT_COST) < STRONG_ENOUGH and not settings.DEMO:
        raise InstallationError("CAUNOI_CHEAP_PASSPHRASES is for tests: unset it. Words would be quickly guessed.")
    path = Path(settings.DATA or ".") / "keeper.sock"
    if len(os.fsencode(path)) > LONGEST_SOCKET:
        raise InstallationError(
            f"{path}: a shorter name of the data folder is needed, at most {LONGEST_SOCKET} letters."
        )
    os.environ["CAUNOI_KEEPER"] = str(path)
    return [[sys.executable, "-m", "caunoi.people.vault.wire", "--socket", str(path)]]


def _answer(chosen: argparse.Namespace) -> None:
    on_postgresql = settings.DATABASES["default"]["ENGINE"].endswith("postgresql")
    Server(
        "caunoi.config.wsgi:application",
        address="127.0.0.1" if chosen.host == "localhost" else chosen.host,
        port=chosen.port,
        interface=Interfaces.WSGI,
        workers=2 if on_postgresql else 1,
        # SQLite has one writer: one thread keeps its waiting in a queue instead of in sleeps.
        blocking_threads=4 if on_postgresql else 1,
        log_access=False,
        log_level=LogLevels.warning,
        ssl_cert=chosen.certificate,
        ssl_key=chosen.key,
    ).serve()


def check(host: str, *, tls: bool) -> None:
    """Refuse what would put people at risk: a demo on a network, or real work without TLS."""
    if host in LOOPBACK:
        return
    if settings.DEMO:
        raise InstallationError(
            "The demo answers on 127.0.0.1 only: it has well-known accounts. Use caunoi init for real work."
        )
    if not tls:
        raise InstallationError(
            "Any host but loopback needs TLS: give --certificate and --key, or set CAUNOI_BEHIND_PROXY=1."
        )


def check_tables() -> None:
    """Refuse to work on tables that are older than the code."""
    if not any(_behind(alias) for alias in connections):
        return
    if settings.DEMO:
        raise InstallationError(
            "Bản thử này cũ hơn chương trình / this demo is older than the program, and nobody's data is in it.\n"
            "Hãy chạy / run: make clean, then make demo"
        )
    raise InstallationError(
        "Dữ liệu chưa theo kịp bản mới của chương trình / the tables are older than the program.\n"
        f"Hãy dừng máy chủ rồi chạy / stop the server, then run: caunoi upgrade --data {settings.DATA}"
    )


def check_restored() -> None:
    """Nobody who was erased may come back by a restore that was cut short."""
    if restoring.unfinished(Path(settings.DATA or ".")):
        raise InstallationError(
            "Việc khôi phục chưa xong / a restore was cut short here, and erasures are not replayed yet.\n"
            f"Hãy chạy / run: caunoi restore --finish --data {settings.DATA}"
        )


def check_walls(role: str = "") -> None:
    """On PostgreSQL: refuse to work as a role for which the wall around rows of people is none. The demo has nobody in it."""
    if settings.DEMO:
        return
    weak = weaknesses(role)
    connections.close_all()  # a worker process opens its own
    if weak:
        raise InstallationError(
            f"Bức tường quanh dữ liệu về người không có tác dụng / the wall around people's rows does not hold: {'; '.join(weak)}.\n"
            "Không có gì thay đổi / nothing was changed. " + TWO_ROLES
        )


def check_program_role() -> None:
    """Before tables are made on PostgreSQL: whoever will answer must be somebody else than their owner."""
    if settings.KIND != "club" or connections["default"].vendor != "postgresql" or settings.DEMO:
        return
    owner = connections["default"].settings_dict["USER"]
    if settings.PROGRAM_ROLE in ("", owner):
        raise InstallationError(
            "Chương trình sẽ là chủ của bảng / the program would own its tables, and the wall around people's rows"
            " would not hold.\nKhông có gì thay đổi / nothing was changed. " + TWO_ROLES
        )
    check_walls(settings.PROGRAM_ROLE)


def _behind(alias: str) -> bool:
    """Whether a database lacks tables that the code expects; the keystore has those of keys alone."""
    executor = MigrationExecutor(connections[alias])
    leaves = executor.loader.graph.leaf_nodes("vault" if alias == "keystore" else None)
    behind = bool(executor.migration_plan(leaves))
    connections[alias].close()  # a worker process opens its own
    return behind
