"""Imports as Python does them, once Qt is loaded."""

import builtins

import PySide6.QtCore  # noqa: F401 - whose loading puts the look in


def import_plainly() -> None:
    """Take out Qt's look at each import.

    PySide6 reads the source of every module that is imported after it, in case somebody asks for snake_case names of
    Qt's classes. Nobody here does, and the first screen, and later the thread that loads the rest, would wait for it.
    """
    builtins.__import__ = vars(builtins).get("__orig_import__", builtins.__import__)
