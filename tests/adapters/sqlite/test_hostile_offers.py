"""Whatever the platform says of an offer, the sale adds up, the till goes on, and what is stored is what is shown."""

import json
from collections import Counter
from contextlib import suppress
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from pos_terminal.adapters.sessionm.jsontext import UnreadableJson, read
from pos_terminal.adapters.sessionm.reading import Reading
from pos_terminal.adapters.sqlite.engine import open_database
from pos_terminal.application.replies import Outcome, Reply
from pos_terminal.domain.basket import Basket
from pos_terminal.domain.discount import DiscountStatus
from pos_terminal.domain.errors import Refused
from pos_terminal.domain.offer import OfferCode, OfferCodeType, OfferFlow
from tests.adapters.sqlite.ended import OPENED, USD, voided
from tests.adapters.sqlite.loyal_till import LOST, LoyalTill
from tests.newdatabase import laid_down

READING = Reading(USD, OPENED)
CODES = [
    OfferCode("uo-1", OfferCodeType.USER_OFFER_ID),
    OfferCode("uo-2", OfferCodeType.USER_OFFER_ID),
    OfferCode("ttl-1", OfferCodeType.TTL_CODE),
    OfferCode("ttl-2", OfferCodeType.TTL_CODE),
]
CENTS = st.integers(0, 5_000).map(lambda minor: str(Decimal(minor) / 100))
ODD = st.sampled_from(["0", "-0.01", "1e3", "-1e9", "9007199254740991", "0.005", "99999999.99", "abc", "", "1e400"])
AMOUNTS = st.one_of(CENTS, CENTS, CENTS, ODD)
NAMES = st.sampled_from(
    ["A little off", "x" * 10_000, "\u202e\x00\x1b[2J\r\n", "<img src='file:///etc/passwd'>", "", None]
)
QUANTITIES = st.sampled_from(["1", "2", "0.5", "0", "-1", "1e9", "0.345"])
ROWS = st.fixed_dictionaries(
    {"reference_id": st.sampled_from(["uo-1", "uo-2", "uo-2", "", "uo-\ud800"]), "amount": AMOUNTS},
    optional={
        "display_name": NAMES,
        "status": st.sampled_from(["LOCKED", "locked", "REDEEMED", "INFO", "OFFLINE", "GONE", "", 7]),
        "stack_order": st.sampled_from([0, 0, 1, 2, "3", -1, 2**53, "first"]),
        "parts": st.lists(st.tuples(st.sampled_from("12349"), QUANTITIES), max_size=3),
        "user_id": st.sampled_from(["member-1", "member-1", "member-2", "", None]),
        "whole": st.booleans(),
    },
)
STEPS = st.sampled_from(["apply", "apply", "edit", "settle", "remove", "lose", "refuse", "pay", "back", "worker"])


def text_of(row: dict[str, object]) -> str:
    """The row as the platform writes it: amounts as numbers or texts, quantities as texts."""
    parts = row.pop("parts", [])
    assert isinstance(parts, list)
    named = {"discounted_line_ids": [line for line, _ in parts]}
    if not row.pop("whole", False):
        named["discounted_line_id_quantities"] = [quantity for _, quantity in parts]
    return json.dumps({**row, **named, "a new key": [None]})


def assert_it_adds_up(till: LoyalTill, sale: Basket) -> None:
    shares = {line_id: sale.counted(line_id)[1].minor for line_id in sale.lines}
    extended = {line_id: line.extended.minor for line_id, line in sale.lines.items()}
    assert all(0 <= share <= max(0, extended[line_id]) for line_id, share in shares.items())
    totals = sale.totals
    assert totals.total.minor == sum(extended.values()) - sum(shares.values()) + totals.tax_total.minor
    assert sale.balance.minor >= 0
    stored = till.baskets.load()
    assert stored is not None
    assert (stored.totals, stored.discounts, stored.member) == (sale.totals, sale.discounts, sale.member)


def assert_it_ended_well(till: LoyalTill) -> None:
    """What was paid is what was due, discounts are what the lines bear, and nothing is held any more."""
    ended = till.desk.finished
    assert ended is not None
    assert sum(each.amount.minor for each in ended.payments) == (0 if ended.is_voided else ended.totals.total.minor)
    counting = [each.amount.minor for each in ended.discounts if each.counts]
    assert sum(counting) == sum(each.discount.minor for each in ended.lines)
    assert set(till.states) <= {"sold", "released", "refused"}


class Play:
    """One sale and what is done to it."""

    def __init__(self, till: LoyalTill, data: st.DataObject) -> None:
        self.till, self.data = till, data
        till.offers.answers.clear()

    def draw_offers(self) -> None:
        """The platform changes its mind about what each offer is worth."""
        for code in CODES:
            self.till.offers.discounts.pop(code.code, None)
            with suppress(UnreadableJson):
                found = READING.discount(read(text_of(self.data.draw(ROWS)).encode()), DiscountStatus.LOCKED)
                if code.type is OfferCodeType.TTL_CODE or found.reference_id == code.code:  # as the client asks
                    self.till.offers.discounts[code.code] = found

    def step(self, name: str) -> None:
        till, sale = self.till, self.till.desk.open_sale()
        if name == "apply":
            till.apply(self.data.draw(st.sampled_from(CODES)), self.data.draw(st.sampled_from(OfferFlow)))
        elif name == "edit":
            sale.set_quantity("1", Decimal(self.data.draw(st.integers(1, 4))))
            till.keep()
        elif name == "settle":
            till.settle()
        elif name == "remove":
            till.offering.remove(self.data.draw(st.sampled_from([each.code for each in CODES])))
        elif name in {"lose", "refuse"}:
            till.offers.answers[:] = [LOST if name == "lose" else Reply(Outcome.REJECTED, code="NO")]
        elif name == "pay":
            till.pay("0.50")
        elif name == "back":
            till.checkout.remove_tender(sale.payments[-1].payment_id if sale.payments else "1")
        else:
            till.release()

    def end(self) -> None:
        """Sold if it may be, else given up; nothing is held afterwards."""
        till, sale = self.till, self.till.desk.open_sale()
        till.offers.answers.clear()
        for _ in range(20):
            with suppress(Refused):
                till.settle()
                if sale.balance.minor:
                    till.pay()
                till.checkout.complete()
                return
            while till.desk.open_sale().payments:
                till.checkout.remove_tender(till.desk.open_sale().payments[-1].payment_id)
            till.release()
        till.end(voided(till.desk.open_sale()))


@settings(max_examples=20)
@given(steps=st.lists(STEPS, max_size=12), data=st.data())
def test_whatever_an_offer_is_said_to_be_the_sale_adds_up_and_ends(
    steps: list[str], data: st.DataObject, figures: Counter[str]
) -> None:
    with (
        TemporaryDirectory() as folder,
        open_database(laid_down(Path(folder) / "terminal.db")) as opened,
    ):
        till = LoyalTill(opened)
        till.ring_up()
        play = Play(till, data)
        for name in steps:
            play.draw_offers()
            with suppress(Refused):
                play.step(name)
            assert_it_adds_up(till, till.desk.open_sale())
        play.end()

        till.release(200)
        assert_it_ended_well(till)
    figures["sales with hostile offers"] += 1
