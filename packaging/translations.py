"""Brings the catalogs of translations up to date with the source: what is new is added empty, what is gone goes.

Run by the checkout's own interpreter. A translation belongs to its English sentence: another sentence is another
message, and wants a translation of its own.
"""

import sys
from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import Path
from typing import TypeAlias

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_file
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parents[1]
CATALOGS = ROOT / "resources" / "translations"
NAME = "pos_terminal.po"

_SOURCES = (("pos_terminal", "*.py", "python"), ("receipts", "*.j2", "jinja2"))
_Arguments: TypeAlias = tuple[int | tuple[int, int] | tuple[int, str], ...]
_SAID: dict[str, _Arguments | None] = {
    "_": None,
    "later": None,
    "Message": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
    "later_in": ((1, "c"), 2),
}
"""What marks a message, and which arguments it is; c: its context (pos_terminal/wording)."""
REFUSALS = (
    "ApprovalNeeded",
    "BadArgument",
    "CardCancelled",
    "CardDeclined",
    "CatalogCurrencyDiffers",
    "DiskLow",
    "LockedOut",
    "NoMember",
    "NotAllowedNow",
    "OffersInTheWay",
    "PlatformRefused",
    "PlatformUnreachable",
    "SettingsChanged",
    "SeveralMembers",
    "StorageFailed",
    "WrongPin",
)
"""The refusals that are raised with their message (pos_terminal/domain/errors.py)."""
_TOLD_ON_SCREENS = frozenset({"application", "domain", "presentation", "sqlite", "headroom.py", "training.py"})
_IN_ENGLISH = frozenset({"floor.py", "storefacts.py", "catalog_before.py", "employees.py"})
"""Refusals of the first are told on screens; those of the second answer commands and settings, in English alone."""
_HEADER = r"""msgid ""
msgstr ""
"Language: {language}\n"
"Plural-Forms: {plurals}\n"
"MIME-Version: 1.0\n"
"Content-Type: text/plain; charset=UTF-8\n"
"Content-Transfer-Encoding: 8bit\n"

"""
_WIDTH = 110


def main() -> int:
    """Rewrites every catalog; returns 1 where one wants translations."""
    messages, wanting = extracted(), 0
    for path in catalogs():
        catalog = renewed(path, messages)
        path.write_bytes(written(catalog))
        missing = [message.id for message in catalog if message.id and not all(_forms(message.string))]
        wanting += len(missing)
        for message in missing:
            print(f"{path.parent.name}: no translation yet: {message}")
    return min(wanting, 1)


def catalogs() -> list[Path]:
    """The catalogs there are, one a language."""
    return sorted(CATALOGS.glob(f"*/{NAME}"))


def extracted() -> Catalog:
    """Every message of the source, without a translation."""
    found = Catalog()
    for message, context in _marked():
        found.add(message, context=context)
    return found


def read(path: Path) -> Catalog:
    """A catalog as it is kept. Raises PoFileError where it is none."""
    with path.open("rb") as file:
        return read_po(file, locale=path.parent.name, abort_invalid=True)


def renewed(path: Path, messages: Catalog) -> Catalog:
    """The catalog with exactly these messages, translated where it has them so far."""
    kept, catalog = read(path), Catalog(path.parent.name)
    for message in messages:
        if message.id:
            known = kept.get(message.id, message.context)
            catalog.add(message.id, known.string if known else "", context=message.context)
    return catalog


def written(catalog: Catalog) -> bytes:
    """The bytes of a catalog: the same for the same messages, whenever and wherever it is written."""
    file = BytesIO()
    write_po(file, catalog, width=_WIDTH, no_location=True, omit_header=True, sort_output=True)
    header = _HEADER.format(language=catalog.locale, plurals=catalog.plural_forms)
    return header.encode() + file.getvalue().strip() + b"\n"


def _marked() -> Iterator[tuple[str | tuple[str, ...], str | None]]:
    for folder, names, how in _SOURCES:
        for path in sorted((ROOT / folder).rglob(names)):
            options = {"silent": "false"} if how == "jinja2" else {}
            keywords = _keywords(path)
            if keywords:
                for _, message, _, context in extract_from_file(how, path, keywords, options=options):
                    yield message, context


def _keywords(path: Path) -> dict[str, _Arguments | None]:
    """What marks the messages of a file: of a module's, what it calls; none where the same names mean another thing."""
    source = path.read_text(encoding="utf-8")
    if path.suffix == ".j2":
        return _SAID
    said = _SAID if "pos_terminal.wording" in source else {}
    marks = {**said, **dict.fromkeys(REFUSALS if is_told_on_screens(path) else (), None)}
    return {name: arguments for name, arguments in marks.items() if f"{name}(" in source}


def is_told_on_screens(path: Path) -> bool:
    """Whether the refusals that are raised in this module are told on a screen."""
    return not _TOLD_ON_SCREENS.isdisjoint(path.parts) and path.name not in _IN_ENGLISH


def _forms(string: str | Sequence[str] | None) -> tuple[str, ...]:
    return (string,) if isinstance(string, str) else tuple(string or ("",))


if __name__ == "__main__":
    sys.exit(main())
