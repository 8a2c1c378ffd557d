"""Who stands for a step: the operator by their own rights, or a second person who approved it; both are journalled."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pos_terminal.application.acts import Act, Deed
from pos_terminal.domain.errors import ApprovalNeeded, NotAllowedNow
from pos_terminal.domain.rights import BY_DEFAULT, NO_SHOPPERS, Rights, Shoppers, Standing
from pos_terminal.domain.staff import Role
from pos_terminal.wording import ENGLISH, _, language
from pos_terminal.wording.message import Spoken

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from pos_terminal.application.acts import Acts, ReasonGiven
    from pos_terminal.application.desk import Desk
    from pos_terminal.application.tilling import Tilling
    from pos_terminal.domain.rights import Action
    from pos_terminal.domain.staff import Employee
    from pos_terminal.wording.message import Message

_NOTHING_MORE = Deed()


class Authority:
    """The shop's rights, asked by whatever a shop may keep from some of its people."""

    def __init__(
        self,
        desk: Desk,
        acts: Acts,
        tilling: Tilling,
        rights: Rights = BY_DEFAULT,
        shoppers: Shoppers = NO_SHOPPERS,
    ) -> None:
        self._shoppers = shoppers
        self._desk = desk
        self._acts = acts
        self._tilling = tilling
        self.rights = rights

    def allow(self, action: Action, deed: Deed = _NOTHING_MORE, also: Sequence[Action] = ()) -> Employee:
        """Who stands for the action: the operator, or who approved it. ``also`` is what else the same step is.

        What a cashier may not do alone is journalled before it is done, whoever does it; so is what somebody gave a
        reason for in a sale, and a deed that says so.
        So ask this last, when nothing else can refuse the step. Raises NotSignedOn; ApprovalNeeded where a second
        person is wanted; NotAllowedNow for what nobody may do in this shop; StorageFailed.
        """
        operator = self._desk.operator_in_force()
        wanted = {each: self._least(each) for each in (action, *also)}
        strictest = max(wanted, key=lambda each: list(Role).index(wanted[each]))
        is_alone = all(self._is_alone(operator, each) for each in wanted)
        stands = operator if is_alone else self._desk.approver
        if stands is None or not stands.role.may(wanted[strictest]):
            least = wanted[strictest]
            raise _approval(self._asked(operator, wanted), least, deed.about)
        if not is_alone:
            self._desk.past.approvals += 1
        is_kept = deed.is_entered or self._has_reason(deed) or self._shoppers.has(operator)
        for each, least in wanted.items():
            if is_kept or least is not Role.CASHIER:
                self._acts.enter(self._act(each, deed, None if is_alone else stands.employee_id))
        return stands

    def _has_reason(self, deed: Deed) -> bool:
        """Whether it is of a sale, and somebody said why; cash beside the sales has its reason in its own entry."""
        return bool(deed.reason) and (deed.transaction_id is not None or self._desk.basket is not None)

    def _asked(self, operator: Employee, actions: Iterable[Action]) -> list[Action]:
        """What the approval would stand for: all that this operator may not do alone."""
        return [each for each in actions if not self._is_alone(operator, each)]

    def _is_alone(self, operator: Employee, action: Action) -> bool:
        if self._shoppers.has(operator) and action not in self._shoppers.alone:
            return False
        return self.rights.standing(operator.role, action) is Standing.ALONE

    def _least(self, action: Action) -> Role:
        least = self.rights.least(action)
        if least is None:
            raise NotAllowedNow("{action} is not allowed in this shop, whoever approves it.", action=action.words)
        return least

    def done(self, transaction_id: str, action: Action) -> Sequence[Mapping[str, str]]:
        """The details of each such act that was journalled of a sale, oldest first."""
        return self._acts.of(transaction_id, action)

    def last(self, action: Action) -> Mapping[str, str] | None:
        """The details of the newest such act that was journalled of no sale; None: there was none."""
        return self._acts.last(action)

    def reasons(self, transaction_id: str) -> Sequence[ReasonGiven]:
        """Why things were done to a sale, as far as somebody said so, oldest first."""
        return self._acts.reasons(transaction_id)

    def note(self, action: Action, deed: Deed = _NOTHING_MORE) -> None:
        """Journal what needs nobody's leave, such as an end of what was allowed before. Raises StorageFailed."""
        self._acts.enter(self._act(action, deed, None))

    def _act(self, action: Action, deed: Deed, approver_id: str | None) -> Act:
        desk = self._desk
        if deed.transaction_id is None and desk.basket is not None:
            deed = replace(deed, transaction_id=desk.basket.head.transaction_id)
        session_id = None if desk.session is None else desk.session.session_id
        by = (desk.signed_on().employee_id, approver_id)
        return Act(action, *by, deed, self._tilling.now(), self._tilling.today(), session_id)


def _approval(actions: Sequence[Action], least: Role, about: Message) -> ApprovalNeeded:
    """The sentence about them: they want somebody of this role."""
    if len(actions) == 1:
        return ApprovalNeeded(
            "{action} wants the approval of a {role}.", least, about, action=actions[0].words, role=least.words
        )
    return ApprovalNeeded(
        "{actions} want the approval of a {role}.",
        least,
        about,
        actions=Spoken(_all_of, *(each.words for each in actions)),
        role=least.words,
    )


def _all_of(*actions: Message) -> str:
    """How the sentence about them begins, up to its verb."""
    first, *others = map(str, actions)
    more = [f"{each[0].lower()}{each[1:]}" if language() == ENGLISH else each for each in others]
    return _("{some} and {other}", some=", ".join([first, *more[:-1]]), other=more[-1])
