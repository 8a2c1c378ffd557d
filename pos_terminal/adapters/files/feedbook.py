"""What the feed of catalogs remembers, in a folder of its own that may be emptied at any time."""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TypeAlias

from pos_terminal.adapters.durable import replace_file
from pos_terminal.application.catalogsources import FeedEntry, FeedKept, Outcome, SourceStanding

_NAME = "feed.json"
_Said: TypeAlias = Mapping[str, str | None]


class FeedFolder:
    """Implements `FeedBook`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.coming = folder / "coming"
        self.coming.mkdir(mode=0o700, parents=True, exist_ok=True)

    def load(self) -> FeedKept:
        """What was kept; nothing where there is none, or none that can be read."""
        try:
            said = json.loads((self.folder / _NAME).read_text("utf-8"))
            sources, log, waiting = said["sources"], said["log"], said["waiting"]
            return FeedKept(
                tuple(map(_standing, sources)),
                tuple(map(_entry, log)),
                _text(waiting, "place"),
                Path(_text(waiting, "file")).name,
                _text(waiting, "stamp"),
                _moment(waiting, "due"),
            )
        except (OSError, ValueError, LookupError, TypeError, AttributeError):
            return FeedKept()

    def ask_anew(self) -> None:
        """Forget which versions came: each source is asked for all that it has. Raises OSError."""
        kept = self.load()
        if any(each.stamp for each in kept.sources):
            self.keep(replace(kept, sources=tuple(replace(each, stamp="") for each in kept.sources)))

    def keep(self, kept: FeedKept) -> None:
        """Keep this in its place. Raises OSError."""
        waiting = {"place": kept.waiting_place, "file": kept.waiting_file, "stamp": kept.waiting_stamp}
        said = {
            "sources": [
                {
                    "place": each.place, "stamp": each.stamp, "tried": _written(each.tried),
                    "good": _written(each.good), "outcome": each.outcome, "said": each.said,
                }
                for each in kept.sources
            ],
            "log": [
                {"at": _written(each.at), "place": each.place, "outcome": each.outcome, "said": each.said}
                for each in kept.log
            ],
            "waiting": waiting | {"due": _written(kept.waiting_due)},
        }  # fmt: skip
        replace_file(self.folder / _NAME, json.dumps(said, ensure_ascii=False).encode("utf-8", "replace"))


def _standing(said: _Said) -> SourceStanding:
    moments = _moment(said, "tried"), _moment(said, "good")
    stood = _text(said, "place"), _text(said, "stamp")
    return SourceStanding(*stood, *moments, Outcome(_text(said, "outcome")), _text(said, "said"))


def _entry(said: _Said) -> FeedEntry:
    at = datetime.fromisoformat(_text(said, "at"))
    return FeedEntry(at, _text(said, "place"), Outcome(_text(said, "outcome")), _text(said, "said"))


def _text(said: _Said, name: str) -> str:
    return said.get(name) or ""


def _moment(said: _Said, name: str) -> datetime | None:
    text = said.get(name)
    return datetime.fromisoformat(text) if text else None


def _written(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
