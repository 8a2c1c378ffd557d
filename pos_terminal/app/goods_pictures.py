"""The folder with pictures of the shop's own goods, where its settings name one."""

from pos_terminal.application.ports import Background
from pos_terminal.settings import Settings
from pos_terminal.ui.theme.look import Look


def show_goods(look: Look, settings: Settings, background: Background) -> None:
    """Have every tile draw them, too."""
    if settings.catalog.pictures:
        from pos_terminal.ui.theme.product_pictures import ProductPictures

        folder = settings.path(settings.catalog.pictures)
        look.goods = ProductPictures(folder, background, look.goods_came.emit)
