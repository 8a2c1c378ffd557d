"""Leads the taps of the sale screen to whoever acts on them."""

from pos_terminal.presentation.line_changes import LineChanges
from pos_terminal.presentation.sale import SalePresenter
from pos_terminal.presentation.sale_answers import SaleAnswers
from pos_terminal.ui.screens.sale import SaleView


def connect_sale(view: SaleView, presenter: SalePresenter, answers: SaleAnswers) -> None:
    """Lead the taps of the sale screen to its presenter and to the answers of its questions."""
    browse, cart, line = view.browse, view.cart, view.cart.list.line_actions
    browse.field.words_changed.connect(presenter.words_changed)
    browse.field.words_submitted.connect(presenter.words_submitted)
    browse.chips.chosen.connect(presenter.category_chosen)
    browse.grid.tapped.connect(presenter.tile_tapped)
    browse.grid.room_changed.connect(presenter.room_changed)
    browse.page_asked.connect(presenter.page_turned)
    browse.keypad_asked.connect(presenter.keypad_asked)
    browse.void_asked.connect(answers.void_asked)
    cart.list.line_tapped.connect(presenter.line_tapped)
    cart.counted.connect(presenter.counted)
    cart.cash_asked.connect(presenter.cash_tapped)
    cart.pay_asked.connect(presenter.pay_tapped)
    cart.other_asked.connect(presenter.other_tapped)
    line.weight_asked.connect(presenter.weight_asked)
    line.options_asked.connect(presenter.options_asked)
    line.remove_asked.connect(presenter.removed)
    view.entry.keypad.pressed.connect(answers.key_pressed)
    view.entry.second_asked.connect(answers.times_asked)
    view.entry.third_asked.connect(answers.quantity_asked)
    view.options.option_tapped.connect(answers.option_tapped)
    view.choice.chosen.connect(answers.chosen)
    view.void.reason_tapped.connect(answers.reason_tapped)
    for pane in (view.entry, view.options, view.void):
        pane.confirmed.connect(answers.confirmed)
    for each in (view.entry, view.options, view.void, view.choice):
        each.cancelled.connect(answers.cancelled)
    _connect_notice(view, presenter, answers)


def _connect_notice(view: SaleView, presenter: SalePresenter, answers: SaleAnswers) -> None:
    notice = view.cart.notice
    notice.dismissed.connect(presenter.show)
    notice.find_asked.connect(answers.find_asked)
    notice.find_asked.connect(view.browse.field.setFocus)
    notice.by_hand_asked.connect(presenter.keypad_asked)


def connect_changes(view: SaleView, changes: LineChanges) -> None:
    """Lead the taps that change a line or the sale, or take a step back."""
    view.cart.list.line_actions.change_asked.connect(changes.asked)
    view.browse.undo_asked.connect(changes.undone)
