"""What erases old documents in a process of its own, to be killed: ``python -m tests.adapters.sqlite.erasing FILE``."""

import sys
from datetime import timedelta
from pathlib import Path

from pos_terminal.adapters.sqlite.documents import SqliteDocuments
from pos_terminal.adapters.sqlite.engine import open_database
from tests.adapters.sqlite.ended import KEY, OPENED

YEARS_LATER = OPENED + timedelta(days=4000)


def main(path: str) -> None:
    """Erase all that may be."""
    with open_database(Path(path)) as database:
        documents, through = SqliteDocuments(database.connect(), database.lock, KEY), 0
        while (piece := documents.erase(YEARS_LATER, YEARS_LATER, through)).through is not None:
            through = piece.through


if __name__ == "__main__":
    main(*sys.argv[1:])
