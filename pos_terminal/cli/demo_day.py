"""A scripted day at the sample store without a display: sales, an outage, its end; receipts and pictures are left."""

import os
import sys
from decimal import Decimal
from pathlib import Path
from random import Random
from tempfile import mkdtemp

from pos_terminal.app.demonstration import PINS, DemoStore, demo_store, demo_terminal
from pos_terminal.app.terminal import Terminal
from pos_terminal.cli.failing import CommandFailed
from pos_terminal.domain.item import Item
from pos_terminal.domain.money import Money
from pos_terminal.domain.tender import CASH
from pos_terminal.domain.transaction import Transaction

_SALES = 24
_OUTAGE = range(8, 19)
"""The sales rung up while the platform cannot be reached."""
_CARD = "Credit Card"
_PAPER_SECONDS = 60.0
_CASHIER = "1001"


def ring_up_a_day(out: Path | None, lanes: int) -> int:
    """Ring up a day in each lane; 0 when the platform has every sale exactly once."""
    folder = out.resolve() if out else Path(mkdtemp(prefix="pos-terminal-demo-"))
    folder.mkdir(parents=True, exist_ok=True)
    with demo_store() as store:
        for lane in range(1, lanes + 1):
            _lane(store, f"lane-{lane}", folder)
        _account(store)
    print_line(f"Receipts (PNG, text, ESC/POS bytes) and pictures of the screens are in {folder}")
    return 0


def print_line(words: str) -> None:
    """Say something, at once."""
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


def _lane(store: DemoStore, register_id: str, folder: Path) -> None:
    receipts = folder / "receipts" / register_id
    with demo_terminal(store, register_id, "file", receipts) as terminal:
        terminal.start_background()
        terminal.signing.sign_on(_CASHIER, PINS[_CASHIER], terminal.tilling.today())
        terminal.tilling.open_shift(Money.of("100.00", terminal.settings.currency))
        day = Day(terminal, Random(register_id))  # noqa: S311 - the same day every time, not a secret
        for number in range(_SALES):
            if number == _OUTAGE.start:
                store.simulator.stop()
                print_line(f"{register_id}: the platform cannot be reached any more; selling goes on")
            if number == _OUTAGE.stop:
                store.simulator.start()
                print_line(f"{register_id}: the platform is back; {terminal.queue_counts().pending} sales wait")
            sold = day.sell(number)
            print_line(f"{register_id}: {sold.transaction_id}  {sold.totals.total}  {_paid(sold)}")
        terminal.send_pending()
        terminal.wait_for_paper(_PAPER_SECONDS)
        if register_id == "lane-1":
            _pictures(terminal, folder / "screens")


class Day:
    """Fills baskets from the sample catalog, the same ones every time."""

    def __init__(self, terminal: Terminal, chance: Random) -> None:
        self._terminal = terminal
        self._chance = chance
        self._items = [
            item
            for item in terminal.selling.items_in(None, 0, 300)
            if not item.is_modifier and not item.open_price and item.minimum_age is None
        ]

    def sell(self, number: int) -> Transaction:
        """One sale: a few items, paid in cash, by card, or in both."""
        for item in self._chance.sample(self._items, k=2 + number % 5):
            self._ring_up(item)
        checkout, basket = self._terminal.checkout, self._terminal.desk.open_sale()
        if number % 3 == 0:
            checkout.tender(CASH, checkout.cash_keys()[-1])
        elif number % 3 == 1:
            checkout.tender(_CARD)
        else:
            half = Money(basket.balance.minor // 2, basket.balance.currency)
            if half.minor:
                checkout.tender(CASH, half)
            checkout.tender(_CARD)
        return checkout.complete()

    def _ring_up(self, item: Item) -> None:
        selling = self._terminal.selling
        if item.is_weighed:
            weight = self._chance.randint(150, 1900)
            selling.add_item(item.item_id, Decimal(weight) / 1000)
            return
        last_of_each = [group.item_ids[-1] for group in item.modifier_groups if group.item_ids]
        is_choosy = self._chance.random() < 0.5  # noqa: PLR2004
        selling.add_item(item.item_id, modifiers=last_of_each if is_choosy else None)  # None: what it usually has


def _paid(sold: Transaction) -> str:
    return " + ".join(f"{payment.type} {payment.amount}" for payment in sold.payments)


def _account(store: DemoStore) -> None:
    """Raises CommandFailed unless the platform has every sale once and nothing was wrong with any request."""
    platform = store.simulator.platform
    sales = platform.transactions
    doubled = [transaction_id for transaction_id in sales if platform.effects(transaction_id) != 1]
    batches = len(platform.requests("/api/2.0/send_batch_transaction"))
    print_line(f"The platform has {len(sales)} sales, each once; {batches} requests were batches.")
    if doubled or platform.violations:
        raise CommandFailed(f"The platform complains: {doubled or platform.violations}")


def _pictures(terminal: Terminal, folder: Path) -> None:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from pos_terminal.app.grabbing import grab_screens

    for path in grab_screens(terminal, folder):
        print_line(f"  {path.name}")
