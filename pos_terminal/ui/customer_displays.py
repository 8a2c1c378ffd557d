"""Opens what the shopper reads, behind the first paint, and keeps it true; nothing of it ever takes the focus."""

from dataclasses import replace

from PySide6.QtCore import QObject, QRect, QSize, QTimer
from PySide6.QtGui import QGuiApplication, QPixmap, QScreen
from PySide6.QtWidgets import QWidget

from pos_terminal.application.noticeboard import StandingNotice
from pos_terminal.presentation.customer_display import CustomerPresenter
from pos_terminal.presentation.pole_rows import PoleRows, pole_rows
from pos_terminal.ui.customer_setup import CustomerSetup
from pos_terminal.ui.screens.customer_view import CustomerView
from pos_terminal.ui.theme.fonts import needs_more_scripts
from pos_terminal.ui.theme.look import Look
from pos_terminal.ui.theme.writing import write_in
from pos_terminal.wording import LANGUAGES, later
from pos_terminal.wording.message import Message

_LOOK_MS = 150
_SECOND, _WINDOW = "second", "window"
_SIZE = QSize(1024, 600)
_NOTICE = later("Customer screen")


class CustomerDisplays(QObject):
    """The pole and the shopper's screen of one window; `close` says that the lane is closed, and lets go of both."""

    def __init__(self, setup: CustomerSetup, look: Look, till: QWidget) -> None:
        """``till`` is the cashier's window: the second screen is the one that it is not on."""
        super().__init__()
        self._setup = setup
        self._till = till
        self.view: CustomerView | None = None
        words = setup.services.words
        if needs_more_scripts(words.store + words.idle + words.closed + LANGUAGES[setup.services.language]):
            look.cover_all_scripts()
        self._presenters: list[CustomerPresenter] = []
        if setup.pole is not None:
            spoken = replace(setup.services, language=setup.pole_language)
            self._presenters.append(CustomerPresenter(spoken, [setup.pole]))
        if setup.screen:
            self.view = CustomerView(look, QPixmap(str(setup.picture)) if setup.picture else QPixmap())
            write_in(self.view, setup.services.language)
            self._presenters.append(CustomerPresenter(setup.services, [self.view]))
            self._place()
            app = QGuiApplication.instance()
            if isinstance(app, QGuiApplication):
                app.screenAdded.connect(self._place)
                app.screenRemoved.connect(self._place)
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._tick)
        self._timer.start(_LOOK_MS)
        self._tick()

    def shown(self) -> PoleRows:
        """What the first of them shows, in two rows."""
        return pole_rows(self._presenters[0].drawn)

    def try_out(self) -> None:
        """Show words to try them, for a few seconds."""
        for presenter in self._presenters:
            presenter.try_out()

    def end(self) -> None:
        """The lane is closed, and both are told so; again does nothing."""
        if self._timer.isActive():
            self._timer.stop()
            for presenter in self._presenters:
                presenter.left()
            if self._setup.pole is not None:
                self._setup.pole.end()

    def close(self) -> None:
        """`end`, and wait for the pole."""
        self.end()
        if self._setup.pole is not None:
            self._setup.pole.close()
        if self.view is not None:
            self.view.close()
            self.view.deleteLater()
            self.view = None

    def _tick(self) -> None:
        for presenter in self._presenters:
            presenter.ticked()

    def _place(self, _changed: QScreen | None = None) -> None:
        """Show the view where it belongs; a screen that is not there is told of, and waited for."""
        view = self.view
        if view is None:
            return
        if self._setup.screen == _WINDOW:
            view.resize(_SIZE)
            view.show()
            return
        found = self._found()
        if found is None:
            view.hide()
            self._setup.board.pin(StandingNotice(_NOTICE, _missing(self._setup.screen)))
            return
        self._setup.board.take_down(_NOTICE)
        view.setScreen(found)
        view.setGeometry(QRect(found.geometry()))
        view.showFullScreen()

    def _found(self) -> QScreen | None:
        wanted, own = self._setup.screen, self._till.screen()
        if wanted == _SECOND:
            return next((each for each in QGuiApplication.screens() if each is not own), None)
        return next((each for each in QGuiApplication.screens() if each.name() == wanted), None)


def _missing(wanted: str) -> Message:
    there = ", ".join(each.name() for each in QGuiApplication.screens())
    if wanted == _SECOND:
        return Message(
            "There is no second screen for shoppers. Check its cable and power, or [display] screen; there is {there}.",
            there=there,
        )
    return Message(
        "There is no screen {screen}. Check its cable and power, or [display] screen; there is {there}.",
        screen=repr(wanted),
        there=there,
    )
