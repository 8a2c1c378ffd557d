"""Random sales, kept step by step on a real file, come out of their file to the byte; a change of one step does not."""

import json
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from functools import partial
from itertools import count
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

import pytest

from pos_terminal.adapters.replayfile.form import write_sale
from pos_terminal.adapters.sessionm.requests import SessionMWire
from pos_terminal.adapters.sqlite.baskets import SqliteBaskets
from pos_terminal.adapters.sqlite.engine import open_database
from pos_terminal.adapters.sqlite.keptsteps import SqliteKeptSteps
from pos_terminal.adapters.sqlite.sales import SqliteSales
from pos_terminal.adapters.sqlite.salesteps import Circumstances, SqliteSaleSteps
from pos_terminal.app.replayexport import sale_facts
from pos_terminal.app.replaying import Replay, replay
from pos_terminal.app.replayrules import rules_text
from pos_terminal.app.rules import checkout_rules, return_rules, tax_policy, wire_settings
from pos_terminal.application.records import SaleRecord
from pos_terminal.domain.amendment import Amendment
from pos_terminal.domain.attribution import Attribution
from pos_terminal.domain.basket import Basket, BasketHead
from pos_terminal.domain.discount import Discount, DiscountedLine, DiscountStatus, ShopTerms
from pos_terminal.domain.errors import Refused
from pos_terminal.domain.foreign import ForeignCash
from pos_terminal.domain.item import Item, Unit
from pos_terminal.domain.money import Currency, Money
from pos_terminal.domain.returned import returned
from pos_terminal.domain.shop_discount import shop_discount
from pos_terminal.domain.tender import Payment, settle_cash, settle_exact
from pos_terminal.domain.transaction import Transaction, close
from pos_terminal.settings import Settings
from pos_terminal.settings.reading import settings_of
from tests.domain.test_parts import drawn_tax

if TYPE_CHECKING:
    from collections import Counter

SALES, LONG = 8, 300
OPENED = datetime(2026, 3, 4, 15, 2, 11, 120_000, tzinfo=UTC)
KEY = b"a journal key for tests"
USD = Currency.of("USD")


def drawn_settings(draw: Random, folder: Path) -> Settings:
    rules = {
        "terminal": {"store_id": "s", "client_id": "c", "register_id": "lane-1", "timezone": "UTC"},
        "platform": {"base_url": "https://p.invalid", "key": "k", "custom_data": ["journal_hash", "tip"]},
        "tax": {
            "rounding": draw.choice(("document", "line")),
            "kept": draw.choice(("price", "price", "net", "line_net")),
        },
        "money": {
            "rounding_mode": draw.choice(("half_up", "half_even", "away_from_zero")),
            "cash_rounding": draw.choice(("", "0.05", "sweden")),
            "foreign_cash": ["EUR 1.0837"],
        },
    }
    return settings_of(rules, folder / "pos-terminal.toml", {})


class Life:
    """A sale that is lived step by step, each one stored."""

    def __init__(self, seed: int, folder: Path) -> None:
        self.draw = Random(seed)
        self.settings = drawn_settings(self.draw, folder)
        self.policy, self.rules = tax_policy(self.settings), checkout_rules(self.settings)
        self.database = open_database(folder / f"{seed}.db", new_epoch=lambda: "TEST")
        self.connection = self.database.connect()
        self.ticks = count()
        self.start()
        self.basket = Basket(BasketHead("lane-1-TEST-000001", OPENED, "STORE", "7", None, "Ada L."), self.policy)
        taxes = [drawn_tax(self.draw, number, USD) for number in range(3)]
        self.items = [self.item(number, taxes) for number in range(6)]

    def now(self) -> datetime:
        return OPENED + timedelta(seconds=next(self.ticks))

    def start(self) -> None:
        """The program starts: it knows of the sale what is on the disk."""
        steps = SqliteSaleSteps(Circumstances(rules_text(self.settings), self.now, lambda: "7"))
        self.baskets = SqliteBaskets(self.connection, self.database.lock, self.policy, steps=steps)

    def item(self, number: int, taxes: list) -> Item:  # type: ignore[type-arg] # drawn taxes
        unit = self.draw.choice((Unit.EACH, Unit.EACH, Unit.KG))
        borne = tuple(self.draw.sample(taxes, self.draw.randint(0, 3)))
        return Item(f"i{number}", f"Item {number} ü", Money(self.draw.randint(1, 3000), USD), taxes=borne, unit=unit)

    def quantity(self, *, weighed: bool) -> Decimal:
        return Decimal(self.draw.randint(1, 3000)) / 1000 if weighed else Decimal(self.draw.randint(1, 6))

    def step(self) -> None:
        """One thing that happens to a sale; a refused one changes nothing."""
        if not self.basket.lines:
            self.rings_up()
        else:
            rare = (self.adds_a_modifier, self.changes, self.prices, self.removes, self.goes_back, self.starts_again)
            money = (self.discounts, self.is_offered, self.pays, self.takes_back, self.joins)
            self.draw.choice((*[self.rings_up] * 3, *rare, *money))()

    def rings_up(self) -> None:
        item = self.draw.choice(self.items)
        self.basket.add(item, self.quantity(weighed=item.is_weighed), merge=self.draw.random() < 0.5)

    def adds_a_modifier(self) -> None:
        line = self.draw.choice(list(self.basket.lines.values()))
        if line.modifies_line_id is None:
            self.basket.add_modifier(line.line_id, self.draw.choice(self.items))

    def changes(self) -> None:
        line = self.draw.choice(list(self.basket.lines.values()))
        self.basket.set_quantity(line.line_id, self.quantity(weighed=line.is_weighed))

    def prices(self) -> None:
        line = self.draw.choice(list(self.basket.lines.values()))
        self.basket.put(line.with_price(Money(self.draw.randint(1, 2000), USD), "Damaged", self.policy))

    def removes(self) -> None:
        self.basket.remove(self.draw.choice(list(self.basket.lines)))

    def goes_back(self) -> None:
        self.basket.go_back(*self.before)

    def discounts(self) -> None:
        percent = Decimal(self.draw.randint(1, 60)) if self.draw.random() < 0.6 else None
        amount = None if percent else Money(self.draw.randint(1, 500), USD)
        named = self.draw.sample(list(self.basket.lines), 1) if self.draw.random() < 0.5 else []
        made = shop_discount(
            ShopTerms("Nice", percent, amount), named, self.basket.discounts, self.now(), Money.zero(USD)
        )
        self.basket.put_discounts((*self.basket.discounts, made))

    def is_offered(self) -> None:
        line = self.draw.choice(list(self.basket.lines.values()))
        order = max((each.stack_order + 1 for each in self.basket.discounts), default=0)
        amount = Money(self.draw.randint(0, max(0, line.extended.minor)), USD)
        received = json.dumps({"reference_id": f"uo-{order}", "amount": float(amount.amount), "extra": {"é": [1]}})
        offer = Discount(
            f"uo-{order}", "UserOfferId", "Offer", "SessionM", amount, order, self.now(), status=DiscountStatus.LOCKED,
            lines=(DiscountedLine(line.line_id, self.draw.choice((None, line.quantity))),), received=received,
        )  # fmt: skip
        self.basket.put_discounts((*self.basket.discounts, offer))

    def joins(self) -> None:
        self.basket.member = self.draw.choice((None, Attribution("5f0e-ava"), Attribution("5f0e-ben")))

    def pays(self, whole: bool = False) -> None:  # noqa: FBT001, FBT002 - a step takes nothing
        balance = self.basket.balance
        if balance.minor <= 0:
            return
        kind = self.draw.choice(("Cash", "Credit Card", "foreign"))
        taken = balance if whole else Money(self.draw.randint(1, 2 * balance.minor), USD)
        foreign = ForeignCash(Money(taken.minor, Currency.of("EUR")), Decimal("1.0837")) if kind == "foreign" else None
        tip = Money(self.draw.randint(1, 300), USD) if kind == "Credit Card" and self.draw.random() < 0.5 else None
        if kind == "Credit Card":
            settled = settle_exact(balance, min(taken, balance))
        else:
            offered = foreign.worth(USD, self.policy.mode) if foreign else None if whole else taken
            settled = settle_cash(balance, offered, self.rules.cash_rounding)
        if settled.taken.minor <= 0 and settled.amount.minor <= 0:
            return
        name = "Credit Card" if kind == "Credit Card" else "Cash"
        given = settled.taken + tip if tip else settled.taken
        rest = (settled.amount, given, settled.change, settled.rounding, self.now())
        user = self.basket.member
        payment = Payment(self.basket.next_payment_id, name, *rest, tip=tip, foreign=foreign)
        if user:
            payment = replace(payment, user_id=user.user_id, user_id_type=user.type.value)
        self.basket.pay(payment)

    def takes_back(self) -> None:
        if self.basket.payments:
            self.basket.remove_payment(self.basket.payments[0].payment_id)

    def starts_again(self) -> None:
        stored = self.baskets.load()
        assert stored is not None
        self.basket = stored
        self.start()

    def lived(self, steps: int) -> None:
        self.before = (dict(self.basket.lines), self.basket.discounts)
        for _ in range(steps):
            before = (dict(self.basket.lines), self.basket.discounts)
            try:
                self.step()
            except Refused:
                continue
            self.baskets.save(self.basket.take_change())
            self.before = before

    def ends(self) -> list[Transaction]:
        """The sale is paid and closed, and some of it may come back."""
        for _ in range(5):
            self.pays(whole=True)
            self.baskets.save(self.basket.take_change())
        codes = count(1)
        sales = SqliteSales(self.connection, self.database.lock, KEY)
        try:
            history = [close(self.basket, self.now(), self.rules.codes, lambda: f"code-{next(codes)}")]
        except Refused:
            return []
        self.commits(sales, history[-1])
        line = self.draw.choice(history[0].lines).line
        with_receipt = return_rules(self.settings)
        try:
            made = returned(history, {line.line_id: line.quantity}, None, with_receipt)
        except Refused:
            return history
        history.append(made(self.now(), Amendment("7", "Ada", "Broken")))
        self.commits(sales, history[-1])
        return history

    def commits(self, sales: SqliteSales, sale: Transaction) -> None:
        head = sales.journal_head()
        document = SessionMWire(wire_settings(self.settings)).document(sale, head.hash)
        sales.commit(SaleRecord(sale, document, None, None, date(2026, 3, 4), None, head.hash, "1"))

    def facts(self) -> dict[str, object]:
        kept = SqliteKeptSteps(self.connection).sale("lane-1-TEST-000001")
        assert kept is not None
        return sale_facts(kept)


def gone_through(facts: dict[str, object], folder: Path) -> Replay:
    path = folder / "sale.json"
    with path.open("wb") as file:
        write_sale(file, facts)
    return replay(path)


def run(seeds: Iterator[int] | range, folder: Path) -> int:
    number = 0
    for seed in seeds:
        life = Life(seed, folder)
        with life.database:
            life.lived(life.draw.randint(4, 25))
            if not life.basket.lines:
                continue
            life.ends()
            found = gone_through(life.facts(), folder)
        assert found.is_same, (seed, found.wrong, [(each.number, each.wrong) for each in found.steps if each.wrong])
        number += len(found.steps)
    return number


def plants(facts: Any) -> Iterator[Callable[[], None]]:  # noqa: ANN401 - a file's JSON
    """Changes of a file that change what comes out of it."""
    for step in facts["steps"]:
        for line in step.get("lines", ()):
            yield partial(line.update, unit_price=str(Decimal(line["unit_price"]) + 1))
        for discount in step.get("discounts", ()):
            if "terms" in discount:
                yield partial(discount.update, amount=str(Decimal(discount["amount"]) + 1))
        for payment in step.get("payments", ()):
            yield partial(payment.update, taken=str(Decimal(payment["taken"]) + 1))
    for snapshot in facts["snapshots"]:
        expected = snapshot["expected"]
        yield partial(expected.update, payload=expected["payload"][:-9] + "?" + expected["payload"][-8:])
        receipt = bytearray(b64decode(expected["receipt_base64"]))
        receipt[len(receipt) // 2] ^= 1
        yield partial(expected.update, receipt_base64=b64encode(receipt).decode())


@pytest.mark.parametrize("seed", [3, 5])
def test_a_change_in_any_step_or_byte_is_named(seed: int, tmp_path: Path) -> None:
    life = Life(seed, tmp_path)
    with life.database:
        life.lived(12)
        assert life.ends()
        written = json.dumps(life.facts())
    number = len(list(plants(json.loads(written))))
    for at in (*life.draw.sample(range(number), 5), number - 2, number - 1):
        facts = json.loads(written)
        list(plants(facts))[at]()
        found = gone_through(facts, tmp_path)
        assert found.wrong == ()
        assert any(each.wrong for each in found.steps), list(plants(facts))[at]


def test_random_sales_come_out_of_their_files_to_the_byte(tmp_path: Path, figures: "Counter[str]") -> None:
    figures["replayed steps"] += run(range(SALES), tmp_path)


@pytest.mark.soak
def test_many_random_sales_come_out_of_their_files_to_the_byte(tmp_path: Path, figures: "Counter[str]") -> None:
    figures["replayed steps"] += run(range(SALES, LONG), tmp_path)
