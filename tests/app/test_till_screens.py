"""What the screens do to the till itself, on a whole terminal."""

from pathlib import Path

from pos_terminal.app.demonstration import demo_store, demo_terminal
from pos_terminal.app.till_screens import drawer_services
from pos_terminal.domain.money import Money
from pos_terminal.domain.staff import Employee, Role
from tests.presentation.screens import AtOnce

MANAGER = Employee("3001", "Dan", "Oka", Role.MANAGER)
_SECONDS = 15.0


def test_the_report_of_a_closed_shift_comes_out_again_marked_as_a_copy(tmp_path: Path) -> None:
    with demo_store() as store, demo_terminal(store, "lane-1", "file", tmp_path) as terminal:
        terminal.desk.operator = MANAGER
        nothing = Money.zero(terminal.settings.currency)
        terminal.tilling.shift_for_sale(nothing)
        services = drawer_services(terminal, lambda: None, AtOnce(), lambda: None)
        closed = services.closing.close(nothing)

        assert [services.print_again(closed) for _ in range(2)] == [1, 2]
        terminal.wait_for_paper(_SECONDS)

    papers = sorted(each.read_text(errors="replace") for each in tmp_path.rglob("*.txt"))
    assert len(papers) == 3
    assert len([each for each in papers if "COPY" in each]) == 2
