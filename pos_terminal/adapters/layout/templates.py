"""The receipt templates: Jinja2 in its sandbox, told the place of every element so that faults can name it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from traceback import extract_tb
from typing import TypeAlias

from jinja2 import FileSystemLoader, StrictUndefined, TemplateError, TemplateNotFound, TemplateSyntaxError
from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream

from pos_terminal.adapters.layout.bounds import BoundedSandbox
from pos_terminal.adapters.layout.compiled import compiled_here
from pos_terminal.adapters.layout.fault import TemplateFault
from pos_terminal.adapters.layout.markup import PLACE, document_from
from pos_terminal.domain.kitchen_view import KitchenContext
from pos_terminal.domain.receipt import Document, printable
from pos_terminal.domain.receipt_view import (
    AmendmentContext,
    GiftContext,
    PaymentSlipContext,
    PrinterTestContext,
    ReceiptContext,
)
from pos_terminal.domain.till_view import CountContext, MovementContext, ShiftContext
from pos_terminal.wording import RIGHT_TO_LEFT, _, language, ngettext, pgettext

Context: TypeAlias = (
    ReceiptContext
    | AmendmentContext
    | GiftContext
    | PaymentSlipContext
    | PrinterTestContext
    | MovementContext
    | ShiftContext
    | CountContext
    | KitchenContext
)
"""What a template may be given."""
_OPENING_TAG = re.compile(r"<([a-z]+)(?=[\s/>])")
_WHAT_A_TEMPLATE_CAN_RAISE = (
    TemplateError,
    ArithmeticError,
    LookupError,
    TypeError,
    ValueError,
    AttributeError,
    OSError,
    RecursionError,
)


class _Places(Extension):
    """Writes into each opening tag where it stands in the template: what is parsed later is another text."""

    def filter_stream(self, stream: TokenStream) -> Iterator[Token]:
        for token in stream:
            if token.type == "data":
                yield Token(token.lineno, "data", _with_places(token.value, stream.name or "", token.lineno))
            else:
                yield token


def _with_places(markup: str, template: str, first_line: int) -> str:
    def placed(tag: re.Match[str]) -> str:
        line = first_line + markup.count("\n", 0, tag.start())
        return f'<{tag[1]} {PLACE}="{template}:{line}"'

    return _OPENING_TAG.sub(placed, markup)


class Templates:
    """The templates of some folders; where two hold the same name, that of the earlier folder counts.

    A template sees the fields of its context and nothing else: no files, no attributes that begin with an
    underscore, no way to change what it was given, and no time without end. Every value is escaped and freed of control
    characters. Its words go through ``_``, ``ngettext`` and ``pgettext``, and so come in the language of the moment.
    """

    def __init__(self, folders: Sequence[Path]) -> None:
        self._environment = BoundedSandbox(
            loader=FileSystemLoader([str(folder) for folder in folders]),
            autoescape=True,
            undefined=StrictUndefined,
            finalize=_printable_value,
            trim_blocks=True,
            lstrip_blocks=True,
            extensions=[_Places],
            bytecode_cache=compiled_here(),
        )
        # It would let a value be read as markup.
        del self._environment.filters["safe"]
        self._environment.globals.update(_=_, ngettext=ngettext, pgettext=pgettext)

    def document(self, template: str, context: Context) -> Document:
        """The document that the template makes of the context, known to it as ``receipt``.

        Args:
            template: the file's name: ``sale.j2``.
            context: what is to be printed.

        Raises:
            TemplateFault: there is no such template, or it has a mistake.
        """
        document = document_from(self._rendered(template, context), template)
        return replace(document, is_right_to_left=language() in RIGHT_TO_LEFT)

    def _rendered(self, template: str, context: Context) -> str:
        self._environment.begin()
        try:
            return self._environment.get_template(template).render(receipt=context)
        except TemplateNotFound as missing:
            raise TemplateFault(
                *_place(missing, template), f"there is no template {', '.join(map(str, missing.templates))}"
            ) from None
        except TemplateSyntaxError as error:
            raise TemplateFault(error.name or template, error.lineno, error.message or "syntax error") from None
        except _WHAT_A_TEMPLATE_CAN_RAISE as error:
            name, line = _place(error, template)
            raise TemplateFault(name, line, str(error)) from error


def _place(error: BaseException, template: str) -> tuple[str, int]:
    """Where in the templates it happened; Jinja puts their lines into the traceback."""
    for frame in reversed(extract_tb(error.__traceback__)):
        if frame.filename.endswith(".j2") and frame.lineno:
            return Path(frame.filename).name, frame.lineno
    return template, 0


def _printable_value(value: object) -> object:
    """What a template prints: text without control characters; all else as it is, to be refused if undefined."""
    return printable(value) if isinstance(value, str) else value
