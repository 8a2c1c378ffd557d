"""What the platform's accessibility bridge is told of a window: each control by its role, name and value."""

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QWidget

Role = QAccessible.Role
CONTROLS = frozenset(
    {
        Role.Button,
        Role.ButtonMenu,
        Role.Cell,
        Role.CheckBox,
        Role.ColumnHeader,
        Role.ComboBox,
        Role.EditableText,
        Role.List,
        Role.ListItem,
        Role.PageTab,
        Role.RadioButton,
        Role.RowHeader,
        Role.Slider,
        Role.SpinBox,
        Role.Table,
        Role.Tree,
        Role.TreeItem,
    }
)
"""The roles of what somebody can work at, and of what they can go through."""


@dataclass(frozen=True, slots=True)
class Node:
    """One thing that can be spoken."""

    role: QAccessible.Role
    name: str
    value: str
    kind: str
    can_focus: bool

    @property
    def is_control(self) -> bool:
        """Whether somebody can work at it: by its role, or because the focus goes there."""
        return self.role in CONTROLS or self.can_focus


def spoken_tree(window: QWidget) -> list[Node]:
    """Everything of the window that is shown now."""
    return list(_below(QAccessible.queryAccessibleInterface(window)))


def _below(node: QAccessibleInterface | None) -> Iterator[Node]:
    if node is None or not node.isValid() or node.state().invisible:
        return
    yield Node(
        node.role(),
        node.text(QAccessible.Text.Name).strip(),
        node.text(QAccessible.Text.Value).strip(),
        type(node.object()).__name__,
        bool(node.state().focusable),
    )
    for number in range(node.childCount()):
        yield from _below(node.child(number))


def unnamed(window: QWidget) -> list[str]:
    """The controls that are shown and that nobody could tell apart without seeing them."""
    return [f"{each.kind}, {each.role.name}" for each in spoken_tree(window) if each.is_control and not each.name]
