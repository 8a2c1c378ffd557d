"""Leads from place to place and takes every scan to the one that is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from pos_terminal.presentation.places import Place, PlacePresenter, Stage


class Shell:
    """The navigator: builds a place when it is first needed, so that the first screen waits for none of the others."""

    def __init__(self, stage: Stage, build: Callable[[Place], PlacePresenter]) -> None:
        """Begin nowhere.

        Args:
            stage: where places are shown.
            build: makes a place's screen and presenter; asked once a place.
        """
        self._stage = stage
        self._build = build
        self._presenters: dict[Place, PlacePresenter] = {}
        self._place: Place | None = None

    @property
    def place(self) -> Place | None:
        """What is shown now."""
        return self._place

    def prepare(self, place: Place) -> None:
        """Build a place ahead of its first use, while nobody waits."""
        if place not in self._presenters:
            self._presenters[place] = self._build(place)

    def go(self, place: Place) -> None:
        """Show this place as it stands now."""
        self.prepare(place)
        self._place = place
        self._presenters[place].entered()
        self._stage.show_place(place)

    def go_and_scan(self, place: Place, code: str) -> None:
        """Show this place and scan there."""
        self.go(place)
        self._presenters[place].scanned(code)

    def scanned(self, code: str) -> None:
        """A scanner read a code, wherever the focus was."""
        if self._place is not None:
            self._presenters[self._place].scanned(code)
