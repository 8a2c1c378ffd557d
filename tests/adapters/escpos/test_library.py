"""What importing python-escpos does to a process, seen from a fresh one."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[3]

PRINTING = """
import logging, sys
from pathlib import Path
from pos_terminal.adapters.escpos.encode import Encoder, Paper
from pos_terminal.domain.receipt import Columns, Cut, Document, Qr
encoder = Encoder(Paper("TM-T20II", 48, (), Path(sys.argv[1])))
assert not [name for name in sys.modules if name.partition(".")[0] in {"escpos", "PIL", "qrcode"}], "imported too early"
job = encoder.encode(Document((Columns.of("Tea", "€1.00"), Qr("x"), Cut())))
assert job.startswith(b"\\x1b@"), job
assert logging.getLogger().handlers == [], logging.getLogger().handlers
"""


FULL_DISK = """
import resource, sys
sys.dont_write_bytecode = True  # it would be cut off, too, and stay so
from pathlib import Path
from pos_terminal.adapters.escpos.encode import Encoder, Paper
from pos_terminal.domain.receipt import Document, FaultCause, PrinterFault, Text
limits = resource.getrlimit(resource.RLIMIT_FSIZE)
resource.setrlimit(resource.RLIMIT_FSIZE, (1000, limits[1]))
encoder = Encoder(Paper("TM-T20II", 48, (), Path(sys.argv[1])))
try:
    encoder.encode(Document((Text("Tea"),)))
except PrinterFault as fault:
    assert fault.cause is FaultCause.STORAGE, fault
else:
    raise AssertionError("the limit did not show")
resource.setrlimit(resource.RLIMIT_FSIZE, limits)
assert b"Tea" in encoder.encode(Document((Text("Tea"),)))
"""


def python(program: str, cache: Path, temporary: Path) -> tuple[int, str, str]:
    temporary.mkdir(exist_ok=True)
    done = subprocess.run(
        [sys.executable, "-c", program, str(cache)],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "TMPDIR": str(temporary), "TEMP": str(temporary), "PYTHONPATH": str(PROJECT)},
    )
    return done.returncode, done.stdout, done.stderr


def test_it_says_nothing_logs_nothing_and_leaves_only_its_cache(tmp_path: Path) -> None:
    assert python(PRINTING, tmp_path / "cache", tmp_path / "temporary") == (0, "", "")
    assert [path.suffix for path in (tmp_path / "cache").iterdir()] == [".pickle"]
    assert list((tmp_path / "temporary").iterdir()) == []


def test_a_program_that_is_started_later_looks_for_the_profiles_where_it_wants(tmp_path: Path) -> None:
    unset = "assert 'ESCPOS_CAPABILITIES_PICKLE_DIR' not in os.environ, os.environ"
    assert python(f"{PRINTING}\nimport os\n{unset}", tmp_path / "cache", tmp_path / "temporary") == (0, "", "")


def test_a_cache_that_was_cut_off_is_made_anew(tmp_path: Path) -> None:
    assert python(PRINTING, tmp_path / "cache", tmp_path / "temporary")[0] == 0
    (cache,) = (tmp_path / "cache").iterdir()
    whole = cache.read_bytes()
    cache.write_bytes(whole[:1000])
    status, _, said = python(PRINTING, tmp_path / "cache", tmp_path / "temporary")
    assert status == 0, said
    assert cache.read_bytes() == whole


def test_without_a_folder_for_the_cache_it_still_prints(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert python(PRINTING, tmp_path / "file" / "cache", tmp_path / "temporary") == (0, "", "")


@pytest.mark.skipif(sys.platform == "win32", reason="limits on the size of files are POSIX")
def test_a_full_disk_is_a_fault_and_passes(tmp_path: Path) -> None:
    status, _, said = python(FULL_DISK, tmp_path / "cache", tmp_path / "temporary")
    assert status == 0, said
