"""The reasons that a shop lists for what wants one."""

from pos_terminal.settings.checks import all_filled
from pos_terminal.settings.declaring import Section, section
from pos_terminal.settings.declaring import setting as _setting


@section
class ReasonsSettings(Section):
    """The reasons that the shop lists for what wants one; empty: the operator's own words."""

    set_price: tuple[str, ...] = _setting((), all_filled)
    discount: tuple[str, ...] = _setting((), all_filled)
    void: tuple[str, ...] = _setting((), all_filled)
    remove_line: tuple[str, ...] = _setting((), all_filled)
    return_items: tuple[str, ...] = _setting((), all_filled)
    cash_in: tuple[str, ...] = _setting((), all_filled)
    cash_out: tuple[str, ...] = _setting((), all_filled)
    pickup: tuple[str, ...] = _setting((), all_filled)
    no_sale: tuple[str, ...] = _setting((), all_filled)
