"""A pattern of labels that is saved at the manager's desk counts at the next scan, and at the next start."""

from dataclasses import replace
from pathlib import Path

import pytest

from pos_terminal.app.labels_side import labels_services
from pos_terminal.app.terminal import opened_terminal
from pos_terminal.application.backoffice import BackOffice
from pos_terminal.domain.errors import BadArgument, UnknownBarcode
from pos_terminal.domain.measured_label import LabelPattern
from pos_terminal.domain.staff import Employee, Role
from pos_terminal.settings import read_settings
from tests.cli.till import Till, stocked

BOSS = Employee("3001", "Dan", "Oka", Role.MANAGER)
APPLES = "2140150003501"
PATTERN = LabelPattern.named("price 21....{NNNNDD}.")


def test_it_is_read_as_if_it_were_saved_and_then_saved(tmp_path: Path) -> None:
    till = stocked(Till(tmp_path / "till"))
    settings = read_settings(till.config)
    with opened_terminal(settings) as terminal:
        terminal.desk.operator = BOSS
        office = BackOffice(terminal.desk, terminal.authority)
        office.enter()
        services = labels_services(terminal, office)
        assert (services.own(), len(services.country())) == ((), 1)
        assert "No item has the code" in services.rings_up(APPLES, services.country()[0]).why
        rung = services.rings_up(APPLES, PATTERN)
        assert (rung.name, rung.amount, rung.why) == ("Apples", "3.50", "")
        weight = LabelPattern.named("weight_kg 21....{NNNDDD}.")
        assert services.rings_up(APPLES, weight).amount == "1.05"
        with pytest.raises(UnknownBarcode):
            terminal.selling.scan(APPLES)

        services.save((PATTERN,))

        assert services.own() == (PATTERN,)
        assert str(terminal.selling.scan(APPLES).extended) == "3.50"
    assert read_settings(till.config).sale.label_patterns == (str(PATTERN),)
    assert till.run("journal", "verify", "--json").json["entries"] == 2
    with opened_terminal(replace(settings, file=tmp_path / "none.toml")) as terminal:
        terminal.desk.operator = BOSS
        with pytest.raises(BadArgument, match="without a config file"):
            labels_services(terminal, BackOffice(terminal.desk, terminal.authority)).save(())
