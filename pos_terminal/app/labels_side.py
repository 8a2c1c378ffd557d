"""What the section of scale labels works with, built of a terminal."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from pos_terminal.app.rules import country_labels
from pos_terminal.app.settings_file import setting_changes
from pos_terminal.application.selling import Selling
from pos_terminal.domain.errors import Refused
from pos_terminal.presentation.figures import amount_text
from pos_terminal.presentation.labels_section import LabelsServices, RungUp

if TYPE_CHECKING:
    from pos_terminal.app.terminal import Terminal
    from pos_terminal.application.backoffice import BackOffice
    from pos_terminal.domain.measured_label import LabelPattern


def labels_services(terminal: Terminal, office: BackOffice) -> LabelsServices:
    """The services of this terminal; what is saved counts at once."""
    settings = terminal.settings
    country = country_labels(settings)
    selling = terminal.selling

    def own() -> tuple[LabelPattern, ...]:
        return selling.rules.labels[: len(selling.rules.labels) - len(country)]

    def save(patterns: tuple[LabelPattern, ...]) -> None:
        changes = setting_changes(settings, terminal.clock, office.allow)
        changes.change("sale", "label_patterns", tuple(map(str, patterns)))
        selling.rules = replace(selling.rules, labels=(*patterns, *country))

    return LabelsServices(own, lambda: country, partial(_rings_up, terminal), save)


def _rings_up(terminal: Terminal, code: str, pattern: LabelPattern) -> RungUp:
    """What the code would be at the desk if this were the only pattern."""
    rules, side = replace(terminal.selling.rules, labels=(pattern,)), terminal.sales_side
    stored = (side.baskets, terminal.tilling)
    as_if = Selling(terminal.desk, side.catalog, stored, terminal.authority, rules)
    try:
        item, quantity, price = as_if.found(code)
    except Refused as refusal:
        return RungUp(why=refusal.sentence)
    if price is None and quantity is None:
        return RungUp(item.name)
    worth = price if price is not None else rules.policy.money(item.price.amount * (quantity or 1))
    return RungUp(item.name, amount_text(worth))
