"""What importing python-escpos does to a process, seen from a fresh one."""

import subprocess
import sys
from pathlib import Path

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


def print_in_a_new_process(cache: Path, temporary: Path) -> None:
    temporary.mkdir(exist_ok=True)
    done = subprocess.run(
        [sys.executable, "-c", PRINTING, str(cache)],
        capture_output=True,
        text=True,
        check=False,
        env={"TMPDIR": str(temporary), "TEMP": str(temporary), "PYTHONPATH": ":".join(filter(None, sys.path))},
    )
    assert (done.stdout, done.stderr, done.returncode) == ("", "", 0)


def test_it_says_nothing_logs_nothing_and_leaves_only_its_cache(tmp_path: Path) -> None:
    print_in_a_new_process(tmp_path / "cache", tmp_path / "temporary")
    assert [path.suffix for path in (tmp_path / "cache").iterdir()] == [".pickle"]
    assert list((tmp_path / "temporary").iterdir()) == []


def test_a_cache_that_was_cut_off_is_made_anew(tmp_path: Path) -> None:
    print_in_a_new_process(tmp_path / "cache", tmp_path / "temporary")
    (cache,) = (tmp_path / "cache").iterdir()
    whole = cache.read_bytes()
    cache.write_bytes(whole[:1000])
    done = subprocess.run(
        [sys.executable, "-c", PRINTING, str(tmp_path / "cache")],
        capture_output=True,
        text=True,
        check=False,
        env={"TMPDIR": str(tmp_path / "temporary"), "PYTHONPATH": ":".join(filter(None, sys.path))},
    )
    assert done.returncode == 0, done.stderr
    assert cache.read_bytes() == whole


def test_without_a_folder_for_the_cache_it_still_prints(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    print_in_a_new_process(tmp_path / "file" / "cache", tmp_path / "temporary")
