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
