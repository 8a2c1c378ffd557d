"""Before money is taken: is everything in the sale still what may be sold?"""

from pos_terminal.application.desk import Desk
from pos_terminal.application.ports import Catalog
from pos_terminal.application.selling_limits import refuse_stopped
from pos_terminal.application.tilling import Tilling
from pos_terminal.domain.batch import NO_BATCH


class Stopping:
    """Looks at each line whose barcode named a batch: a sale that waited may hold one that has expired since."""

    def __init__(self, desk: Desk, catalog: Catalog, tilling: Tilling) -> None:
        self._desk = desk
        self._catalog = catalog
        self._tilling = tilling

    def refuse_stopped(self) -> None:
        """Raises NotAllowedNow where a line is past its last day or hour, or of a lot that was called back."""
        basket, local = self._desk.open_sale(), self._tilling.local()
        for line in basket.lines.values():
            if line.batch != NO_BATCH:
                refuse_stopped(line, self._catalog.item(line.item_id), local)
