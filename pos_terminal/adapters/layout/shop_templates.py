"""The shop's own templates before the built-in ones: one with a mistake is refused, and the built-in one prints."""

import logging
from collections.abc import Iterator
from pathlib import Path

from pos_terminal.adapters.layout.fault import TemplateFault
from pos_terminal.adapters.layout.specimens import SPECIMENS
from pos_terminal.adapters.layout.templates import Context, Templates
from pos_terminal.domain.receipt import Document

_log = logging.getLogger("pos.printer")
_PART = "_"
"""Begins the name of a file that is no paper, but is included by some."""


class ShopTemplates(Templates):
    """Templates that always print: nobody waits at the desk for a layout to be mended.

    Args:
        own: the shop's folder; it need not be there, nor hold a template for every paper.
        built_in: the folder with all of them.
    """

    def __init__(self, own: Path, built_in: Path) -> None:
        super().__init__([own, built_in])
        self._built_in = Templates([built_in])

    def document(self, template: str, context: Context) -> Document:
        """By the shop's template, or by the built-in one. Raises TemplateFault where that has a mistake."""
        try:
            return super().document(template, context)
        except TemplateFault as fault:
            _log.warning("template refused, the built-in one prints fault=%s", fault)
            return self._built_in.document(template, context)


def mistakes_in(own: Path, built_in: Path) -> Iterator[TemplateFault]:
    """What is wrong in the shop's templates, the first mistake of each, found by printing specimens of every paper."""
    templates = Templates([own, built_in])
    for path in sorted(own.glob("*.j2")):
        if path.name.startswith(_PART):
            continue
        if path.name not in SPECIMENS:
            known = ", ".join(sorted(SPECIMENS))
            yield TemplateFault(path.name, 0, f"no paper is called so; there are {known}, and parts such as _head.j2")
            continue
        try:
            for specimen in SPECIMENS[path.name]:
                templates.document(path.name, specimen)
        except TemplateFault as fault:
            yield fault
