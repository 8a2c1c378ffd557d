"""Who stands for a step: the operator by their own rights, or a second person who approved it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pos_terminal.domain.errors import ApprovalNeeded, NotAllowedNow
from pos_terminal.domain.rights import BY_DEFAULT, Rights, Standing

if TYPE_CHECKING:
    from pos_terminal.application.desk import Desk
    from pos_terminal.domain.rights import Action
    from pos_terminal.domain.staff import Employee


class Authority:
    """The shop's rights, asked by whatever a shop may keep from some of its people."""

    def __init__(self, desk: Desk, rights: Rights = BY_DEFAULT) -> None:
        self._desk = desk
        self.rights = rights

    def allow(self, action: Action) -> Employee:
        """Who stands for the action: the operator, or who approved it.

        Ask it last, when nothing else can refuse the step. Raises NotSignedOn; ApprovalNeeded where a second person is
        wanted; NotAllowedNow for what nobody may do in this shop.
        """
        operator = self._desk.signed_on()
        least = self.rights.least(action)
        if least is None:
            raise NotAllowedNow(f"{action.words} is not allowed in this shop, whoever approves it.")
        is_alone = self.rights.standing(operator.role, action) is Standing.ALONE
        stands = operator if is_alone else self._desk.approver
        if stands is None or not stands.role.may(least):
            raise ApprovalNeeded(f"{action.words} wants the approval of a {least.value}.", least)
        return stands
