"""What is behind the key "More", on panels of every height."""

import pytest
from PySide6.QtWidgets import QApplication, QWidget

from pos_terminal.presentation.panels import TillAction
from pos_terminal.ui.theme.look import Look
from pos_terminal.ui.theme.tokens import ThemeName
from pos_terminal.ui.widgets.amount_button import AmountButton
from pos_terminal.ui.widgets.paged_keys import PagedKeys
from tests.ui.test_member_view import tap, visible
from tests.ui.till import Till


@pytest.mark.parametrize("height", [640, 768])
def test_every_action_is_reached_by_keys_that_a_finger_hits(till: Till, height: int) -> None:
    till.window.resize(1024, height)
    till.selling()
    tap(till, "More")
    till.window.grab()
    seen = dict(visible(till.window))
    assert "Begin training" not in seen
    while visible(till.window)["Later actions"].isEnabled():
        tap(till, "Later actions")
        till.window.grab()
        seen |= visible(till.window)
    assert {"Tables", "Receipts", "Paid out", "Close shift", "Devices", "Begin training"} <= set(seen)
    assert all(each.height() >= 56 for each in visible(till.window).values())
    while visible(till.window)["Earlier actions"].isEnabled():
        tap(till, "Earlier actions")
    assert all(each.height() >= 56 for each in visible(till.window).values())
    assert "Tables" in visible(till.window)


@pytest.mark.parametrize("factor", [1.0, 1.25, 1.5])
def test_no_words_of_a_key_are_cut_where_text_is_large(
    look: Look, qapp: QApplication, host: QWidget, factor: float
) -> None:
    look.use(qapp, ThemeName.LIGHT, factor)
    keys = PagedKeys(look)
    keys.setParent(host)
    words = "Gift receipt of last sale"
    keys.show_actions(tuple(TillAction(key, words, "receipt", can_press=True) for key in "abc"))
    keys.resize(570, 400)
    keys.show()
    keys.grab()

    assert {each.text() for each in keys.findChildren(AmountButton)} == {words}
