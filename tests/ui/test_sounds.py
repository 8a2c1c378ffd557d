"""What is heard while something is sold on the real window."""

from pos_terminal.application.sounds import Sound
from pos_terminal.domain.rights import DEFAULT_RIGHTS, Action, Rights
from pos_terminal.domain.staff import Role
from pos_terminal.presentation.places import Place
from tests.application.fakes import usd
from tests.ui.till import LATTE_CODE, Till


def heard(till: Till) -> list[Sound]:
    """What was heard since the last look."""
    sounds, till.sounds.heard[:] = list(till.sounds.heard), []
    return sounds


def test_each_item_is_heard_and_stands_in_the_cart(till: Till) -> None:
    till.selling()
    assert heard(till) == []
    for quantity in ("1", "2"):
        till.shell.scanned(LATTE_CODE)
        assert (heard(till), till.quantities()) == ([Sound.ITEM], [quantity])
    till.sale.counted(-1)
    till.sale.words_changed("muf")
    assert heard(till) == []


def test_each_refusal_is_heard_and_told_and_not_again_when_the_screen_is_drawn_again(till: Till) -> None:
    till.selling()
    for _ in range(2):
        till.shell.scanned("99999999")
        assert till.sale_view.cart.notice.isVisible()
        assert heard(till) == [Sound.REFUSED]
        till.sale.redraw()
        assert heard(till) == []


def test_a_question_for_a_second_person_is_heard_once_however_it_is_drawn(till: Till) -> None:
    till.selling()
    till.shell.scanned(LATTE_CODE)
    till.shop.authority.rights = Rights({**DEFAULT_RIGHTS, Action.REMOVE_LINE: Role.MANAGER})
    heard(till)
    till.sale.removed()
    assert heard(till) == [Sound.ATTENTION]
    till.sale.redraw()
    assert heard(till) == []


def test_the_end_of_a_sale_is_heard_once_and_the_next_item_after_it(till: Till) -> None:
    till.selling().sale.tile_tapped("muffin")
    heard(till)
    till.sale.cash_tapped(usd("5.00"))
    assert (till.shell.place, heard(till)) == (Place.CHANGE, [Sound.DONE])
    till.built[Place.CHANGE].entered()
    assert heard(till) == []
    till.shell.scanned(LATTE_CODE)
    assert heard(till) == [Sound.ITEM]
