"""The settings that a sale's figures, receipt and document follow, as text; none is secret, or the machine's."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

from pos_terminal import __version__
from pos_terminal.adapters.sqlite.keptsteps import SqliteKeptSteps
from pos_terminal.adapters.sqlite.salesteps import HEAD_SHIFT
from pos_terminal.adapters.sqlite.values import tax_shift_of
from pos_terminal.app.premises import store_time
from pos_terminal.app.rules import explain_rules
from pos_terminal.settings import Settings, SettingsUnusable
from pos_terminal.settings.reading import settings_of

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping
    from pathlib import Path

    from pos_terminal.domain.explaining import ExplainRules

_KEPT: Mapping[str, tuple[str, ...]] = {
    "terminal": (
        "store_id",
        "client_id",
        "register_id",
        "channel",
        "culture",
        "currency",
        "timezone",
        "business_day_ends",
    ),
    "platform": (
        "receipt_url",
        "post_transaction_association",
        "single_tender_code_on",
        "subtotal_without_included_tax",
        "tips_in_amount",
        "void_discounts",
        "full_return",
        "member_on",
        "custom_data",
    ),
    "tax": ("prices_include_tax", "rounding", "kept"),
    "money": ("rounding_mode", "cash_rounding", "foreign_cash"),
    "sale": (
        "merge_lines",
        "discount_limit_percent",
        "tenders",
        "numbered_tenders",
        "slip_tenders",
        "tip_channels",
        "refund_tender",
    ),
    "printer": ("profile", "columns"),
    "store": ("name", "header", "footer"),
}
_NOWHERE = {"base_url": "https://replay.invalid", "key": "replay"}
"""What the platform's section wants and no replay uses: nothing is sent."""


def rules_text(settings: Settings) -> str:
    """The settings as JSON, with the version of the software."""
    rules = {name: {key: getattr(getattr(settings, name), key) for key in keys} for name, keys in _KEPT.items()}
    rules["terminal"]["timezone"] = str(store_time(settings).zone)
    return json.dumps({"software_version": __version__} | rules, ensure_ascii=False, separators=(",", ":"))


def settings_from(rules: Mapping[str, object], folder: Path) -> Settings:
    """Settings of a throw-away till that follows these rules. Raises SettingsUnusable with every fault."""
    tables: dict[str, object] = {name: table for name, table in rules.items() if name in _KEPT}
    platform, terminal = tables.get("platform"), tables.get("terminal")
    if not isinstance(platform, dict) or not isinstance(terminal, dict):
        raise SettingsUnusable(["the rules want [terminal] and [platform]"])
    tables["platform"] = platform | _NOWHERE
    tables["terminal"] = terminal | {"data_dir": str(folder)}
    return settings_of(tables, folder / "replay.toml", {})


class RulesThen:
    """The rules that sales of this till were made under."""

    def __init__(self, connection: sqlite3.Connection, folder: Path) -> None:
        self._kept = SqliteKeptSteps(connection)
        self._folder = folder

    def rules(self, transaction_id: str) -> ExplainRules | None:
        """What the figures of a sale followed, and what it bore of another's taxes; None where none of that is kept."""
        sale = self._kept.sale(transaction_id)
        if sale is None:
            return None
        heads = [head for head in (step.get("head") for step in sale.steps) if isinstance(head, list)]
        shift = tax_shift_of(heads[-1][HEAD_SHIFT])
        return replace(explain_rules(settings_from(sale.sold_by, self._folder)), then=True, shift=shift)
