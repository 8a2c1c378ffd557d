"""What the map says of each table, from the sales that are open and held."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from pos_terminal.application.desk import Desk
from pos_terminal.application.tilling import Tilling
from pos_terminal.domain.basket import Basket
from pos_terminal.domain.floor import Area
from pos_terminal.domain.money import Money, total_of
from pos_terminal.domain.suspended import SuspendedSale
from pos_terminal.presentation.check_services import CheckServices
from pos_terminal.presentation.figures import age_text, amount_text
from pos_terminal.presentation.plain import apart, brief, plain
from pos_terminal.presentation.service_words import guest_words
from pos_terminal.presentation.tables_panel import TablesPanel, TableState, TableTile
from pos_terminal.presentation.tables_question import Doing, TablesQuestion
from pos_terminal.presentation.tiles import Chip
from pos_terminal.wording import _, later

AtTable = Basket | SuspendedSale
"""A check at a table: the open sale, or one that waits."""
_ELSEWHERE = later("Other tables")
_TAP, _WHERE, _WHICH = (
    later("Tap a free table to begin a sale there, another one to go on with its check."),
    later("Tap the table that this sale goes to."),
    later("Tap the tables to put together. The first one takes the others."),
)


class TableDrawing:
    """Draws the map."""

    def __init__(self, desk: Desk, tilling: Tilling, services: CheckServices) -> None:
        self._desk = desk
        self._tilling = tilling
        self._services = services

    def areas(self) -> tuple[Area, ...]:
        """The shop's areas, and behind them the tables of sales that are in none."""
        listed = {table for area in self._services.floor for table in area.tables}
        other = tuple(sorted(self._taken() - listed))
        return (*self._services.floor, Area(_(_ELSEWHERE), other)) if other else self._services.floor

    def at(self, table_id: str) -> list[AtTable]:
        """The checks of a table, the open one first."""
        basket = self._desk.basket
        now_open: list[AtTable] = [basket] if basket is not None and basket.head.table_id == table_id else []
        return [*now_open, *(each for each in self._services.suspending.sales if each.table_id == table_id)]

    def total(self, checks: Sequence[AtTable]) -> Money:
        """What these come to together."""
        totals = [each.totals.total if isinstance(each, Basket) else each.total for each in checks]
        return total_of(totals, totals[0].currency)

    def panel(self, question: TablesQuestion) -> TablesPanel:
        """The map of one area."""
        areas = self.areas()
        shown = next((each for each in areas if each.name == question.area), areas[0])
        is_moving, is_merging = question.doing is Doing.MOVING, question.doing is Doing.MERGING
        count = len(question.chosen)
        return TablesPanel(
            title=_("Tables"),
            sentence=_(_WHERE) if is_moving else _(_WHICH) if is_merging else _(_TAP),
            areas=_chips(areas, shown),
            tiles=tuple(self._tile(each, question.chosen) for each in shown.tables),
            can_move=self._desk.basket is not None,
            is_moving=is_moving,
            can_merge=len(self._taken()) > 1,
            is_merging=is_merging,
            act=_("Merge {count}", count=count) if is_merging else "",
            can_act=count > 1,
        )

    def _taken(self) -> set[str]:
        """The tables that have a check."""
        basket = self._desk.basket
        heads = [each.table_id for each in self._services.suspending.sales]
        heads += [basket.head.table_id] if basket is not None else []
        return {each for each in heads if each}

    def _tile(self, table_id: str, chosen: Sequence[str]) -> TableTile:
        checks = self.at(table_id)
        name = plain(table_id)
        if not checks:
            return TableTile(table_id, name, TableState.FREE, detail=_("Free"))
        first = checks[0]
        is_open = isinstance(first, Basket)
        told = [_("Open")] if is_open else []
        told += [_("{count} checks", count=len(checks)) if len(checks) > 1 else "", guest_words(_guests(checks))]
        who = first.head.operator_name if isinstance(first, Basket) else first.operator_name
        return TableTile(
            table_id,
            name,
            TableState.OPEN if is_open else TableState.WAITING,
            amount_text(self.total(checks)),
            " · ".join(filter(None, told)),
            " · ".join(filter(None, (apart(brief(who)), self._age(checks)))),
            table_id in chosen,
        )

    def _age(self, checks: Sequence[AtTable]) -> str:
        """How long the oldest of them has been open; a clock that was set makes none negative."""
        since = [_opened(each) for each in checks]
        return age_text(max(self._tilling.now() - min(since), timedelta(0)))


def _chips(areas: Sequence[Area], shown: Area) -> tuple[Chip, ...]:
    """One for each area; none where there is nothing to choose."""
    if len(areas) == 1:
        return ()
    return tuple(Chip(each.name, plain(each.name) or _("Tables"), "", each is shown) for each in areas)


def _opened(check: AtTable) -> datetime:
    return check.head.open_time if isinstance(check, Basket) else check.open_time or check.suspended_at


def _guests(checks: Sequence[AtTable]) -> int | None:
    counted = [each.head.guest_count if isinstance(each, Basket) else each.guest_count for each in checks]
    known = [each for each in counted if each is not None]
    return sum(known) if known else None
