"""Whose the next payment is: two keys side by side, one of them pressed; they take no room without a member."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from pos_terminal.presentation.tender_state import Payer
from pos_terminal.ui.theme.look import Look
from pos_terminal.ui.widgets.button import ActionButton, Kind, row_width_policy
from pos_terminal.wording import _


class PayerChoice(QWidget):
    """The chosen key has a tick, not a colour alone."""

    chosen = Signal(str)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._keys = {payer: ActionButton(look, payer.pays, kind=Kind.OPTION) for payer in Payer}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for key in self._keys.values():
            key.setCheckable(True)
            row_width_policy(key)
            row.addWidget(key, 1)
        self._keys[Payer.MEMBER].clicked.connect(self._member_clicked)
        self._keys[Payer.GUEST].clicked.connect(self._guest_clicked)
        self.hide()

    def show_payer(self, payer: Payer | None) -> None:
        """Press this one's key."""
        for each, key in self._keys.items():
            key.setChecked(each is payer)
            key.show_icon("circle-check" if each is payer else "")
            key.setAccessibleName(_("{payer}, chosen", payer=each.pays) if each is payer else each.pays)
        self.setVisible(payer is not None)

    def _member_clicked(self) -> None:
        self.chosen.emit(Payer.MEMBER.value)

    def _guest_clicked(self) -> None:
        self.chosen.emit(Payer.GUEST.value)
