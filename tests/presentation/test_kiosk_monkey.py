"""A shopper who taps, scans and types at random: the kiosk always shows something that leads on, and money adds up."""

import random
from collections import Counter
from collections.abc import Iterator

import pytest

from pos_terminal.domain.card_charge import CardOutcome
from pos_terminal.presentation.kiosk.state import CheckBody, ChooseBody, Look, PageBody
from pos_terminal.presentation.kiosk.step import Step
from pos_terminal.wording import speak
from tests.bank import LOST, NEVER, WELL, Bank, Fate
from tests.presentation.kiosk_desk import KioskDesk

CODES = ("4006381333931", "4999999999999", "7000000000011", "2100001000005", "x", "5550100001")
FATES = (WELL, WELL, WELL, LOST, NEVER, Fate(CardOutcome.DECLINED), Fate(approved=100))


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    yield
    speak("en")


def play(seed: int, steps: int) -> KioskDesk:
    """Do so many things at random; the same seed does the same."""
    chance = random.Random(seed)
    kiosk = KioskDesk(bank=Bank(next_fate=lambda: chance.choice(FATES)))
    for _ in range(steps):
        kiosk.shop.clock.forward(chance.choice((0.05, 0.5, 1.0, 4.0)))
        _do(kiosk, chance)
        kiosk.touch.ticked()
        kiosk.touch.glanced()
        _leads_on(kiosk)
    return kiosk


def _do(kiosk: KioskDesk, chance: random.Random) -> None:
    body, dice = kiosk.state.body, chance.random()
    if dice < 0.55:
        keys = [key for key in kiosk.tappable() if key.can_press and key.key]
        weights = [12 if key.look is Look.MAIN else 1 if key in kiosk.state.foot else 3 for key in keys]
        kiosk.touch.tapped(chance.choices(keys, weights)[0].key)
    elif dice < 0.65:
        kiosk.touch.scanned(chance.choice(CODES))
    elif dice < 0.75 and isinstance(body, ChooseBody) and body.page.tiles:
        kiosk.touch.tile_tapped(chance.choice(body.page.tiles).item_id)
    elif dice < 0.85 and isinstance(body, ChooseBody | CheckBody):
        lines = body.basket.lines if isinstance(body, ChooseBody) else body.lines
        if lines:
            kiosk.touch.counted(chance.choice(lines).line_id, chance.choice((-1, 1)))
    elif dice < 0.98:
        kiosk.touch.pad_pressed(chance.choice("0123456789abm@"))
    else:
        chance.choice((kiosk.touch.went_back, kiosk.touch.help_asked))()


def _leads_on(kiosk: KioskDesk) -> None:
    """Something can be tapped; nobody's sale is open while nobody is there; what is asked fits what the desk is in."""
    assert any(key.can_press for key in kiosk.tappable())
    desk = kiosk.shop.desk
    assert desk.operator is not None
    if kiosk.kiosk.step is Step.ATTRACT and not isinstance(kiosk.state.body, PageBody):
        assert desk.basket is None
        assert desk.visit is None
        assert not kiosk.self_service.is_attended


def settled(kiosk: KioskDesk) -> bool:
    """What cards paid is what sales took, open ones too, but for what is to go back."""
    sold = [each.transaction for each in kiosk.shop.sales.records if not each.transaction.is_voided]
    taken = sum(payment.taken.minor for each in sold for payment in each.payments)
    basket = kiosk.shop.desk.basket
    taken += sum(payment.taken.minor for payment in basket.payments) if basket is not None else 0
    return taken <= kiosk.bank.taken


@pytest.mark.parametrize("seed", range(6))
def test_whatever_a_shopper_does_the_kiosk_leads_on_and_money_adds_up(seed: int, figures: Counter[str]) -> None:
    kiosk = play(seed, 120)
    assert settled(kiosk)
    figures["kiosk taps at random"] += 120


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(100, 300))
def test_the_same_for_long(seed: int, figures: Counter[str]) -> None:
    assert settled(play(seed, 1000))
    figures["kiosk taps at random"] += 1000
