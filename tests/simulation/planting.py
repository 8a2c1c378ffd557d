"""Plants bugs, each in a process of its own, and looks whether anything notices.

``python -m tests.simulation.planting [NUMBER …]`` prints what caught each; the exit status counts the unnoticed ones.
"""

import importlib
import importlib.util
import os
import shutil
import signal
import subprocess
import sys
import traceback
from collections.abc import Callable, Sequence
from functools import partial
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, SourceFileLoader
from pathlib import Path
from tempfile import TemporaryDirectory
from types import CodeType, ModuleType
from typing import NoReturn

from tests.simulation.drawn import Drawn
from tests.simulation.mutants import CONTRACTS, DAYS, LISTED, Mutant

ROOT = Path(__file__).resolve().parents[2]
MOST_DAYS = 180
WIDE = (
    *("tests/domain", "tests/presentation", "tests/adapters/layout", "tests/adapters/sessionm"),
    *("tests/application", "tests/adapters/escpos"),
)
"""The tests of all rules and of what stands on them, the quickest first."""
ALL, PLAIN, EXAMPLES = "not soak", "not soak and not hypothesis", "not soak and hypothesis"
"""Which tests: those that go through a hundred examples each take as long as all others."""
MOST_SECONDS = 240
"""Of its own computing, however busy the machine is: three times what it takes to notice nothing."""
MOST_WAITING = 3600
ENDLESS = f"it does not end within {MOST_SECONDS} s"
UNUSED = ("cacheprovider", "randomly", "xdist", "pytest_cov", "anyio", "platformdirs")
"""Plugins of pytest that are of no use to a bug's one process."""
UNPLANTED = "?"
"""What an answer begins with when the bug could not be tried at all."""


class Planted(SourceFileLoader):
    """Loads one module with a bug in it."""

    def __init__(self, name: str, path: Path, source: str) -> None:
        super().__init__(name, str(path))
        self._source = source

    def get_code(self, fullname: str) -> CodeType:
        """The module's code, with the bug."""
        return compile(self._source, self.path, "exec", dont_inherit=True)


class Planting(MetaPathFinder):
    """Finds the module that has the bug before anything else does."""

    def __init__(self, path: Path, source: str) -> None:
        self._path = path
        self._name = ".".join(path.relative_to(ROOT).with_suffix("").parts)
        self._source = source

    def find_spec(
        self, fullname: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """The spec of the one module."""
        if fullname != self._name:
            return None
        return importlib.util.spec_from_loader(fullname, Planted(fullname, self._path, self._source))


def planted_source(mutant: Mutant) -> str:
    """The module's text with the bug. Raises ValueError where the place of the bug is not there exactly once."""
    text = (ROOT / mutant.file).read_text(encoding="utf-8")
    if text.count(mutant.old) != 1:
        raise ValueError(f"{mutant.file}: {mutant.old!r} stands there {text.count(mutant.old)} times")
    return text.replace(mutant.old, mutant.new)


def caught_by(mutant: Mutant) -> str:
    """What notices the bug, or nothing. To be asked once in a process."""
    source = planted_source(mutant)
    if mutant.catcher == CONTRACTS:
        return _contracts(mutant.file, source)
    sys.meta_path.insert(0, Planting(ROOT / mutant.file, source))
    return _days(mutant.seed) if mutant.catcher == DAYS else _tests(mutant.catcher)


def _days(first: int) -> str:
    from tests.simulation.day import SHORT
    from tests.simulation.running import simulate

    try:
        run = simulate((first, *range(1, MOST_DAYS + 1)), SHORT)
    except (OSError, MemoryError):
        raise  # the machine's trouble, not the bug's
    except Exception as error:  # noqa: BLE001 - a bug may show by any other error
        where = traceback.extract_tb(error.__traceback__)[-1]
        return f"{type(error).__name__} in {Path(where.filename).name}:{where.lineno}"
    return next((f"seed {seed}: {found[0]}" for seed, found in run.wrong.items()), "")


def _contracts(file: str, source: str) -> str:
    """What the import contracts say of a copy of the program that has the bug."""
    with TemporaryDirectory(prefix="pos-contracts-") as folder:
        copy = Path(folder)
        shutil.copytree(ROOT / "pos_terminal", copy / "pos_terminal", ignore=shutil.ignore_patterns("__pycache__"))
        shutil.copy(ROOT / "pyproject.toml", copy)
        (copy / file).write_text(source, encoding="utf-8")
        lint = "import sys; sys.path.insert(0, ''); from importlinter.cli import lint_imports_command as run; run()"
        command = [sys.executable, "-c", lint, "--no-cache"]
        done = subprocess.run(command, cwd=copy, capture_output=True, text=True, check=False)
    return next((line for line in done.stdout.splitlines() if line.endswith("BROKEN")), "")


def _tests(*places: str, which: str = ALL) -> str:
    import pytest

    quiet = ["-q", "-x", "--no-header", "--tb=no", *(word for name in UNUSED for word in ("-p", f"no:{name}"))]
    quiet += [
        "--hypothesis-profile=planted",
        "-W",
        "ignore::pytest.PytestAssertRewriteWarning",
    ]  # of what `import_once` has loaded
    ended = pytest.main([*quiet, "-m", which, *(str(ROOT / place) for place in places)])
    passed = ended in (pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED)
    return "" if passed else f"{', '.join(places)}, which ended {ended}"


def planted(look: Callable[[], str]) -> str:
    """What notices a bug, or nothing; ``look`` plants it and looks, in a process of its own."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        _answer(look, reading, writing)
    os.close(writing)
    with os.fdopen(reading, encoding="utf-8") as answer:
        caught = answer.read()
    _, status = os.waitpid(child, 0)
    return ENDLESS if os.WIFSIGNALED(status) else caught


def _answer(look: Callable[[], str], reading: int, writing: int) -> NoReturn:
    os.close(reading)
    signal.setitimer(signal.ITIMER_PROF, MOST_SECONDS)
    signal.alarm(MOST_WAITING)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for descriptor in (1, 2):
        os.dup2(nowhere, descriptor)
    try:
        caught = look()
    except BaseException as error:  # noqa: BLE001 - also what ends a program is an answer here
        caught = f"the bug cannot be planted or looked for: {error!r}"
        os.write(writing, UNPLANTED.encode())
    os.write(writing, caught.encode(errors="replace"))
    os._exit(0)


def drawn_caught_by(bug: Drawn) -> str:
    """What notices a drawn bug: the tests of its module, or those of all rules and of the desk."""
    sys.meta_path.insert(0, Planting(bug.file, bug.source()))
    own = sorted((ROOT / "tests").glob(f"*/test_{bug.file.stem}*.py")) or _importing(bug.file.stem)
    caught = _tests(*map(str, own)) if own else ""
    return caught or _tests(*WIDE, which=PLAIN) or _tests(*WIDE, which=EXAMPLES)


def _importing(module: str) -> list[Path]:
    """The tests of rules that import one of the rules' modules."""
    tests = sorted((ROOT / "tests" / "domain").glob("test_*.py"))
    return [path for path in tests if f"pos_terminal.domain.{module} " in path.read_text(encoding="utf-8")]


def main(words: Sequence[str]) -> int:
    """Plant the bugs of these numbers, or all; how many of them nothing notices."""
    import_once()
    missed = 0
    for number in map(int, words or range(len(LISTED))):
        caught = planted(partial(caught_by, LISTED[number]))
        missed += not caught
        sys.stdout.write(f"{number} {LISTED[number].rule} {LISTED[number].name}: {caught or 'NOTHING NOTICED'}\n")
        sys.stdout.flush()
    return missed


def import_once() -> None:
    """Load what every run needs and no bug is planted in, so that the processes begin with it."""
    for name in ("pytest", "hypothesis.strategies", "sqlite3", "httpx", "decimal", "asyncio", "email.utils"):
        importlib.import_module(name)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
