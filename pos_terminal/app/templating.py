"""The templates of papers as the settings have them: those of the shop, and for all else the built-in ones."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from pos_terminal.bundle import bundled
from pos_terminal.settings import Settings

if TYPE_CHECKING:
    from pos_terminal.adapters.layout.templates import Templates


def templates_of(settings: Settings) -> "Templates":
    """What papers are written with."""
    built_in = bundled("receipts")
    if not settings.store.templates:
        from pos_terminal.adapters.layout.templates import Templates

        return Templates([built_in])
    from pos_terminal.adapters.layout.shop_templates import ShopTemplates

    return ShopTemplates(settings.path(settings.store.templates), built_in)


def layout_mistakes(settings: Settings) -> tuple[str, ...]:
    """What is wrong with the shop's own templates and logo: file, line and reason. Until then the built-in print."""
    return tuple(mistake for mistake in (*_templates(settings), _logo(settings)) if mistake)


def _templates(settings: Settings) -> Iterator[str]:
    if not settings.store.templates:
        return
    from pos_terminal.adapters.layout.shop_templates import mistakes_in

    folder = settings.path(settings.store.templates)
    if not folder.is_dir():
        yield f"[store] templates: there is no folder {folder}"
    for fault in mistakes_in(folder, bundled("receipts")):
        line = f", line {fault.line}" if fault.line else ""
        yield f"{folder / fault.template}{line}: {fault.reason}"


def _logo(settings: Settings) -> str:
    if not settings.store.logo:
        return ""
    from pos_terminal.adapters.escpos.logo import logo_image
    from pos_terminal.adapters.escpos.picture import paper_dots

    path = settings.path(settings.store.logo)
    picture = logo_image(path.parent, path.name, paper_dots(settings.printer.columns))
    return "" if picture else f"[store] logo: {path} is no picture that can be printed"
