import json
import socket
import threading
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, cast

import pytest

from pos_terminal.adapters.sqlite.copyglance import COPIES_NAME
from pos_terminal.adapters.sqlite.faults import DatabaseInUse, DatabaseUnusable, StorageFailed, TakenOver
from pos_terminal.adapters.system import KeysUnusable, SystemClock
from pos_terminal.app.checking import ask_platform, check_platform, check_printer
from pos_terminal.app.looking import database_integrity, read_only_journal, read_only_outbox
from pos_terminal.app.terminal import Terminal, opened_terminal
from pos_terminal.app.training import TrainingTerminal
from pos_terminal.application.standing import Link
from pos_terminal.domain.transaction import Transaction
from pos_terminal.settings import Settings, read_settings
from pos_terminal.simulator import RunningSimulator
from tests.cli.till import CASHIER, PIN, Till
from tests.failing_printer import failing_printer

if TYPE_CHECKING:
    from pos_terminal.application.delivery import Delivery

SOON = 30.0


def settings(till: Till) -> Settings:
    return read_settings(till.config, {})


def sell(terminal: Terminal) -> Transaction:
    if terminal.desk.operator is None:
        terminal.signing.sign_on(CASHIER, PIN, terminal.tilling.today())
    terminal.selling.scan("4006381333931")
    terminal.checkout.tender("Cash")
    return terminal.checkout.complete()


def test_a_terminal_that_has_not_tried_counts_as_online(till: Till) -> None:
    with opened_terminal(settings(till)) as terminal:
        assert (terminal.is_online(), terminal.link()) == (True, (Link.UNTRIED, ""))


def test_it_knows_how_it_stands_with_the_platform(till: Till, simulator: RunningSimulator) -> None:
    till.talk_to(simulator)
    with opened_terminal(settings(till)) as terminal:
        sell(terminal)
        simulator.stop()
        terminal.send_pending()
        assert (terminal.is_online(), terminal.link()[0], terminal.queue_counts().pending) == (False, Link.OFFLINE, 1)
        assert terminal.link()[1]
        simulator.start()
        assert terminal.send_pending() == 1
        assert (terminal.is_online(), terminal.link(), terminal.queue_counts().pending) == (True, (Link.ONLINE, ""), 0)


def test_delivery_goes_on_by_itself_after_each_sale(till: Till, simulator: RunningSimulator) -> None:
    till.talk_to(simulator)
    with opened_terminal(settings(till)) as terminal:
        terminal.start_background()
        sold = sell(terminal)
        deadline, tick = terminal.clock.monotonic() + SOON, threading.Event()
        while not simulator.platform.effects(sold.transaction_id) and terminal.clock.monotonic() < deadline:
            tick.wait(0.01)
    assert simulator.platform.effects(sold.transaction_id) == 1


@pytest.mark.parametrize("worth", ["enough", "with_pin"])
def test_what_a_badge_is_worth_is_the_same_in_a_training(till: Till, worth: str) -> None:
    till.change("till", badge=worth)
    with opened_terminal(settings(till)) as terminal:
        terminal.signing.sign_on(CASHIER, PIN, terminal.tilling.today())
        with closing(TrainingTerminal(terminal)) as training:
            found = [each.signing.badge_is_enough for each in (terminal, training)]
    assert found == [worth == "enough"] * 2


def test_nothing_leaves_before_the_background_is_started(till: Till, simulator: RunningSimulator) -> None:
    till.talk_to(simulator)
    till.sells({"do": "scan", "code": "TEA"})
    before = len(simulator.platform.requests())
    with opened_terminal(settings(till)):
        pass
    assert len(simulator.platform.requests()) == before


def test_the_drawer_opens_for_cash_and_not_for_cards(till: Till) -> None:
    till.change("printer", driver="file", target="paper")
    drawer = till.folder / "paper" / "drawer.log"
    with opened_terminal(settings(till)) as terminal:
        terminal.signing.sign_on(CASHIER, PIN, terminal.tilling.today())
        terminal.selling.scan("4006381333931")
        terminal.checkout.tender("Credit Card")
        terminal.checkout.complete()
        terminal.wait_for_paper(SOON)
        assert not drawer.exists()
        sell(terminal)
        terminal.wait_for_paper(SOON)
    assert len(drawer.read_text().splitlines()) == 1


def test_a_printer_out_of_order_is_a_state_and_no_fault(till: Till) -> None:
    till.change("printer", driver="network", target="127.0.0.1:9")
    with opened_terminal(settings(till)) as terminal:
        sell(terminal)
        terminal.wait_for_paper(SOON)
        state = terminal.printer_state()
        assert state.waiting
        assert "127.0.0.1:9" in state.cause
        assert terminal.last_receipt() is None


def test_sales_that_have_no_second_copy_are_told_of_until_they_have_one(till: Till) -> None:
    folder = till.data / COPIES_NAME
    folder.parent.mkdir(parents=True, exist_ok=True)
    folder.write_text("in the way")
    with opened_terminal(settings(till)) as terminal:
        sell(terminal)
        terminal.wait_for_paper(SOON)
        (told,) = [each.sentence for each in terminal.notices() if each.words == "No second copy"]
        assert "The second copy of the sales cannot be written (" in told
        folder.unlink()
        sell(terminal)
        terminal.wait_for_paper(SOON)
        assert "No second copy" not in {each.words for each in terminal.notices()}
        assert len(list(folder.iterdir())) == 1


def test_a_receipt_that_takes_too_long_is_not_waited_for(till: Till) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        till.change("printer", driver="network", target=f"127.0.0.1:{silent.getsockname()[1]}")
        with opened_terminal(settings(till)) as terminal:
            held = threading.Event()
            terminal.devices.ask(lambda _: held.wait(SOON))
            sell(terminal)
            terminal.wait_for_paper(0.0)
            held.set()
            line, _ = silent.accept()
            line.close()
    assert "receipt=late" in (till.data / "logs" / "terminal.log").read_text(encoding="utf-8")


def test_an_open_sale_and_shift_come_back(till: Till) -> None:
    with opened_terminal(settings(till)) as terminal:
        terminal.signing.sign_on(CASHIER, PIN, terminal.tilling.today())
        line = terminal.selling.scan("4006381333931")
        before = terminal.desk.open_sale().head, terminal.desk.session
    with opened_terminal(settings(till)) as terminal:
        assert terminal.desk.operator is None
        assert terminal.desk.basket is not None
        assert (terminal.desk.basket.head, terminal.desk.session) == before
        assert list(terminal.desk.basket.lines.values()) == [line]


def test_keys_are_made_before_the_database_and_only_then(bare: Till) -> None:
    with opened_terminal(settings(bare)):
        pass
    keys = (bare.data / "keys.json").read_bytes()
    assert set(json.loads(keys)) == {"journal", "pepper"}
    with opened_terminal(settings(bare)):
        pass
    assert (bare.data / "keys.json").read_bytes() == keys
    (bare.data / "keys.json").unlink()
    with pytest.raises(KeysUnusable, match="backup"), opened_terminal(settings(bare)):
        pass
    assert not (bare.data / "keys.json").exists()


def test_a_terminal_that_could_not_be_opened_lets_go_of_its_database(bare: Till) -> None:
    with opened_terminal(settings(bare)):
        pass
    keys = (bare.data / "keys.json").read_bytes()
    (bare.data / "keys.json").write_bytes(b"{")
    with pytest.raises(KeysUnusable), opened_terminal(settings(bare)):
        pass
    (bare.data / "keys.json").write_bytes(keys)
    with opened_terminal(settings(bare)):
        pass


def test_one_terminal_at_a_time_but_anybody_may_look(till: Till) -> None:
    with opened_terminal(settings(till)) as terminal:
        sell(terminal)
        with pytest.raises(DatabaseInUse), opened_terminal(settings(till)):
            pass
        with read_only_outbox(settings(till)) as outbox:
            assert outbox.counts().pending == 1
        with read_only_journal(settings(till)) as sales:
            assert (sales.journal_head().seq, sales.verify_journal()) == (1, None)
        assert database_integrity(settings(till)) == "ok"


class Years:
    """A clock in a time to come."""

    def __init__(self, days: int) -> None:
        self.days = days
        self.system = SystemClock()

    def now(self) -> datetime:
        return self.system.now() + timedelta(days=self.days)

    def monotonic(self) -> float:
        return self.system.monotonic()


@pytest.mark.parametrize(("keep", "after", "erased"), [(30, 31, 1), (30, 29, 0), (0, 4000, 0)])
def test_sent_documents_are_erased_when_they_are_older_than_the_shop_keeps_them(
    till: Till, simulator: RunningSimulator, keep: int, after: int, erased: int
) -> None:
    till.talk_to(simulator)
    till.change("terminal", keep_documents_days=keep)
    with opened_terminal(settings(till)) as terminal:
        sold = sell(terminal)
        assert terminal.send_pending() == 1
    with opened_terminal(settings(till), clock=Years(after)) as terminal:
        for _ in range(2):
            terminal.send_pending()
        with read_only_journal(settings(till)) as sales:
            assert (sales.verify_journal(), sales.count_erased(), sales.last()) == (None, erased, sold)


def test_looking_makes_nothing(bare: Till) -> None:
    for look in (read_only_outbox, read_only_journal):
        with pytest.raises(DatabaseUnusable), look(settings(bare)):
            pass
    assert not bare.data.exists()


def test_the_log_is_closed_with_the_terminal(till: Till) -> None:
    with opened_terminal(settings(till), "DEBUG"):
        pass
    assert [path.name for path in (till.data / "logs").iterdir() if path.name != "terminal.log"] == []


def test_what_was_sold_is_not_in_the_log(till: Till, simulator: RunningSimulator) -> None:
    till.talk_to(simulator)
    with opened_terminal(settings(till), "DEBUG") as terminal:
        sell(terminal)
        terminal.send_pending()
    log = (till.data / "logs" / "terminal.log").read_text(encoding="utf-8")
    assert "outcome=done" in log
    for private in ("demo-secret", PIN, "Maya", "Rossi", "4006381333931"):
        assert private not in log


def test_asking_the_platform_tells_address_credentials_and_clock(till: Till, simulator: RunningSimulator) -> None:
    till.talk_to(simulator)
    fine = ask_platform(settings(till))
    assert fine.fault == ""
    assert fine.skew is not None
    assert abs(fine.skew.total_seconds()) < 60
    assert simulator.platform.transactions == {}
    till.change("platform", secret="no")
    assert "does not serve" in check_platform(settings(till))
    till.change("platform", secret="")
    assert "no platform secret" in check_platform(settings(till))
    simulator.stop()
    till.change("platform", secret="demo-secret")
    assert simulator.url in check_platform(settings(till))


def test_asking_the_printer_prints_nothing(till: Till, tmp_path: Path) -> None:
    with failing_printer() as device:
        till.change("printer", driver="network", target=f"127.0.0.1:{device.port}")
        assert check_printer(settings(till)) == ""
        device.feel(paper="out")
        assert "is out of paper" in check_printer(settings(till))
        device.feel(answers=False)
        assert check_printer(settings(till)) == ""
        assert not device.paper
    assert "does not answer" in check_printer(settings(till))
    till.change("printer", target="host:port")
    assert check_printer(settings(till)).startswith("[printer]")
    till.change("printer", driver="file", target=str(tmp_path / "new"))
    assert check_printer(settings(till)) == ""
    assert list((tmp_path / "new").iterdir()) == []
    till.change("printer", target="/dev/null/x")
    assert "cannot be written" in check_printer(settings(till))


def test_a_copied_till_says_so_on_the_screen_in_the_log_and_to_the_doctor(till: Till, tmp_path: Path) -> None:
    with opened_terminal(settings(till)) as terminal:
        sell(terminal)
        terminal.selling.scan("4006381333931")
        original = terminal.desk.open_sale().head.transaction_id
    twin = till.copied_to(tmp_path / "twin")

    with opened_terminal(settings(twin)) as terminal:
        found = terminal.copy_found
        assert found is not None
        assert (found.why, found.through) == ("it was used in another folder before", 1)
        assert [notice.words for notice in terminal.notices()] == ["Database copied"]
        assert found.why in terminal.notices()[0].sentence
        assert terminal.desk.basket is not None
        assert terminal.desk.basket.head.transaction_id != original
    with opened_terminal(settings(twin)) as terminal:
        assert (terminal.copy_found, terminal.notices()) == (None, ())

    assert "database=copy through=1" in (twin.data / "logs" / "terminal.log").read_text(encoding="utf-8")
    said = twin.run("doctor", "--json").json["origin"]
    assert said.startswith(f"a copy, found {found.at:%Y-%m-%d %H:%M} UTC: it was used in another folder before")
    assert said.endswith("sales up to journal entry 1 are sent one by one")


class FailingDisk:
    """In the place of delivery: a step that the disk does not take."""

    def step(self) -> None:
        raise StorageFailed("The disk could not be read or written, so nothing was stored. Check it, then try again.")


def test_a_disk_that_fails_while_sending_is_said_where_the_link_is(till: Till) -> None:
    with opened_terminal(settings(till)) as terminal:
        with pytest.raises(StorageFailed):
            terminal._dispatch._deliver(cast("Delivery", FailingDisk()))  # noqa: SLF001 - what the delivery thread does, without its disk

        assert terminal.link()[0] is Link.STOPPED
        assert terminal.link()[1].startswith("The disk could not be read or written")


def test_a_till_whose_database_was_taken_over_stops_with_a_sentence(till: Till, simulator: RunningSimulator) -> None:
    till.talk_to(simulator)
    with opened_terminal(settings(till)) as first:
        sell(first)
        (till.data / "terminal.db.lock").unlink()
        with opened_terminal(settings(till)) as second:
            with pytest.raises(TakenOver, match="Close this terminal"):
                sell(first)
            with pytest.raises(TakenOver):
                first.send_pending()
            first.start_background()
            deadline, tick = first.clock.monotonic() + SOON, threading.Event()
            while first.link()[0] is not Link.STOPPED and first.clock.monotonic() < deadline:
                tick.wait(0.01)
            assert "Another process uses this database now" in first.link()[1]
            assert simulator.platform.transactions == {}
            sold = sell(second)
            assert second.send_pending() == 2
    assert simulator.platform.effects(sold.transaction_id) == 1
    assert len(simulator.platform.transactions) == 2
