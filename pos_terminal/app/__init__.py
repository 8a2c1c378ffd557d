"""The composition root: settings -> adapters -> services -> presenters -> window. The only place that builds.

`ui` is imported only by the function that opens the window, so that scripts and commands run without Qt. What the
first screen does not need (httpx, templates, the receipt encoder) is imported by the thread that uses it.
"""

from pos_terminal.app.looking import read_only_journal, read_only_outbox
from pos_terminal.app.syncing import importing_catalog, importing_employees, put_catalog
from pos_terminal.app.terminal import Terminal, opened_terminal
from pos_terminal.app.testpage import print_test_page

__all__ = [
    "Terminal",
    "importing_catalog",
    "importing_employees",
    "opened_terminal",
    "print_test_page",
    "put_catalog",
    "read_only_journal",
    "read_only_outbox",
]
