"""Which files stay in a folder of backups."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from caunoi.upkeep.folder import DAILY_KEPT, ERASED, KEYS, KEYS_LIVE, ROWS, STAMP, WEEKLY_KEPT, kept_in, prune

START = datetime(2026, 1, 5, 9, tzinfo=UTC)


def put(folder, what, made_at):
    path = folder / f"{made_at:{STAMP}}-{what}.age"
    path.write_text("x")
    path.with_name(path.name + ".sha256").write_text("x")
    return path


def test_a_year_of_days_keeps_a_week_of_days_and_two_months_of_weeks(tmp_path):
    for day in range(365):
        at = START + timedelta(days=day)
        for what in (ROWS, KEYS, ERASED):
            put(tmp_path, what, at)
        prune(tmp_path, at=at)
    kept = {what: [one.made_at for one in kept_in(tmp_path) if one.what == what] for what in (ROWS, KEYS, ERASED)}
    assert kept[ROWS][:DAILY_KEPT] == [at - timedelta(days=day) for day in range(DAILY_KEPT)]
    assert DAILY_KEPT + WEEKLY_KEPT - 2 <= len(kept[ROWS]) <= DAILY_KEPT + WEEKLY_KEPT
    assert at - kept[ROWS][-1] >= timedelta(days=42)
    assert len(kept[KEYS]) == KEYS_LIVE.days + 1 and min(kept[KEYS]) == at - KEYS_LIVE
    assert len(kept[ERASED]) == 10
    assert len(list(tmp_path.iterdir())) == 2 * sum(map(len, kept.values()))


@given(st.lists(st.integers(0, 24 * 90), min_size=1, max_size=60, unique=True), st.integers(0, 24 * 120))
def test_no_key_outlives_its_days_and_the_newest_rows_always_stay(tmp_path_factory, hours, later):
    folder = tmp_path_factory.mktemp("kept")
    made = [START + timedelta(hours=hour) for hour in hours]
    for at in made:
        put(folder, ROWS, at), put(folder, KEYS, at)
    now = max(made) + timedelta(hours=later)
    prune(folder, at=now)
    left = kept_in(folder)
    assert all(now - one.made_at <= KEYS_LIVE for one in left if one.what == KEYS)
    assert max(made) in {one.made_at for one in left if one.what == ROWS}
    assert {at for at in made if now - at <= KEYS_LIVE} == {one.made_at for one in left if one.what == KEYS}
    before = sorted(folder.iterdir())
    prune(folder, at=now)
    assert sorted(folder.iterdir()) == before


def test_other_peoples_files_are_left_alone(tmp_path):
    for name in ("letter.odt", "20260105T090000Z-keys.age.bak", "old-keys.age"):
        (tmp_path / name).write_text("mine")
    assert prune(tmp_path, at=START + timedelta(days=900)) == [] and len(list(tmp_path.iterdir())) == 3
