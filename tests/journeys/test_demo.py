"""The demonstration without a display leaves something to look at, and says where."""

import os
import subprocess
import sys
from pathlib import Path

from PIL import Image

from tests.cli.till import ROOT


def test_a_day_without_a_display_leaves_receipts_and_pictures(tmp_path: Path) -> None:
    out = tmp_path / "out"
    environment = {name: value for name, value in os.environ.items() if name not in {"DISPLAY", "WAYLAND_DISPLAY"}}
    line = [sys.executable, "-m", "pos_terminal", "demo", "--headless", "--out", str(out)]

    ran = subprocess.run(
        line,
        capture_output=True,
        cwd=tmp_path,
        env=environment | {"PYTHONPATH": str(ROOT), "TMPDIR": str(tmp_path)},
        timeout=300,
        check=False,
    )

    told = ran.stdout.decode()
    assert (ran.returncode, ran.stderr.decode()) == (0, "")
    assert told.splitlines()[-1].endswith(str(out))
    assert "each once" in told
    receipts = list((out / "receipts" / "lane-1").iterdir())
    assert {path.suffix for path in receipts} == {".bin", ".txt", ".png", ".log"}
    assert len([path for path in receipts if path.suffix == ".png"]) >= 24
    pictures = list((out / "screens").glob("*.png"))
    assert {path.name.rsplit("-", 2)[0] for path in pictures} == {
        "sign-on",
        "sale-empty",
        "sale-12-lines",
        "sale-member",
        "member",
        "tender",
        "change",
    }
    for path in pictures:
        with Image.open(path) as picture:
            assert f"{picture.width}x{picture.height}" in path.name
            colours = picture.convert("RGB").getcolors(maxcolors=1 << 24)
            assert colours is not None
            assert len(colours) > 50, path.name
    assert [path.name for path in tmp_path.iterdir() if path != out] == []
