"""One exported sale gone through again, step by step, in a throw-away till."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from pos_terminal.adapters.replayfile.form import BadFile, read_sale
from pos_terminal.adapters.sqlite.engine import open_database
from pos_terminal.app.replayend import ReplayEnd
from pos_terminal.app.replayfacts import Facts, table, tables, text
from pos_terminal.app.replayrules import settings_from
from pos_terminal.app.replaytill import ReplayTill
from pos_terminal.domain.errors import Refused
from pos_terminal.domain.salefigures import Figures, ended_figures, open_figures
from pos_terminal.settings import SettingsUnusable

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from pos_terminal.domain.transaction import Transaction
    from pos_terminal.settings import Settings

FILE_CHANGED = "the file is not as it was written"


@dataclass(frozen=True, slots=True)
class Replayed:
    """A step or a snapshot, gone through again: what was done, when and by whom, the sale after it, what is other."""

    number: int
    did: str
    at: str
    who: str
    figures: Figures
    wrong: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Replay:
    """A whole sale, gone through again."""

    transaction_id: str
    software_version: str
    steps: tuple[Replayed, ...]
    reasons: tuple[str, ...]
    """What was done for which reason."""
    wrong: tuple[str, ...]
    """What is wrong beside the steps."""

    @property
    def is_same(self) -> bool:
        """Whether everything came out as it did."""
        return not self.wrong and not any(each.wrong for each in self.steps)


def replay(path: Path) -> Replay:
    """Go through the sale in a file again. Raises BadFile for one that cannot be gone through, and OSError."""
    file = read_sale(path)
    changed = () if file.is_as_written else (FILE_CHANGED,)
    try:
        with _throw_away(file.facts) as (settings, folder):
            steps = tuple(_steps(file.facts, settings, folder))
        whose = text(file.facts, "transaction_id"), text(file.facts, "software_version")
        return Replay(*whose, steps, tuple(_reasons(file.facts)), changed)
    except (KeyError, TypeError, ValueError, ArithmeticError, SettingsUnusable) as error:
        why = str(error).replace("\n", "; ").removesuffix(".")
        raise BadFile(f"{path} is damaged: {why}. Export the sale again.") from error


def _reasons(facts: Mapping[str, object]) -> Iterator[str]:
    """What was done for which reason; files of older versions do not say."""
    for each in tables(facts, "reasons") if "reasons" in facts else ():
        yield f"{text(each, 'action')}: {text(each, 'reason')}"


@contextmanager
def _throw_away(facts: Mapping[str, object]) -> Iterator[tuple[Settings, Path]]:
    with TemporaryDirectory(prefix="pos-replay-", ignore_cleanup_errors=True) as folder:
        yield settings_from(table(facts, "rules"), Path(folder)), Path(folder)


def _steps(facts: Mapping[str, object], settings: Settings, folder: Path) -> Iterator[Replayed]:
    goods = {str(each["line_id"]): each for each in tables(facts, "goods")}
    number, who = 0, ""
    with open_database(folder / "terminal.db") as database:
        till = ReplayTill(settings, database, text(facts, "transaction_id"), goods)
        for number, step in enumerate(tables(facts, "steps"), 1):
            if "rules" in step:
                till.go_by(settings_from(table(step, "rules"), folder))
            who = str(step.get("who", who))
            wrong = till.take(step)
            yield Replayed(number, text(step, "did"), text(step, "at"), who, open_figures(till.basket), tuple(wrong))
        yield from _ends(tables(facts, "snapshots"), till, folder, number)


def _ends(snapshots: Sequence[Facts], till: ReplayTill, folder: Path, number: int) -> Iterator[Replayed]:
    history: list[Transaction] = []
    end = ReplayEnd(till.settings)
    for at, facts in enumerate(snapshots, number + 1):
        if "rules" in facts:
            till.go_by(settings_from(table(facts, "rules"), folder))
            end = ReplayEnd(till.settings)
        told = (at, text(facts, "did"), text(facts, "at"), text(facts, "who"))
        try:
            history.append(end.made(facts, till.basket, history))
        except Refused as refusal:
            yield Replayed(*told, {}, (f"it is refused now: {refusal.sentence}",))
            return
        yield Replayed(*told, ended_figures(history[-1]), tuple(end.wrong(facts, history)))
