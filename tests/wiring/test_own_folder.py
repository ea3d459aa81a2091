"""Processes on one disk keep out of each other's files, and leave none behind."""

import subprocess
import sys
from pathlib import Path

from aftersales.wiring.own_folder import own_folder

_TAKE = """
import sys
from pathlib import Path
from aftersales.wiring.own_folder import own_folder
(own_folder(Path(sys.argv[1]), "lake") / "fetched.parquet").touch()
print("taken", flush=True)
sys.stdin.read()
"""
# Whoever may do everything does it as nobody.
_AS_ANOTHER_USER = """
import os, sys
from pathlib import Path
from aftersales.wiring.own_folder import own_folder
os.chdir(sys.argv[1])
os.getuid() or os.setuid(65534)
print(own_folder(Path(), "lake"))
"""


def test_a_folder_is_one_process_alone_and_the_next_ones_when_it_is_killed(tmp_path: Path) -> None:
    """Who lives beside another has a folder of its own; what a killed process had fetched is found by the next."""
    command = [sys.executable, "-c", _TAKE, str(tmp_path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdout
        assert other.stdout.readline() == b"taken\n"
        assert own_folder(tmp_path, "lake") == tmp_path / "lake-1"
        other.kill()
        other.wait()
    after = own_folder(tmp_path, "lake")
    assert after == tmp_path / "lake-0"
    assert (after / "fetched.parquet").exists()


def test_another_users_folder_is_left_to_him(tmp_path: Path) -> None:
    """Two people on one machine share its place for passing files, and neither may write in what the other has made."""
    theirs = tmp_path / "lake-0"
    theirs.mkdir()
    (theirs / "held").touch(mode=0o444)
    tmp_path.chmod(0o777)
    command = [sys.executable, "-c", _AS_ANOTHER_USER, str(tmp_path)]
    assert subprocess.run(command, capture_output=True, text=True, check=False).stdout == "lake-1\n"
