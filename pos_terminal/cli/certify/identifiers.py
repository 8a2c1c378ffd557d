"""What a platform has to have for some items: a member, offers, codes; a sandbox tells its own in a file."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path

from pos_terminal.cli.certify.shop import AVA


class IdentifiersUnusable(Exception):
    """The file cannot be used; the message says what is wrong in it."""


@dataclass(frozen=True, slots=True)
class Identifiers:
    """What is known of the platform's members and offers; empty: not known, so that what needs it is not run.

    Attributes:
        phone: of a member whom nobody else shares it with; so are ``email``, ``card`` and ``user_id``, of the same one.
        offer: the id of an offer in that member's wallet that takes a part off ``item``; no run uses it up.
        ttl_code: a code that stands for an offer of that member's which fits ``item``; no run uses that up either.
        item: the id of an item that the platform's catalog knows and the offers are for.
    """

    phone: str = ""
    email: str = ""
    card: str = ""
    user_id: str = ""
    offer: str = ""
    ttl_code: str = ""
    item: str = ""

    def lacking(self, names: tuple[str, ...]) -> list[str]:
        """Those of the names that nothing is known for."""
        return [name for name in names if not getattr(self, name)]


SIMULATED = Identifiers(
    phone="15550100123",
    email="member1@example.com",
    card="700000000001",
    user_id=AVA,
    offer="uo-latte-1",
    ttl_code="424242",
    item="LATTE",
)
"""Those of the members that a simulator is told of."""


def read_identifiers(path: Path) -> Identifiers:
    """Read a TOML file with a text for each name. Raises IdentifiersUnusable."""
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise IdentifiersUnusable(f"{path}: cannot be read: {error.strerror}.") from error
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise IdentifiersUnusable(f"{path}: is not valid TOML: {error}.") from error
    return _checked(path, tables)


def _checked(path: Path, table: Mapping[str, object]) -> Identifiers:
    known = [each.name for each in fields(Identifiers)]
    texts = {name: value for name, value in table.items() if isinstance(value, str)}
    unknown = [name for name in table if name not in known]
    if unknown:
        raise IdentifiersUnusable(f"{path}: {', '.join(unknown)} is not an identifier. Known: {', '.join(known)}.")
    wrong = [name for name in table if name not in texts]
    if wrong:
        raise IdentifiersUnusable(f"{path}: {', '.join(wrong)} takes a text in quotes.")
    return Identifiers(**texts)
