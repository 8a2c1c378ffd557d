"""Plain grounds that content lies on."""

from PySide6.QtWidgets import QFrame, QSizePolicy


class Card(QFrame):
    """A surface with a hairline and round corners; `inset` for one that lies on another card."""

    def __init__(self, *, inset: bool = False) -> None:
        super().__init__()
        self.setProperty("card", "inset" if inset else "true")


class Rule(QFrame):
    """A hairline across the width."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("rule", "true")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
