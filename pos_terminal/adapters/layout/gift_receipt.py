"""From a sale to the receipt for whoever is given the goods: what they are, and nothing about money."""

from pos_terminal.adapters.layout.culture import Culture
from pos_terminal.adapters.layout.sale_receipt import ReceiptStyle
from pos_terminal.adapters.layout.templates import Templates
from pos_terminal.domain.line import Line
from pos_terminal.domain.receipt import Document
from pos_terminal.domain.receipt_view import GiftContext, GiftLine
from pos_terminal.domain.transaction import Transaction
from pos_terminal.wording import speaking


class GiftReceipts:
    """Writes them with the shop's template."""

    def __init__(self, templates: Templates, style: ReceiptStyle) -> None:
        self._templates = templates
        self._style = style
        self._culture = Culture(style.culture)

    def receipt(self, transaction: Transaction, copy: int, anchor: str) -> Document:
        """The gift receipt of a closed sale, of what has not come back. Raises TemplateFault."""
        with speaking(self._style.language):
            return self._templates.document("gift.j2", self.context(transaction, copy, anchor))

    def context(self, transaction: Transaction, copy: int = 0, anchor: str = "") -> GiftContext:
        """What the template is given."""
        style, lines = self._style, [sold.line for sold in transaction.lines]
        return GiftContext(
            store_name=style.store_name,
            header=style.header,
            register=style.register,
            transaction_id=transaction.transaction_id,
            time=self._culture.time(transaction.head.open_time.astimezone(style.store_time.zone)),
            lines=tuple(self._line(each, lines) for each in lines if each.modifies_line_id is None),
            return_code=transaction.transaction_id,
            footer=style.footer,
            journal_mark=anchor,
            copy_number=copy,
            is_training=style.is_training,
            logo=style.logo,
        )

    def _line(self, line: Line, lines: list[Line]) -> GiftLine:
        unit = f" {line.unit}" if line.is_weighed else ""
        single = line.quantity == 1 and not line.is_weighed
        modifiers = tuple(each.name for each in lines if each.modifies_line_id == line.line_id)
        return GiftLine(line.name, "" if single else f"{self._culture.quantity(line.quantity)}{unit}", modifiers)
