"""The journal as it is handed to somebody else: entries with their documents, gaps, and where it ends."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class KeptEntry:
    """An entry as it stands in the journal, with what lies beside it. Its facts are not checked.

    Attributes:
        columns: from ``seq`` to ``hash``, in the order of the table.
        has_document: False when the document is gone and nothing says that it was erased.
        body: the document; None once it was erased.
        delivery: where its way to the platform stands; None when it is not sent at all.
    """

    columns: tuple[int | str | None, ...]
    has_document: bool
    body: bytes | None
    erased_us: int | None
    erased_proof: str | None
    delivery: str | None


@dataclass(frozen=True, slots=True)
class KeptGap:
    """Entries that were lost with a damaged file: the columns from ``first_seq`` to ``cause``, and their seal."""

    columns: tuple[int | str, ...]
    seal: str


@dataclass(frozen=True, slots=True)
class KeptHead:
    """Where the journal ends, as the database says, with the seal of it."""

    seq: int
    hash: str
    seal: str
