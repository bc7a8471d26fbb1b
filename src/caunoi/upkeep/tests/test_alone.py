"""What one process does alone, no other does meanwhile; when it dies, the next may."""

import subprocess
import sys

from caunoi.upkeep.locks import in_folder

HOLD = """
import sys
from pathlib import Path
from caunoi.upkeep.locks import in_folder
with in_folder(Path(sys.argv[1]), "backup") as got:
    print(got, flush=True)
    sys.stdin.read()
"""


def test_a_second_process_is_told_and_a_killed_one_holds_nothing(tmp_path):
    words = [sys.executable, "-c", HOLD, str(tmp_path)]
    holder = subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert holder.stdout.readline() == "True\n"
    with in_folder(tmp_path, "backup") as got:
        assert not got
    with in_folder(tmp_path, "other") as got:
        assert got
    holder.kill()
    holder.wait()
    holder.stdin.close()
    holder.stdout.close()
    with in_folder(tmp_path, "backup") as got:
        assert got


def test_several_may_share_but_not_beside_one_alone(tmp_path):
    with in_folder(tmp_path, "serving", shared=True) as one, in_folder(tmp_path, "serving", shared=True) as two:
        assert one and two
        with in_folder(tmp_path, "serving") as alone:
            assert not alone
    with in_folder(tmp_path, "serving") as alone, in_folder(tmp_path, "serving", shared=True) as beside:
        assert alone and not beside
