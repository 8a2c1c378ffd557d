"""Who may do what at the till: for each action the role that does it alone, whom the others ask, or nobody."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from pos_terminal.domain.staff import Role
from pos_terminal.wording import later
from pos_terminal.wording.message import Message

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pos_terminal.domain.staff import Employee


class Action(StrEnum):
    """What a shop may keep from some of its people; each is a setting of ``[rights]``."""

    SET_PRICE = "set_price"
    DISCOUNT = "discount"
    DISCOUNT_OVER_LIMIT = "discount_over_limit"
    VOID_OPEN = "void_open"
    VOID_PAID = "void_paid"
    """An open sale that money was taken or an offer used for."""
    VOID_CLOSED = "void_closed"
    RETURN_ITEMS = "return_items"
    RETURN_UNREADABLE = "return_unreadable"
    """A piece that is sold by its serial number, and whose label says none any more."""
    RETURN_WITHOUT_RECEIPT = "return_without_receipt"
    RETURN_OVER_LIMIT = "return_over_limit"
    """Without a receipt, and more than the shop's limit."""
    REFUND_OTHER_TENDER = "refund_other_tender"
    """Money that goes back by another tender than it came by, such as cash for what a card paid."""
    REFUND_CASH_OVER_LIMIT = "refund_cash_over_limit"
    CASH_BEYOND_DRAWER = "cash_beyond_drawer"
    """More cash given back than the drawer should hold."""
    NO_SALE = "no_sale"
    CASH_IN = "cash_in"
    CASH_OUT = "cash_out"
    PICKUP = "pickup"
    CLOSE_SHIFT = "close_shift"
    KEYED_WEIGHT = "keyed_weight"
    SELL_PAST_BEST = "sell_past_best"
    """What its label says was best before an earlier day."""
    SELL_UNREAD_LOT = "sell_unread_lot"
    """Of goods of which some lots were called back, a piece whose lot no scan said."""
    REMOVE_LINE = "remove_line"
    REPRINT = "reprint"
    CONFIRM_AGE = "confirm_age"
    AGE_AFTER_REFUSAL = "age_after_refusal"
    """Another answer for an age in a sale in which one was refused."""
    TRAINING = "training"
    OFFLINE_OFFER = "offline_offer"
    MANAGER_DESK = "manager_desk"
    CHANGE_CATALOG = "change_catalog"
    CHANGE_EMPLOYEES = "change_employees"
    CHANGE_SETTINGS = "change_settings"
    CARD_IN_DOUBT = "card_in_doubt"
    """Saying what became of a card payment that the terminal gives no answer about."""
    CLOSE_KIOSK = "close_kiosk"
    SHUT_KIOSK = "shut_kiosk"
    """Taking no shoppers at a kiosk for a while, and taking them again."""
    SETTLE_OFFER = "settle_offer"
    """Giving an offer of a member back that no sale gives back by itself."""
    ANSWER_KIOSK = "answer_kiosk"
    """Answering what a shopper at a kiosk asks for, from another terminal."""

    @property
    def words(self) -> Message:
        """How a sentence about it begins."""
        return Message(_WORDS[self])


_WORDS = {
    Action.SET_PRICE: later("Changing a price"),
    Action.DISCOUNT: later("Giving a discount"),
    Action.DISCOUNT_OVER_LIMIT: later("A discount over the limit"),
    Action.VOID_OPEN: later("Voiding a sale"),
    Action.VOID_PAID: later("Voiding a sale that money was taken or an offer used for"),
    Action.VOID_CLOSED: later("Voiding a closed sale"),
    Action.RETURN_ITEMS: later("Taking items back"),
    Action.RETURN_UNREADABLE: later("Taking back a piece whose serial number cannot be read"),
    Action.RETURN_WITHOUT_RECEIPT: later("Taking items back without a receipt"),
    Action.RETURN_OVER_LIMIT: later("Taking back so much without a receipt"),
    Action.REFUND_OTHER_TENDER: later("Giving money back by another tender than it came by"),
    Action.REFUND_CASH_OVER_LIMIT: later("Giving so much back in cash"),
    Action.CASH_BEYOND_DRAWER: later("Giving back more cash than the drawer should hold"),
    Action.NO_SALE: later("Opening the drawer without a sale"),
    Action.CASH_IN: later("Putting cash in"),
    Action.CASH_OUT: later("Taking cash out"),
    Action.PICKUP: later("Picking cash up"),
    Action.CLOSE_SHIFT: later("Closing the shift"),
    Action.KEYED_WEIGHT: later("Keying a weight"),
    Action.SELL_PAST_BEST: later("Selling what is past its best"),
    Action.SELL_UNREAD_LOT: later("Selling goods under recall without scanning their lot"),
    Action.REMOVE_LINE: later("Taking a line out"),
    Action.REPRINT: later("Printing a receipt again"),
    Action.CONFIRM_AGE: later("Confirming an age"),
    Action.AGE_AFTER_REFUSAL: later("Confirming an age that was refused in this sale"),
    Action.TRAINING: later("Training"),
    Action.OFFLINE_OFFER: later("Using an offer while the platform cannot be asked"),
    Action.MANAGER_DESK: later("Opening the manager's desk"),
    Action.CHANGE_CATALOG: later("Changing the catalog"),
    Action.CHANGE_EMPLOYEES: later("Changing who works here"),
    Action.CARD_IN_DOUBT: later("Saying what became of a card payment"),
    Action.CLOSE_KIOSK: later("Closing a kiosk"),
    Action.ANSWER_KIOSK: later("Answering a kiosk from another terminal"),
    Action.SHUT_KIOSK: later("Closing a kiosk to shoppers or opening it again"),
    Action.SETTLE_OFFER: later("Giving an offer back by hand"),
    Action.CHANGE_SETTINGS: later("Changing the settings"),
}

NEVER = "never"
"""What a setting says of an action that nobody may do, approved or not."""
RIGHTS = (*Role, NEVER)
"""What a setting of ``[rights]`` takes."""

DEFAULT_RIGHTS: Mapping[Action, str] = {
    Action.SET_PRICE: Role.SUPERVISOR,
    Action.DISCOUNT: Role.CASHIER,
    Action.DISCOUNT_OVER_LIMIT: Role.SUPERVISOR,
    Action.VOID_OPEN: Role.CASHIER,
    Action.VOID_PAID: Role.SUPERVISOR,
    Action.VOID_CLOSED: Role.SUPERVISOR,
    Action.RETURN_ITEMS: Role.SUPERVISOR,
    Action.RETURN_UNREADABLE: Role.SUPERVISOR,
    Action.RETURN_WITHOUT_RECEIPT: Role.SUPERVISOR,
    Action.RETURN_OVER_LIMIT: Role.MANAGER,
    Action.REFUND_OTHER_TENDER: Role.SUPERVISOR,
    Action.REFUND_CASH_OVER_LIMIT: Role.MANAGER,
    Action.CASH_BEYOND_DRAWER: Role.MANAGER,
    Action.NO_SALE: Role.CASHIER,
    Action.CASH_IN: Role.CASHIER,
    Action.CASH_OUT: Role.CASHIER,
    Action.PICKUP: Role.CASHIER,
    Action.CLOSE_SHIFT: Role.CASHIER,
    Action.KEYED_WEIGHT: Role.CASHIER,
    Action.SELL_PAST_BEST: Role.CASHIER,
    Action.SELL_UNREAD_LOT: Role.SUPERVISOR,
    Action.REMOVE_LINE: Role.CASHIER,
    Action.REPRINT: Role.CASHIER,
    Action.CONFIRM_AGE: Role.CASHIER,
    Action.AGE_AFTER_REFUSAL: Role.SUPERVISOR,
    Action.TRAINING: Role.SUPERVISOR,
    Action.OFFLINE_OFFER: Role.MANAGER,
    Action.MANAGER_DESK: Role.SUPERVISOR,
    Action.CHANGE_CATALOG: Role.MANAGER,
    Action.CHANGE_EMPLOYEES: Role.MANAGER,
    Action.CHANGE_SETTINGS: Role.MANAGER,
    Action.CARD_IN_DOUBT: Role.SUPERVISOR,
    Action.CLOSE_KIOSK: Role.SUPERVISOR,
    Action.SHUT_KIOSK: Role.CASHIER,
    Action.SETTLE_OFFER: Role.MANAGER,
    Action.ANSWER_KIOSK: Role.CASHIER,
}


class Standing(StrEnum):
    """How somebody stands to an action."""

    ALONE = "alone"
    WITH_APPROVAL = "with approval"
    NEVER = "never"


@dataclass(frozen=True, slots=True)
class Rights:
    """The shop's table: for each action the least role that does it alone and approves it, or `NEVER`."""

    table: Mapping[Action, str]

    def least(self, action: Action) -> Role | None:
        """The least role that may do it alone, and approve it for the others; None: nobody may."""
        said = self.table[action]
        return None if said == NEVER else Role(said)

    def standing(self, role: Role, action: Action) -> Standing:
        """How this role stands to the action."""
        least = self.least(action)
        if least is None:
            return Standing.NEVER
        return Standing.ALONE if role.may(least) else Standing.WITH_APPROVAL


BY_DEFAULT = Rights(DEFAULT_RIGHTS)
"""The table of a shop that sets none."""


@dataclass(frozen=True, slots=True)
class Shoppers:
    """Those who stand at a kiosk themselves: under which account, and the few actions that are theirs.

    For all others they want somebody of the shop, as cashiers do for what is beyond them.
    """

    employee_id: str = ""
    alone: frozenset[Action] = frozenset({Action.VOID_OPEN})

    def has(self, operator: Employee) -> bool:
        """Whether whoever is signed on is a shopper."""
        return bool(self.employee_id) and operator.employee_id == self.employee_id


NO_SHOPPERS = Shoppers()
"""A till that is worked by the shop's people alone."""
