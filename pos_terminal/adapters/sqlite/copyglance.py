"""What a start asks of the second copies, without loading what reads them."""

import os
from pathlib import Path

COPIES_NAME = "copies"
"""The folder beside the database."""

COPY_SUFFIX = ".sales"
COPY_NAMES = f"????-??-??{COPY_SUFFIX}"
_TAIL = 1 << 18
_LONGEST_NUMBER = 18


def number_of(line: bytes) -> int:
    """The number that a line begins with; 0 when it begins with none."""
    number = line.partition(b" ")[0]
    return int(number) if number.isdigit() and len(number) <= _LONGEST_NUMBER else 0


def newest_number(data_dir: Path) -> int:
    """The highest number among the last lines of the newest file, whatever their seals say; 0 for none."""
    folder = data_dir / COPIES_NAME
    files = sorted(folder.glob(COPY_NAMES)) if folder.exists() else []
    if not files:
        return 0
    try:
        with files[-1].open("rb") as file:
            file.seek(max(0, file.seek(0, os.SEEK_END) - _TAIL))
            return max(map(number_of, file.read().split(b"\n")))
    except OSError:
        return 0
