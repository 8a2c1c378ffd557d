"""The manager's desk: who is at it, and what they stand for while they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pos_terminal.application.acts import Deed
from pos_terminal.domain.errors import NotAllowedNow
from pos_terminal.domain.rights import Action, Standing

if TYPE_CHECKING:
    from pos_terminal.application.authority import Authority
    from pos_terminal.application.desk import Desk
    from pos_terminal.domain.staff import Employee

_NOTHING_MORE = Deed()


class BackOffice:
    """Opened by the operator, or by somebody whose PIN approves it; what is done there, that person stands for."""

    def __init__(self, desk: Desk, authority: Authority) -> None:
        self._desk = desk
        self._authority = authority
        self.person: Employee | None = None

    def enter(self) -> Employee:
        """Open it, an act in the journal; who stands for it. Raises as `Authority.allow`."""
        self.person = self._authority.allow(Action.MANAGER_DESK)
        return self.person

    def leave(self) -> None:
        """Nobody is there any more."""
        self.person = None

    def may(self, action: Action) -> bool:
        """Whether whoever is there may do it alone, by the role that they have now."""
        person, rights = self._in_force(), self._authority.rights
        return person is not None and rights.standing(person.role, action) is Standing.ALONE

    def allow(self, action: Action, deed: Deed = _NOTHING_MORE) -> Employee:
        """Who stands for the action: whoever is there, or who has just approved it beyond their rights.

        Raises as `Authority.allow`, and NotAllowedNow where nobody is there who works here still.
        """
        person = self._in_force()
        if person is None:
            raise NotAllowedNow("The manager's desk was left. Open it again.")
        approver = self._desk.approver
        self._desk.approver = approver or person
        try:
            return self._authority.allow(action, deed)
        finally:
            self._desk.approver = approver

    def _in_force(self) -> Employee | None:
        return None if self.person is None else self._desk.as_now(self.person)
