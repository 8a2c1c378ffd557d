"""The scale on the sale screen: what its key says while a weight is asked for, and what a tap on it does."""

from decimal import Decimal

import pytest

from pos_terminal.application.scale_weighing import ScaleWeighing
from pos_terminal.domain.scale_reading import ScaleReading, ScaleState
from pos_terminal.presentation.panels import EntryPanel
from pos_terminal.presentation.scale_watch import ScaleWatch
from tests.application.test_scale_weighing import HeldScale, kilos
from tests.presentation.sale_desk import SaleDesk


class ScaleDesk(SaleDesk):
    """A sale screen beside a scale."""

    def weighed_by(self, reading: ScaleReading) -> ScaleWatch:
        shop = self.shop
        self.scale = HeldScale(reading)
        return ScaleWatch(self.sale, ScaleWeighing(shop.desk, shop.selling, shop.baskets, self.scale))

    def key(self) -> str:
        panel = self.state.panel
        assert isinstance(panel, EntryPanel)
        assert panel.can_third
        return panel.third


@pytest.mark.parametrize(
    ("reading", "words"),
    [
        (kilos("0.846"), "Scale: 0.846 kg — Take"),
        (kilos("0.840", is_steady=False), "Scale: 0.840 kg, not steady"),
        (ScaleReading(ScaleState.MOVING), "Scale: not steady"),
        (kilos("0"), "Scale: empty"),
        (kilos("-0.02"), "Scale: below zero"),
        (ScaleReading(ScaleState.TOO_HEAVY), "Scale: too heavy"),
        (ScaleReading(ScaleState.ASKED), "Scale: no answer"),
        (ScaleReading(ScaleState.SILENT), "Scale: no answer"),
    ],
)
def test_the_key_says_what_the_scale_shows_and_only_a_steady_weight_is_taken(reading: ScaleReading, words: str) -> None:
    till = ScaleDesk()
    watch = till.weighed_by(reading)
    till.sale.tile_tapped("apples")
    assert till.key() == "Scale: no answer"
    watch.ticked()
    assert till.key() == words
    watch.taken()
    if reading.state is ScaleState.STEADY:
        assert till.rows() == [("kg", "Apples", "2.53")]
        assert till.state.panel is None
    else:
        assert till.rows() == []
        assert till.state.notice.text == reading.sentence
        watch.ticked()
        assert till.state.notice.text == reading.sentence


def test_the_key_follows_the_scale_and_leaves_alone_what_is_typed() -> None:
    till = ScaleDesk()
    watch = till.weighed_by(kilos("0.5", is_steady=False))
    till.sale.tile_tapped("apples")
    till.press("1.2")
    watch.ticked()
    till.scale.reading = kilos("0.6")
    watch.ticked()
    assert till.key() == "Scale: 0.600 kg — Take"
    assert isinstance(till.state.panel, EntryPanel)
    assert till.state.panel.text == "1.2"
    till.answers.quantity_asked()
    assert till.state.panel is not None
    till.answers.confirmed()
    assert till.shop.desk.open_sale().line("1").quantity == Decimal("1.2")


def test_a_line_is_weighed_again_by_the_scale() -> None:
    till = ScaleDesk()
    watch = till.weighed_by(kilos("0.5"))
    till.sale.tile_tapped("apples")
    watch.taken()
    till.scale.reading = kilos("1")
    till.sale.weight_asked()
    till.press("3")
    till.answers.quantity_asked()
    assert till.rows() == [("kg", "Apples", "1.50")]
    watch.taken()
    assert till.rows() == [("kg", "Apples", "2.99")]
    assert till.state.panel is None


def test_without_a_scale_or_a_question_for_a_weight_there_is_nothing_to_take() -> None:
    till = ScaleDesk()
    watch = till.weighed_by(kilos("0.5"))
    drawn = len(till.screen.states)
    watch.ticked()
    watch.taken()
    till.sale.keypad_asked()
    watch.ticked()
    watch.taken()
    assert len(till.screen.states) == drawn + 1
    alone = SaleDesk()
    none = ScaleWatch(alone.sale, None)
    alone.sale.tile_tapped("apples")
    none.ticked()
    none.taken()
    assert isinstance(alone.state.panel, EntryPanel)
    assert alone.state.panel.third == ""
