"""What is wrong with an installation, how bad it is and what to do: every check looks, none mends."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connections, router
from django.db.migrations.executor import MigrationExecutor
from django.utils.module_loading import import_string
from django.utils.translation import gettext, override
from django.utils.translation import gettext_noop as _

from caunoi.access.wall_policies import without_wall
from caunoi.audit.queries import faults
from caunoi.lib.actor import Actor
from caunoi.upkeep import folder
from caunoi.upkeep.backups import usual_folder
from caunoi.upkeep.queries import last_backup_at, last_entry_at, runs, unsigned_since
from caunoi.upkeep.tasks import jobs

LITTLE_SPACE, NO_SPACE = 1 << 30, 200 << 20
BACKUP_IS_OLD = timedelta(days=3)
TIMES_LATE, LEAST_LATE = 3, timedelta(minutes=10)
AHEAD = timedelta(minutes=5)
UNSIGNED_LONG = timedelta(hours=1)


class Severity(StrEnum):
    FINE = "fine"
    LOOK = "look"
    WRONG = "wrong"


@dataclass(frozen=True)
class Finding:
    """`what` and `do` are English messages; `said` and `advised` give them in a language."""

    check: str
    severity: Severity
    what: str
    do: str = ""
    values: dict[str, Any] = field(default_factory=dict)

    def said(self, language: str) -> str:
        return _in(language, self.what, self.values)

    def advised(self, language: str) -> str:
        return _in(language, self.do, self.values)


class Unsound(Exception):
    """Something is wrong with the data themselves."""


def _in(language: str, message: str, values: dict[str, Any]) -> str:
    with override(language):
        return gettext(message) % values if message else ""


def look(at: datetime, *, data_only: bool = False) -> list[Finding]:
    """Every check, the worst first. A check that finds nothing says so in one line."""
    if pending := list(tables_are_old()):
        return pending  # the others would ask tables that are not there yet
    found: list[Finding] = []
    for check in DATA_CHECKS if data_only else CHECKS:
        found += list(check(at)) or [Finding(check.__name__, Severity.FINE, FINE[check])]
    return sorted(found, key=lambda finding: -list(Severity).index(finding.severity))


def look_daily(*, by: Actor, at: datetime) -> None:
    """What the clock does: whether the data hold together. The doctor shows a failure, with every other finding."""
    wrong = [finding for check in DATA_CHECKS for finding in check(at)]
    if wrong:
        raise Unsound(wrong[0].check)


# --- checks ---
def tables_are_old() -> Iterator[Finding]:
    for alias in settings.DATABASES:
        executor = MigrationExecutor(connections[alias])
        plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
        if any(router.allow_migrate(alias, migration.app_label) for migration, _backwards in plan):
            yield Finding(
                "tables_are_current",
                Severity.WRONG,
                _("The tables are older than the program."),
                _("Run: caunoi upgrade"),
            )
            return


def data_are_whole(_at: datetime) -> Iterator[Finding]:
    """SQLite looks at every page and key by itself when asked; PostgreSQL has checksums of its own."""
    for alias in _sqlite():
        with connections[alias].cursor() as cursor:
            said = [row[0] for row in cursor.execute("PRAGMA integrity_check(20)").fetchall()]
            broken = cursor.execute("PRAGMA foreign_key_check").fetchall()
        if said != ["ok"] or broken:
            yield Finding(
                "data_are_whole",
                Severity.WRONG,
                _("The database is damaged (%(count)s places)."),
                _("Stop the server, keep the whole folder as it is, and restore the newest backup elsewhere."),
                {"count": len(broken) + (0 if said == ["ok"] else len(said))},
            )


def record_is_whole(_at: datetime) -> Iterator[Finding]:
    count = sum(1 for _fault in faults())
    if count:
        yield Finding(
            "record_is_whole",
            Severity.WRONG,
            _("The record of acts was altered or has gaps (%(count)s places)."),
            _("Change nothing and tell the data guardian. More: caunoi audit verify"),
            {"count": count},
        )


def writes_last(_at: datetime) -> Iterator[Finding]:
    """What was acknowledged survives a power cut only with these settings, and what was deleted is gone only with the last."""
    for alias in settings.DATABASES:
        wanted = SQLITE_WANTED if alias in _sqlite() else POSTGRESQL_WANTED
        with connections[alias].cursor() as cursor:
            for name, good in wanted.items():
                cursor.execute(f"PRAGMA {name}" if alias in _sqlite() else f"SHOW {name}")
                value = str(cursor.fetchone()[0]).lower()
                if value not in good:
                    yield Finding(
                        "writes_last",
                        Severity.WRONG,
                        _(
                            "%(name)s is “%(value)s”: a power cut could lose what was saved, or deleted rows could stay."
                        ),
                        _("Put it back to %(good)s; see docs/running.md."),
                        {"name": name, "value": value, "good": good[0]},
                    )


def program_is_not_owner(_at: datetime) -> Iterator[Finding]:
    for alias in settings.DATABASES:
        if connections[alias].vendor != "postgresql":
            continue
        with connections[alias].cursor() as cursor:
            cursor.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public' AND tableowner = current_user")
            own = cursor.fetchone()[0]
            cursor.execute("SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user")
            above = cursor.fetchone()[0]
        if own or above:
            yield Finding(
                "program_is_not_owner",
                Severity.WRONG,
                _("The program's database role owns its tables or stands above their rules."),
                _("Make two roles as docs/running.md says, and give the program the one that owns nothing."),
            )


def walls_stand(_at: datetime) -> Iterator[Finding]:
    for table in without_wall():
        yield Finding(
            "walls_stand",
            Severity.WRONG,
            _("The table %(table)s has no wall: the database shows every organisation's rows."),
            _("Run: caunoi migrate"),
            {"table": table},
        )


def keys_fit_people(_at: datetime) -> Iterator[Finding]:
    if not settings.SOUNDNESS:
        return
    found = import_string(settings.SOUNDNESS)(Path(settings.DATA or "."))
    if found.rows_without_keys:
        yield Finding(
            "keys_fit_people",
            Severity.WRONG,
            _("%(count)s rows about people have lost their key: nobody can open them."),
            _(
                "If the newest file of keys was not restored, restore it with the rows. Otherwise tell the data guardian."
            ),
            {"count": found.rows_without_keys},
        )
    if found.keys_of_nobody:
        yield Finding(
            "keys_fit_people",
            Severity.LOOK,
            _("%(count)s keys are left of rows that are not there: they open nothing here, but may open an old copy."),
            _("After a restore run: caunoi restore --finish. Otherwise tell the data guardian."),
            {"count": found.keys_of_nobody},
        )
    if found.swappable:
        yield Finding(
            "keys_fit_people",
            Severity.LOOK,
            _("The memory of the key-holder process may be written to the swap of this machine."),
            _("Give the service LimitMEMLOCK=infinity, or turn swap off; see docs/running.md."),
        )


def record_is_signed(at: datetime) -> Iterator[Finding]:
    since = unsigned_since()
    if since and at - since > UNSIGNED_LONG:
        yield Finding(
            "record_is_signed",
            Severity.LOOK,
            _("The record has not been signed since %(since)s."),
            _("Is the server running? Try it by hand: caunoi audit checkpoint; if that fails: caunoi audit verify"),
            {"since": f"{since:%d/%m/%Y %H:%M}"},
        )


def there_is_space(_at: datetime) -> Iterator[Finding]:
    free = shutil.disk_usage(settings.DATA or ".").free
    if free < LITTLE_SPACE:
        yield Finding(
            "there_is_space",
            Severity.WRONG if free < NO_SPACE else Severity.LOOK,
            _("Only %(megabytes)s MB are free on the disk."),
            _("Make room: remove other files, or move old backups to a USB stick."),
            {"megabytes": free >> 20},
        )


def time_is_right(at: datetime) -> Iterator[Finding]:
    newest = last_entry_at()
    if newest and newest > at + AHEAD:
        yield Finding(
            "time_is_right",
            Severity.WRONG,
            _("This machine's clock is behind: the newest entry of the record is from %(newest)s."),
            _("Set date and time of the machine. Months and deadlines are wrong until then."),
            {"newest": f"{newest:%d/%m/%Y %H:%M}"},
        )


def clock_runs(at: datetime) -> Iterator[Finding]:
    last = runs()
    if not last:
        yield Finding(
            "clock_runs",
            Severity.LOOK,
            _("The clock has not run yet: nothing is settled, forgotten or backed up by itself."),
            _("It runs while the server runs (caunoi serve)."),
        )
        return
    for job in jobs():
        run = last.get(job.name)
        good = run.succeeded_at if run else None
        if good is None or at - good > max(TIMES_LATE * job.every, LEAST_LATE):
            yield Finding(
                "clock_runs",
                Severity.WRONG if run and run.failures else Severity.LOOK,
                _("“%(job)s” has not been done since %(good)s. %(fault)s"),
                _("Is the server running? Try it by hand: caunoi clock --job %(job)s"),
                {"job": job.name, "good": f"{good:%d/%m/%Y %H:%M}" if good else "–", "fault": run.fault if run else ""},
            )


def backup_is_fresh(at: datetime) -> Iterator[Finding]:
    if not settings.BACKUP_TO:
        yield Finding(
            "backup_is_fresh",
            Severity.WRONG,
            _("There is no key to encrypt backups to, so none is made."),
            _("Run: caunoi backup keygen, and keep what it prints on paper, away from this machine."),
        )
        return
    last = last_backup_at()
    if last is None or at - last > BACKUP_IS_OLD:
        yield Finding(
            "backup_is_fresh",
            Severity.WRONG,
            _("The last backup is from %(last)s."),
            _("Run: caunoi backup, and take a copy to another place."),
            {"last": f"{last:%d/%m/%Y %H:%M}" if last else "–"},
        )


def keys_are_not_kept_long(at: datetime) -> Iterator[Finding]:
    old = [
        one for one in folder.kept_in(usual_folder()) if one.what == folder.KEYS and at - one.made_at > folder.KEYS_LIVE
    ]
    if old:
        yield Finding(
            "keys_are_not_kept_long",
            Severity.WRONG,
            _("%(count)s backups of keys are older than ten days: with them, erased people could be read again."),
            _("Remove them (files that end in -keys.age), also from USB sticks."),
            {"count": len(old)},
        )


def files_are_private(_at: datetime) -> Iterator[Finding]:
    data = Path(settings.DATA) if settings.DATA else None
    paths = [data, *data.glob("*.sqlite3*"), *data.glob("*.toml"), data / "keys", *data.glob("keys/*")] if data else []
    if wrong := [path for path in paths if path.exists() and path.stat().st_mode & 0o077]:
        yield Finding(
            "files_are_private",
            Severity.WRONG,
            _("Other users of this machine can read %(path)s."),
            _("Run: chmod -R go-rwx %(folder)s"),
            {"path": wrong[0].name, "folder": data},
        )


SQLITE_WANTED = {"journal_mode": ("wal",), "synchronous": ("2", "3"), "secure_delete": ("1",), "foreign_keys": ("1",)}
POSTGRESQL_WANTED = {"fsync": ("on",), "synchronous_commit": ("on", "remote_apply"), "full_page_writes": ("on",)}
DATA_CHECKS: tuple[Callable[[datetime], Iterator[Finding]], ...] = (data_are_whole, record_is_whole)
CHECKS = (
    *DATA_CHECKS, writes_last, program_is_not_owner, walls_stand, keys_fit_people, record_is_signed, there_is_space,
    time_is_right, clock_runs, backup_is_fresh, keys_are_not_kept_long, files_are_private,
)  # fmt: skip
FINE = {
    data_are_whole: _("The data are whole."),
    record_is_whole: _("The record of acts holds together."),
    writes_last: _("What is saved survives a power cut."),
    program_is_not_owner: _("The program cannot change its own tables."),
    walls_stand: _("The walls around people's rows stand."),
    keys_fit_people: _("Keys and rows belong together."),
    record_is_signed: _("The record is signed."),
    there_is_space: _("There is room on the disk."),
    time_is_right: _("The machine's time fits the record."),
    clock_runs: _("The clock does its work."),
    backup_is_fresh: _("There is a fresh backup."),
    keys_are_not_kept_long: _("No backup of keys is older than ten days."),
    files_are_private: _("Only the owner can read the files."),
}


def _sqlite() -> list[str]:
    return [alias for alias in settings.DATABASES if connections[alias].vendor == "sqlite"]
