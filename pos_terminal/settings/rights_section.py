"""The settings of who may do what: for each action a role."""

from typing import Any

from pos_terminal.settings.checks import one_of
from pos_terminal.settings.declaring import Section, section, setting


def _right(least: str) -> Any:  # noqa: ANN401 - dataclasses' own idiom
    return setting(least, one_of("cashier", "supervisor", "manager", "never"))


@section
class RightsSettings(Section):
    """For each action the least role that does it alone, and approves it for the others."""

    set_price: str = _right("supervisor")
    discount: str = _right("cashier")
    discount_over_limit: str = _right("supervisor")
    void_open: str = _right("cashier")
    void_paid: str = _right("supervisor")
    void_closed: str = _right("supervisor")
    return_items: str = _right("supervisor")
    return_unreadable: str = _right("supervisor")
    return_without_receipt: str = _right("supervisor")
    return_over_limit: str = _right("manager")
    refund_other_tender: str = _right("supervisor")
    refund_cash_over_limit: str = _right("manager")
    cash_beyond_drawer: str = _right("manager")
    no_sale: str = _right("cashier")
    cash_in: str = _right("cashier")
    cash_out: str = _right("cashier")
    pickup: str = _right("cashier")
    close_shift: str = _right("cashier")
    keyed_weight: str = _right("cashier")
    sell_past_best: str = _right("cashier")
    sell_unread_lot: str = _right("supervisor")
    remove_line: str = _right("cashier")
    reprint: str = _right("cashier")
    confirm_age: str = _right("cashier")
    age_after_refusal: str = _right("supervisor")
    training: str = _right("supervisor")
    offline_offer: str = _right("manager")
    manager_desk: str = _right("supervisor")
    change_catalog: str = _right("manager")
    change_employees: str = _right("manager")
    change_settings: str = _right("manager")
    card_in_doubt: str = _right("supervisor")
    close_kiosk: str = _right("supervisor")
    shut_kiosk: str = _right("cashier")
    settle_offer: str = _right("manager")
    answer_kiosk: str = _right("cashier")
