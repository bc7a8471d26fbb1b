"""A backup file opens with its private key alone, whole or not at all."""

import io
from hashlib import sha256

import pyrage
import pytest
from hypothesis import given
from hypothesis import strategies as st

from caunoi.upkeep import archive
from caunoi.upkeep.archive import ArchiveError, Part

MINE, OTHER = pyrage.x25519.Identity.generate(), pyrage.x25519.Identity.generate()
SECRET = b"nguyen thi that bi mat " * 2000


def write(path, content=SECRET, to=(MINE,), size=True, about=None):
    part = Part("rows.sqlite3", io.BytesIO(content), len(content) if size else None)
    more = [Part.of_bytes("keys/signing.key", b"k" * 32)]
    return archive.write(path, [part, *more], lambda: about or {"what": "rows"}, [str(one.to_public()) for one in to])


def read(path, folder, key=MINE):
    folder.mkdir(exist_ok=True)
    return archive.read(path, [key], folder)


@pytest.mark.parametrize("size", [True, False], ids=["length known", "a stream"])
@pytest.mark.parametrize(
    "content", [b"", b"x", SECRET, b"\0" * (archive.PIECE + 7)], ids=["nothing", "a byte", "some", "pieces"]
)
def test_what_goes_in_comes_out(tmp_path, content, size):
    written = write(tmp_path / "a.age", content, size=size)
    assert written.sha256 == sha256((tmp_path / "a.age").read_bytes()).hexdigest()
    assert (tmp_path / "a.age").stat().st_mode & 0o077 == 0
    manifest = read(tmp_path / "a.age", tmp_path / "out")
    kept = tmp_path / "out" / "rows.sqlite3"
    assert (kept.read_bytes() if kept.exists() else b"") == content
    assert manifest["what"] == "rows" and (tmp_path / "out/keys/signing.key").read_bytes() == b"k" * 32


def test_nothing_of_it_can_be_read_without_the_key(tmp_path):
    path = write(tmp_path / "a.age").path
    assert b"nguyen" not in path.read_bytes()
    with pytest.raises(ArchiveError, match="does not open"):
        read(path, tmp_path / "out", OTHER)
    assert not list((tmp_path / "out").iterdir())


def test_each_of_two_keys_opens_it(tmp_path):
    path = write(tmp_path / "a.age", to=(MINE, OTHER)).path
    for name, key in (("one", MINE), ("two", OTHER)):
        assert read(path, tmp_path / name, key)


def test_without_a_key_nothing_is_written(tmp_path):
    for to in ((), ("age1typo",), ("ssh-ed25519 AAAA",)):
        with pytest.raises(ArchiveError, match="Nothing was written"):
            archive.write(tmp_path / "a.age", [Part.of_bytes("rows", b"x")], dict, list(to))
    assert not list(tmp_path.iterdir())


def test_a_source_that_breaks_leaves_no_file_and_names_its_own_fault(tmp_path):
    class Breaks(io.BytesIO):
        def read(self, size=-1):
            raise OSError("disk")

    with pytest.raises(OSError, match="disk"):
        archive.write(tmp_path / "a.age", [Part("rows", Breaks(), 5)], dict, [str(MINE.to_public())])
    assert not list(tmp_path.iterdir())


WHOLE = io.BytesIO()


@given(st.data())
def test_a_cut_or_altered_file_is_never_taken(tmp_path_factory, data):
    folder = tmp_path_factory.mktemp("bad")
    if not WHOLE.getvalue():
        WHOLE.write(write(folder / "good.age", SECRET[:200]).path.read_bytes())
    content = bytearray(WHOLE.getvalue())
    at = data.draw(st.integers(0, len(content) - 1))
    if data.draw(st.booleans()):
        content = content[:at]
    else:
        content[at] ^= 1 << data.draw(st.integers(0, 7))
    (folder / "bad.age").write_bytes(content)
    with pytest.raises(ArchiveError):
        read(folder / "bad.age", folder / "out")


def test_a_file_whose_manifest_lies_is_not_taken(tmp_path):
    """Whoever has only the public key can make a file, not one whose hashes fit something else."""
    path = write(tmp_path / "a.age", about={"what": "rows", "form": 2}).path
    with pytest.raises(ArchiveError, match="newer program"):
        read(path, tmp_path / "out")


@pytest.mark.parametrize("name", ["../rows", "/etc/rows", "keys/../../x", "a/b", "Rows", "keys/.ssh"])
def test_a_member_with_a_strange_name_is_not_taken(tmp_path, name):
    path = archive.write(tmp_path / "a.age", [Part.of_bytes(name, b"x")], dict, [str(MINE.to_public())]).path
    with pytest.raises(ArchiveError, match="no backup holds"):
        read(path, tmp_path / "out")


def test_a_private_key_may_stand_among_remarks_and_a_typing_error_is_named():
    text = f"# giữ kỹ\n\n{str(MINE).lower()}\n"
    assert [str(one) for one in archive.identities(text)] == [str(MINE)]
    with pytest.raises(ArchiveError, match="typing error"):
        archive.identities(str(MINE)[:-1] + ("A" if str(MINE)[-1] != "A" else "C"))
    with pytest.raises(ArchiveError, match="no line"):
        archive.identities(str(MINE.to_public()))
