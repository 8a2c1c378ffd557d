"""What a kiosk shows, said aloud: each new screen whole, and of one that stays what is new on it.

Names of members and what is typed are never said: a loudspeaker has more listeners than the shopper.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pos_terminal.presentation.kiosk.comfort import Wish
from pos_terminal.presentation.kiosk.state import AttractBody, CheckBody, ChooseBody, Pad, PageBody

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from pos_terminal.application.speech import Speech
    from pos_terminal.presentation.kiosk.comfort import Comfort
    from pos_terminal.presentation.kiosk.state import Body, KioskKey, KioskLine, KioskScreen, KioskState

SLOWEST, FASTEST, STEP = -40, 80, 20


class Speaking:
    """A screen that is heard, too, by whoever asked for that."""

    def __init__(self, screen: KioskScreen, speech: Speech) -> None:
        self._screen = screen
        self._speech = speech
        self.comfort: Callable[[], Comfort] | None = None
        self.pace = 0
        self._told: tuple[str, ...] = ()
        self._last = ""
        self._was_on = self._is_secret = False

    def show_state(self, state: KioskState) -> None:
        """Draw this, and say what is new."""
        self._screen.show_state(state)
        comfort = self.comfort() if self.comfort is not None else None
        is_on = comfort is not None and comfort.has(Wish.SPEECH)
        told = transcript(state)
        self._is_secret = isinstance(state.body, PageBody) and state.body.pad is Pad.PIN
        if comfort is not None and is_on:
            new = told if not self._was_on or told[:1] != self._told[:1] else _new(told, self._told)
            if new:
                self._say(". ".join(new), comfort.language)
        elif self._was_on:
            self._speech.hush()
            self.pace = 0
        self._told, self._was_on = told, is_on

    def focused(self, words: str) -> None:
        """Somebody who goes by keys has come to this one."""
        comfort = self.comfort() if self.comfort is not None else None
        if comfort is not None and comfort.has(Wish.SPEECH) and not self._is_secret:
            self._say(words, comfort.language, is_kept=False)

    def again(self) -> None:
        """Say the last thing once more."""
        if self.comfort is not None and self._last:
            self._say(self._last, self.comfort().language)

    def paced(self, step: int) -> None:
        """Faster (+1) or slower (-1)."""
        self.pace = min(max(self.pace + step * STEP, SLOWEST), FASTEST)
        self.again()

    def _say(self, text: str, language: str, *, is_kept: bool = True) -> None:
        if is_kept:
            self._last = text
        self._speech.say(text, language, self.pace)


def transcript(state: KioskState) -> tuple[str, ...]:
    """Everything that is said of this screen, the name of the screen first."""
    told = _body(state.body)
    notice = (state.notice.text,) if state.notice else ()
    step = [f"{each.number}, {each.words}" for each in state.steps if each.is_now]
    return tuple(part for part in (*told[:1], *notice, *step, *told[1:]) if part)


def _new(told: tuple[str, ...], before: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(each for each in told if each not in before)


def _body(body: Body) -> list[str]:
    if isinstance(body, PageBody):
        return [body.title, body.figure, body.sentence, *_keys(body.keys)]
    if isinstance(body, ChooseBody):
        basket = body.basket
        newest = _lines(basket.lines[:1])
        sums = [basket.pieces, basket.saving, f"{basket.total_words} {basket.total}".strip(), basket.empty]
        return [body.tip, *newest, *sums, *_keys((basket.main, *body.keys))]
    if isinstance(body, CheckBody):
        sums = [f"{each.words} {each.amount}" for each in body.sums]
        return [body.title, *_lines(body.lines), *_keys(body.offers), *sums, *_keys((body.main, body.back))]
    return _attract(body)


def _attract(body: AttractBody) -> list[str]:
    return [body.headline, body.start.words, body.sentence, body.staffed, *_keys(body.languages)]


def _lines(lines: Iterable[KioskLine]) -> list[str]:
    return [", ".join(part for part in (each.quantity, each.name, each.amount, each.detail) if part) for each in lines]


def _keys(keys: Iterable[KioskKey]) -> list[str]:
    pressable = (each for each in keys if each.can_press)
    return [each.spoken or ", ".join(part for part in (each.words, each.detail) if part) for each in pressable]
