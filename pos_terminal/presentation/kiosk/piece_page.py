"""Which piece it is, asked of a shopper: its serial number is scanned, or typed letter by letter."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from pos_terminal.presentation.kiosk.page import Act, Page
from pos_terminal.presentation.kiosk.state import Look, Pad
from pos_terminal.presentation.typed import card_notice
from pos_terminal.wording import _

if TYPE_CHECKING:
    from collections.abc import Callable

    from pos_terminal.presentation.draft import Draft
    from pos_terminal.presentation.kiosk.page import Stage
    from pos_terminal.presentation.serial_question import SerialQuestion


def piece_page(
    question: SerialQuestion, draft: Draft, stage: Stage, call_help: Callable[[], None], leave: Callable[[], None]
) -> Page:
    """The page; what is typed goes into the draft's question."""
    panel = question.panel("")
    acts = (
        Act(_("Add"), question.confirmed, "check", look=Look.MAIN, can_press=panel.can_confirm),
        Act(_("Call for help"), call_help, "bell"),
        Act(_("Go on shopping"), leave, "arrow-left"),
    )
    typed = partial(_typed, question, draft, stage)
    return Page(panel.title, panel.hint, acts, "scan", "", 2, Pad.LETTERS, panel.text, typed, question.scanned)


def _typed(question: SerialQuestion, draft: Draft, stage: Stage, key: str) -> None:
    draft.question = pressed = question.press(key)
    stage.show(card_notice(was_card=pressed.was_card))
