"""Builds the wheel and runs the terminal from it, in a folder that is not the checkout.

Run by the checkout's own interpreter; the wheel gets an environment of its own, which sees the packages of this one
but not the checkout.
"""

import os
import subprocess
import sys
import sysconfig
import tempfile
import venv
import zipfile
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
CARRIED = ("receipts", "resources")
BUNDLE = "pos_terminal/_bundle"
NOT_CARRIED = {".gitkeep", ".gitignore"}

WHERE = "from pos_terminal.bundle import bundled; print(bundled('resources')); print(bundled('receipts'))"


def main() -> int:
    """Tries everything; returns the exit status."""
    with tempfile.TemporaryDirectory(prefix="pos terminal ") as scratch:
        folder = Path(scratch)
        wheel = _build(folder)
        fault = _fault_in(wheel) or _fault_when_run(_install(wheel, folder / "installed"), folder)
    if fault:
        print(f"wheel: {fault}", file=sys.stderr)
    return 1 if fault else 0


def _build(folder: Path) -> Path:
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return next(folder.glob("*.whl"))


def _fault_in(wheel: Path) -> str:
    files = (path for top in CARRIED for path in (ROOT / top).rglob("*") if path.is_file())
    wanted = {f"{BUNDLE}/{path.relative_to(ROOT).as_posix()}" for path in files if path.name not in NOT_CARRIED}
    with zipfile.ZipFile(wheel) as archive:
        missing = sorted(wanted - set(archive.namelist()))
    print(f"{wheel.name}: {len(wanted)} files carried, {wheel.stat().st_size / 1e6:.1f} MB")
    return f"not carried: {', '.join(missing)}" if missing else ""


def _install(wheel: Path, folder: Path) -> Path:
    venv.create(folder, with_pip=False)
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    command = [sys.executable, "-m", "pip", "--python", str(python), "install", "--quiet", "--no-deps", str(wheel)]
    subprocess.run(command, check=True)
    # A path in a .pth file is added bare: the checkout's own .pth beside the packages is not followed.
    site = Path(sysconfig.get_path("purelib", vars={"base": str(folder)}))
    (site / "packages-of-the-checkout.pth").write_text(sysconfig.get_path("purelib"), encoding="utf-8")
    return python


def _fault_when_run(python: Path, folder: Path) -> str:
    elsewhere = folder / "any folder"
    elsewhere.mkdir()
    places = _output(python, ("-c", WHERE), elsewhere).splitlines()
    if any(not Path(place).is_relative_to(folder.resolve()) for place in places):
        return f"the installed program reads {places} instead of what it carries"
    for arguments in (("-m", "pos_terminal", "--help"), ("-m", "pos_terminal", "demo", "--headless")):
        print(f"$ {' '.join(('python', *arguments))}", flush=True)
        print(_output(python, arguments, elsewhere), flush=True)
    return ""


def _output(python: Path, arguments: Sequence[str], folder: Path) -> str:
    kept = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "VIRTUAL_ENV")}
    variables = kept | {"QT_QPA_PLATFORM": "offscreen", "TMPDIR": str(folder), "TEMP": str(folder)}
    done = subprocess.run(
        [str(python), *arguments], cwd=folder, env=variables, capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        print(done.stdout + done.stderr, file=sys.stderr)
        sys.exit(f"wheel: {' '.join(arguments)} ended with {done.returncode}: its output stands above")
    return done.stdout


if __name__ == "__main__":
    sys.exit(main())
