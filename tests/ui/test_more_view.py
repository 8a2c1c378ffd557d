"""What is behind the key "More", on panels of every height."""

import pytest

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
