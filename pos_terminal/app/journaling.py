"""The journal handed out as a file, and files of it checked: with this till's key, another's, or none."""

from dataclasses import dataclass
from pathlib import Path

from pos_terminal import __version__
from pos_terminal.adapters.files.wholefile import whole_file
from pos_terminal.adapters.journalfile.checking import Verdict, check_journal
from pos_terminal.adapters.journalfile.writing import Exported, JournalWriter
from pos_terminal.adapters.sqlite.engine import open_readonly
from pos_terminal.adapters.sqlite.evidence import SqliteEvidence
from pos_terminal.adapters.sqlite.journalsearch import found_in_journal
from pos_terminal.adapters.sqlite.moments import micros
from pos_terminal.adapters.system import KeyFile, SystemClock
from pos_terminal.app.premises import DATABASE_NAME, keys
from pos_terminal.application.anchoring import Anchor
from pos_terminal.application.journalsearch import JournalFound, JournalWanted
from pos_terminal.application.sealing import Seals
from pos_terminal.settings import Settings


@dataclass(frozen=True, slots=True)
class FileToCheck:
    """A file with what it is checked against: the keys beside it, and what a receipt says."""

    path: Path
    keys: Path | None = None
    anchor: Anchor | None = None


def export_journal(settings: Settings, path: Path, *, replaces: bool) -> Verdict:
    """Write the whole journal into a file, then check what was written.

    A journal with a fault is handed out as it is, and the verdict tells it. Raises BadArgument, OSError,
    DatabaseUnusable or KeysUnusable, and leaves no file then.
    """
    seals, terminal = Seals(keys(settings).key("journal")), settings.terminal
    with open_readonly(settings.data_dir / DATABASE_NAME) as database, whole_file(path, replaces=replaces) as file:
        evidence, writer = SqliteEvidence(database.connect()), JournalWriter(file, seals)
        with evidence.of_one_moment():
            now = micros(SystemClock().now())
            exported = Exported(terminal.store_id, terminal.register_id, __version__, now)
            writer.header(exported, evidence.currencies())
            for each in evidence.kept():
                writer.kept(each)
            writer.end(evidence.head())
    with path.open("rb") as written:
        return check_journal(written, seals)


def search_journal(settings: Settings, wanted: JournalWanted, most: int) -> list[JournalFound]:
    """So many entries at most, the newest first. Raises DatabaseUnusable and StorageFailed."""
    with open_readonly(settings.data_dir / DATABASE_NAME) as database:
        return found_in_journal(database.connect(), wanted, most)


def check_file(given: FileToCheck) -> Verdict:
    """Check an exported journal. Raises OSError, or KeysUnusable for keys that cannot be read."""
    seals = Seals(KeyFile(given.keys).key("journal")) if given.keys else None
    with given.path.open("rb") as file:
        return check_journal(file, seals, given.anchor)


def anchor_fault(settings: Settings, anchor: Anchor) -> str:
    """What a receipt's anchor shows to be wrong with this till's journal, or nothing."""
    with open_readonly(settings.data_dir / DATABASE_NAME) as database:
        evidence = SqliteEvidence(database.connect())
        head, found = evidence.head(), evidence.entry_hash(anchor.seq)
    if found is not None:
        return anchor.fault(found)
    if anchor.seq > head.seq:
        return f"it is on a receipt, and the journal ends with entry {head.seq}: its end was cut off"
    return "it is on a receipt, and missing from the journal"


def keys_beside(settings: Settings) -> Path | None:
    """The till's own keys, where there are any."""
    path = settings.data_dir / "keys.json"
    return path if path.exists() else None
