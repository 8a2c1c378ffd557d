"""What the journal's section works with, built of a terminal: reading beside it, in the background's thread."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from pos_terminal.adapters.sqlite.faults import DatabaseUnusable, StorageFailed
from pos_terminal.adapters.system import KeysUnusable
from pos_terminal.app.backingup import back_up
from pos_terminal.app.exports import exported
from pos_terminal.app.journaling import export_journal, search_journal
from pos_terminal.app.looking import read_only_journal
from pos_terminal.domain.errors import BadArgument
from pos_terminal.presentation.journal_section import JournalServices
from pos_terminal.wording import _, later

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from typing import TypeVar

    from pos_terminal.app.terminal import Terminal
    from pos_terminal.application.ports import Background

    _T = TypeVar("_T")


def journal_services(terminal: Terminal, background: Background) -> JournalServices:
    """The services of this terminal."""
    settings, tilling = terminal.settings, terminal.tilling

    def verify() -> str:
        with read_only_journal(settings) as sales:
            fault = sales.verify_journal()
        if fault is None:
            return ""
        return _("The journal was changed at entry {number}: {what}", number=f"{fault.seq:,}", what=fault.what)

    def export(path: Path) -> None:
        verdict = export_journal(settings, path, replaces=True)
        if verdict.fault:
            said = later("{file} is written, and the journal in it is not whole. {fault}")
            raise BadArgument(said, file=path, fault=verdict.fault)

    def copy() -> str:
        return exported(settings, f"{tilling.today()}.backup", partial(back_up, settings, replaces=True))

    return JournalServices(
        today=tilling.today,
        local=tilling.local,
        background=background,
        search=lambda wanted, most: _refusing(partial(search_journal, settings, wanted, most)),
        verify=partial(_refusing, verify),
        export=partial(_refusing, partial(exported, settings, "journal.jsonl", export)),
        back_up=partial(_refusing, copy),
    )


def _refusing(work: Callable[[], _T]) -> _T:
    """Do it; a database or keys that cannot be read are refusals at the desk."""
    try:
        return work()
    except (DatabaseUnusable, KeysUnusable) as error:
        raise StorageFailed(str(error)) from error
