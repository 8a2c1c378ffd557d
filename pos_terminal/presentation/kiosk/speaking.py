"""What a kiosk shows, said aloud: each new screen whole, and of one that stays what is new on it.

Names of members and what is typed about somebody are never said: a loudspeaker has more listeners than the shopper. Of
such a number or address only how many letters there are is told; words that goods are looked for by are said as they
are typed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pos_terminal.presentation.kiosk.comfort import Wish
from pos_terminal.presentation.kiosk.state import AttractBody, CheckBody, ChooseBody, Pad, PageBody
from pos_terminal.wording import _, ngettext

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from pos_terminal.application.speech import Speech
    from pos_terminal.presentation.kiosk.comfort import Comfort
    from pos_terminal.presentation.kiosk.state import Body, KioskKey, KioskLine, KioskScreen, KioskState

_NOTHING = (Pad.NONE, "", False)
SLOWEST, FASTEST, STEP = -40, 80, 20
QUIETEST, LOUDEST, LOUDER = -75, 75, 25


class Speaking:
    """A screen that is heard, too, by whoever asked for that."""

    def __init__(self, screen: KioskScreen, speech: Speech) -> None:
        self._screen = screen
        self._speech = speech
        self.comfort: Callable[[], Comfort] | None = None
        self.pace = self.volume = 0
        self._told: tuple[str, ...] = ()
        self._typed = _NOTHING
        self._last = ""
        self._was_on = self._is_secret = False

    def show_state(self, state: KioskState) -> None:
        """Draw this, and say what is new."""
        self._screen.show_state(state)
        comfort = self.comfort() if self.comfort is not None else None
        is_on = comfort is not None and comfort.has(Wish.SPEECH)
        told, typed = transcript(state), _typed(state.body)
        self._is_secret = isinstance(state.body, PageBody) and state.body.pad is Pad.PIN
        if comfort is not None and is_on:
            stays = self._was_on and told[:1] == self._told[:1]
            new = (*_keyed(typed, self._typed), *_new(told, self._told)) if stays else told
            if new:
                self._say(". ".join(new), comfort.language)
        elif self._was_on:
            self._speech.hush()
            self.pace = self.volume = 0
        self._told, self._typed, self._was_on = told, typed, is_on

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

    def turned(self, step: int) -> None:
        """Louder (+1) or quieter (-1)."""
        self.volume = min(max(self.volume + step * LOUDER, QUIETEST), LOUDEST)
        self.again()

    def _say(self, text: str, language: str, *, is_kept: bool = True) -> None:
        if is_kept:
            self._last = text
        self._speech.say(text, language, self.pace, self.volume)


def transcript(state: KioskState) -> tuple[str, ...]:
    """Everything that is said of this screen, the name of the screen first."""
    told = _body(state.body)
    notice = (state.notice.text,) if state.notice else ()
    step = [f"{each.number}, {each.words}" for each in state.steps if each.is_now]
    return tuple(part for part in (*told[:1], *notice, *step, *told[1:]) if part)


def _typed(body: Body) -> tuple[Pad, str, bool]:
    """On what is typed, what is there so far, and whether that is nobody else's to hear."""
    return (body.pad, body.typed, body.is_private) if isinstance(body, PageBody) else _NOTHING


def _keyed(now: tuple[Pad, str, bool], before: tuple[Pad, str, bool]) -> tuple[str, ...]:
    """The key that was pressed, as far as it may be heard."""
    (pad, text, is_private), (pad_before, text_before, _was_private) = now, before
    if pad is Pad.NONE or pad is not pad_before or text == text_before:
        return ()
    if is_private:
        return (ngettext("{count} character", "{count} characters", len(text)),)
    if text_before.startswith(text):
        return (_("Deleted"),)
    added = text.removeprefix(text_before)
    return (_("Space") if added == " " else added,)


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
