"""The cashier's text is as large as the shop has set it, whichever theme is shown."""

from dataclasses import replace
from pathlib import Path

from PySide6.QtWidgets import QApplication

from pos_terminal.app.demonstration import demo_store
from pos_terminal.app.terminal import opened_terminal
from pos_terminal.app.window import TillWindow
from pos_terminal.ui.theme.tokens import ThemeName


def test_larger_text_stays_when_the_theme_changes(qapp: QApplication, tmp_path: Path) -> None:
    before = (qapp.styleSheet(), qapp.font())
    with demo_store() as store:
        settings = store.settings("lane-1", "file", tmp_path)
        settings = replace(settings, screen=replace(settings.screen, text_factor="1.5"))
        with opened_terminal(settings) as terminal:
            till = TillWindow(terminal, qapp)
            large = till.look.font("body").pixelSize()
            assert large == round(till.look.tokens.type["body"].size * 1.5)
            till.use(ThemeName.DARK)
            assert till.look.font("body").pixelSize() == large
            till.close()
            till.window.deleteLater()
    qapp.setStyleSheet(before[0])
    qapp.setFont(before[1])
