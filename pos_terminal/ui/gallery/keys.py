"""The keys of the gallery: all that is tapped."""

from functools import partial

from PySide6.QtWidgets import QWidget

from pos_terminal.domain.money import Currency, Money
from pos_terminal.presentation.kiosk.state import Banner, KioskKey, Pad
from pos_terminal.presentation.kiosk.state import Look as KeyLook
from pos_terminal.presentation.languages import language_keys
from pos_terminal.presentation.panels import Choice, TillAction
from pos_terminal.presentation.people import Person
from pos_terminal.presentation.sale_state import CashKey
from pos_terminal.presentation.tables_panel import TableState, TableTile
from pos_terminal.presentation.tender_state import Payer, TenderKey
from pos_terminal.presentation.tiles import Chip, Tile
from pos_terminal.ui.gallery.exhibits import (
    KEY_STATES,
    ROW_STATES,
    Exhibit,
    Ground,
    State,
    told,
    told_at_a_kiosk,
)
from pos_terminal.ui.kiosk.banner_button import BannerButton
from pos_terminal.ui.kiosk.goods_tile import GoodsTile
from pos_terminal.ui.kiosk.key_button import Form, KeyButton
from pos_terminal.ui.kiosk.key_rows import KeyRows
from pos_terminal.ui.kiosk.pads import TypingPad
from pos_terminal.ui.widgets.amount_button import AmountButton
from pos_terminal.ui.widgets.button import ActionButton, Kind
from pos_terminal.ui.widgets.cash_keys import CashKeys
from pos_terminal.ui.widgets.chips import ChipRow
from pos_terminal.ui.widgets.choice_keys import ChoiceKeys
from pos_terminal.ui.widgets.keyboard import Keyboard
from pos_terminal.ui.widgets.keypad import PIN_KEYS, Keypad
from pos_terminal.ui.widgets.language_grid import LanguageGrid
from pos_terminal.ui.widgets.page_keys import PageKeys
from pos_terminal.ui.widgets.paged_keys import PagedKeys
from pos_terminal.ui.widgets.payer_choice import PayerChoice
from pos_terminal.ui.widgets.person_button import PersonButton
from pos_terminal.ui.widgets.table_button import TableButton
from pos_terminal.ui.widgets.tender_button import TenderButton
from pos_terminal.ui.widgets.tile import TileButton

_WIDE = 460
_WIDEST = 940
_ICONS = {Kind.DANGER: "trash", Kind.PRIMARY: "credit-card", Kind.TENDER: "cash"}
_CHOSEN_KINDS = frozenset({Kind.CHIP, Kind.OPTION})
_CHOSEN_ROWS = (*ROW_STATES, State.SELECTED)
_DOLLARS = Currency.of("USD")
_CASH = tuple(CashKey(text, f"Cash {text}", Money.of(text, _DOLLARS)) for text in ("12.50", "13", "15", "20"))
_TOP = Chip("all", "Top", "star", is_chosen=True)
_CHIPS = (_TOP, Chip("coffee", "Coffee", "coffee"), Chip("bread", "Bread", "bread"))
_CHOICES = (Choice("wrong", "Wrong items", "x"), Choice("left", "Customer left", "users"))
_ACTIONS = (TillAction("back", "Bring goods back", "receipt-refund", True), TillAction("note", "Note", "pencil", False))
_KIOSK_KEYS = (KioskKey("pay", "Pay", "credit-card", look=KeyLook.MAIN), KioskKey("back", "Go back", "arrow-left"))


def _button(kind: Kind, ground: Ground, _state: State) -> QWidget:
    words = kind.replace("_", " ").capitalize()
    button = ActionButton(ground.look, words, icon=_ICONS.get(kind, ""), kind=kind)
    button.setCheckable(kind in _CHOSEN_KINDS)
    return button


def _states(kind: Kind) -> tuple[State, ...]:
    return (*KEY_STATES, State.SELECTED) if kind in _CHOSEN_KINDS else KEY_STATES


def _pin_pad(ground: Ground, _state: State) -> QWidget:
    return Keypad(ground.look, PIN_KEYS)


def _words_keyboard(ground: Ground, _state: State) -> QWidget:
    return Keyboard(ground.look, for_words=True)


def _amount(ground: Ground, _state: State) -> QWidget:
    button = AmountButton(ground.look, kind=Kind.PRIMARY, icon="credit-card")
    button.show_amount("Card", "1,234.50")
    return button


def _pages(ground: Ground, _state: State) -> QWidget:
    keys = PageKeys(ground.look, ("Earlier", "Later"))
    keys.setParent(ground.floor)
    keys.show_page(1, 3)
    return keys


def _tile(tile: TileButton, state: State) -> None:
    count = "× 2" if state is State.SELECTED else ""
    tile.show_tile(Tile("ale", "Pale ale, a bottle of half a litre", "4.50", "beer", "drinks", count=count, age="18+"))
    tile.setMinimumSize(140, 132)


def _person(button: PersonButton, state: State) -> None:
    button.show_person(Person("17", "Maya R.", "Cashier", "MR", is_chosen=state is State.SELECTED))


def _table(button: TableButton, state: State) -> None:
    tile = TableTile("4", "Table 4", TableState.WAITING, "42.80", "1 h 20 min", "Maya R.")
    chosen = TableTile("4", "Table 4", TableState.OPEN, "42.80", "1 h 20 min", "Maya R.", is_chosen=True)
    button.show_tile(chosen if state is State.SELECTED else tile)
    button.setMinimumSize(200, 132)


def _kiosk_key(form: Form, ground: Ground, state: State) -> QWidget:
    button = KeyButton(ground.ink, form)
    look = KeyLook.CHOSEN if state is State.SELECTED else KeyLook.PLAIN
    button.show_key(KioskKey("help", "Help", "hand-click", look=look, can_press=state is not State.DISABLED))
    return button


def _kiosk_rows(ground: Ground, _state: State) -> QWidget:
    rows = KeyRows(ground.ink, Form.CENTRED)
    rows.setParent(ground.floor)
    rows.show_keys(_KIOSK_KEYS, 2)
    return rows


def _actions(keys: PagedKeys, _state: State) -> None:
    keys.setMinimumHeight(150)
    keys.show_actions(_ACTIONS)


def _banner(button: BannerButton, _state: State) -> None:
    button.show_banner(Banner("Do you collect points?", "Say who you are", "user-circle", "member"))


def _goods(tile: GoodsTile, _state: State) -> None:
    tile.show_tile(Tile("ale", "Pale ale", "4.50", "beer", "drinks", age="18+"))
    tile.setMinimumSize(200, 240)


KEYS = (
    *(Exhibit(f"ActionButton, {kind}", partial(_button, kind), _states(kind)) for kind in Kind),
    Exhibit("AmountButton", _amount, KEY_STATES),
    Exhibit(
        "TenderButton",
        told(TenderButton, lambda key, _: key.show_key(TenderKey("Credit Card", "credit-card", "12.50"))),
        KEY_STATES,
    ),
    Exhibit("TileButton", told(TileButton, _tile), _CHOSEN_ROWS, 180),
    Exhibit("PersonButton", told(PersonButton, _person), _CHOSEN_ROWS),
    Exhibit("TableButton", told(TableButton, _table), _CHOSEN_ROWS),
    Exhibit("CashKeys", told(CashKeys, lambda keys, _: keys.show_keys(_CASH)), (State.NORMAL, State.DISABLED), _WIDE),
    Exhibit("ChipRow", told(ChipRow, lambda row, _: row.show_chips(_CHIPS)), (State.NORMAL, State.DISABLED), _WIDE),
    Exhibit("ChoiceKeys", told(ChoiceKeys, lambda keys, _: keys.show_choices(_CHOICES)), width=_WIDE),
    Exhibit("PagedKeys", told(PagedKeys, _actions), width=_WIDE),
    Exhibit("PageKeys", _pages, (State.NORMAL, State.DISABLED), _WIDE),
    Exhibit("PayerChoice", told(PayerChoice, lambda choice, _: choice.show_payer(Payer.MEMBER)), width=_WIDE),
    Exhibit("LanguageGrid", told(LanguageGrid, lambda grid, _: grid.show_languages(language_keys())), width=_WIDE),
    Exhibit("Keypad", told(Keypad, lambda pad, state: pad.offer_point(state is not State.ERROR)), width=_WIDE),
    Exhibit("Keypad, PIN", _pin_pad, (State.NORMAL, State.DISABLED), _WIDE),
    Exhibit("Keyboard", told(Keyboard, lambda _keyboard, _state: None), width=_WIDEST),
    Exhibit("Keyboard, words", _words_keyboard, width=_WIDEST),
    *(Exhibit(f"KeyButton, {form}", partial(_kiosk_key, form), (*KEY_STATES, State.SELECTED)) for form in Form),
    Exhibit("KeyRows", _kiosk_rows, width=_WIDEST),
    Exhibit("BannerButton", told_at_a_kiosk(BannerButton, _banner), ROW_STATES, _WIDE),
    Exhibit("GoodsTile", told_at_a_kiosk(GoodsTile, _goods), ROW_STATES),
    Exhibit("TypingPad", told_at_a_kiosk(TypingPad, lambda pad, _: pad.show_pad(Pad.LETTERS)), width=_WIDEST),
)
