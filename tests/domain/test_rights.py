from itertools import product

import pytest

from pos_terminal.domain.rights import BY_DEFAULT, DEFAULT_RIGHTS, NEVER, RIGHTS, Action, Rights, Standing
from pos_terminal.domain.staff import Role
from pos_terminal.settings.rights_section import RightsSettings

_ALONE, _ASKS, _NOBODY = Standing.ALONE, Standing.WITH_APPROVAL, Standing.NEVER
_BY_DEFAULT = {
    Action.SET_PRICE: (_ASKS, _ALONE, _ALONE),
    Action.DISCOUNT: (_ALONE, _ALONE, _ALONE),
    Action.DISCOUNT_OVER_LIMIT: (_ASKS, _ALONE, _ALONE),
    Action.VOID_OPEN: (_ALONE, _ALONE, _ALONE),
    Action.VOID_PAID: (_ASKS, _ALONE, _ALONE),
    Action.VOID_CLOSED: (_ASKS, _ALONE, _ALONE),
    Action.RETURN_ITEMS: (_ASKS, _ALONE, _ALONE),
    Action.RETURN_UNREADABLE: (_ASKS, _ALONE, _ALONE),
    Action.RETURN_WITHOUT_RECEIPT: (_ASKS, _ALONE, _ALONE),
    Action.RETURN_OVER_LIMIT: (_ASKS, _ASKS, _ALONE),
    Action.REFUND_OTHER_TENDER: (_ASKS, _ALONE, _ALONE),
    Action.REFUND_CASH_OVER_LIMIT: (_ASKS, _ASKS, _ALONE),
    Action.CASH_BEYOND_DRAWER: (_ASKS, _ASKS, _ALONE),
    Action.NO_SALE: (_ALONE, _ALONE, _ALONE),
    Action.CASH_IN: (_ALONE, _ALONE, _ALONE),
    Action.CASH_OUT: (_ALONE, _ALONE, _ALONE),
    Action.PICKUP: (_ALONE, _ALONE, _ALONE),
    Action.CLOSE_SHIFT: (_ALONE, _ALONE, _ALONE),
    Action.KEYED_WEIGHT: (_ALONE, _ALONE, _ALONE),
    Action.SELL_PAST_BEST: (_ALONE, _ALONE, _ALONE),
    Action.SELL_UNREAD_LOT: (_ASKS, _ALONE, _ALONE),
    Action.REMOVE_LINE: (_ALONE, _ALONE, _ALONE),
    Action.REPRINT: (_ALONE, _ALONE, _ALONE),
    Action.CONFIRM_AGE: (_ALONE, _ALONE, _ALONE),
    Action.AGE_AFTER_REFUSAL: (_ASKS, _ALONE, _ALONE),
    Action.TRAINING: (_ASKS, _ALONE, _ALONE),
    Action.OFFLINE_OFFER: (_ASKS, _ASKS, _ALONE),
    Action.MANAGER_DESK: (_ASKS, _ALONE, _ALONE),
    Action.CHANGE_CATALOG: (_ASKS, _ASKS, _ALONE),
    Action.CHANGE_EMPLOYEES: (_ASKS, _ASKS, _ALONE),
    Action.CHANGE_SETTINGS: (_ASKS, _ASKS, _ALONE),
    Action.CARD_IN_DOUBT: (_ASKS, _ALONE, _ALONE),
    Action.CLOSE_KIOSK: (_ASKS, _ALONE, _ALONE),
    Action.SHUT_KIOSK: (_ALONE, _ALONE, _ALONE),
    Action.SETTLE_OFFER: (_ASKS, _ASKS, _ALONE),
    Action.ANSWER_KIOSK: (_ALONE, _ALONE, _ALONE),
}
_SAID = {
    Role.CASHIER: (_ALONE, _ALONE, _ALONE),
    Role.SUPERVISOR: (_ASKS, _ALONE, _ALONE),
    Role.MANAGER: (_ASKS, _ASKS, _ALONE),
    NEVER: (_NOBODY, _NOBODY, _NOBODY),
}


@pytest.mark.parametrize(("action", "role"), list(product(Action, Role)))
def test_every_cell_of_the_default_table_is_as_the_trade_has_it(action: Action, role: Role) -> None:
    assert BY_DEFAULT.standing(role, action) is _BY_DEFAULT[action][list(Role).index(role)]


@pytest.mark.parametrize(("said", "role"), list(product(RIGHTS, Role)))
def test_a_shop_says_for_each_action_who_does_it_alone(said: str, role: Role) -> None:
    shop = Rights({**DEFAULT_RIGHTS, Action.NO_SALE: said})

    assert shop.standing(role, Action.NO_SALE) is _SAID[said][list(Role).index(role)]
    assert shop.standing(role, Action.SET_PRICE) is BY_DEFAULT.standing(role, Action.SET_PRICE)


def test_the_settings_name_every_action_with_the_same_defaults() -> None:
    settings = RightsSettings()

    assert {action.value: getattr(settings, action.value) for action in Action} == {
        action.value: str(least) for action, least in DEFAULT_RIGHTS.items()
    }


def test_every_action_has_words_that_begin_a_sentence() -> None:
    assert all(str(action.words)[0].isupper() for action in Action)
    assert len({str(action.words) for action in Action}) == len(Action)
