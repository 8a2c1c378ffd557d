"""A document as one HTML file for a customer's mail: nothing is loaded, nothing runs, and old mail programs show it."""

from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from io import BytesIO
from pathlib import Path

from PIL.Image import Image

from pos_terminal.adapters.escpos.legible import legible
from pos_terminal.adapters.escpos.logo import logo_image
from pos_terminal.adapters.escpos.qr import qr_image
from pos_terminal.domain.receipt import (
    Align,
    Blank,
    Block,
    Cell,
    Columns,
    Cut,
    Document,
    Logo,
    Qr,
    Rule,
    Size,
    Style,
    Text,
)

_DOTS = 576
"""The width that pictures are made for: 80 mm paper."""
_POINTS = {Size.NORMAL: 14, Size.TALL: 18, Size.WIDE: 18, Size.DOUBLE: 22}
_LINE = 1.45
_MOST_WIDE = 420
_QR_SIDE = 180
_CUT = '<div style="border-top:1px dashed #999999;margin:24px 0"></div>'
_PAGE = """<!DOCTYPE html>
<html lang="{language}" dir="{direction}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light">
<title>{title}</title>
</head>
<body style="margin:0;padding:16px 8px;background:#eeeeee">
<table role="presentation" dir="{direction}" align="center" cellpadding="0" cellspacing="0" border="0" \
style="width:100%;max-width:{width}px;margin:0 auto;background:#ffffff;color:#111111;\
font-family:-apple-system,'Segoe UI',Roboto,'Helvetica Neue',Arial,'Noto Sans',sans-serif;\
font-variant-numeric:tabular-nums">
<tr><td style="padding:24px 24px 24px 24px">
{blocks}
</td></tr>
</table>
</body>
</html>
"""


@dataclass(frozen=True, slots=True)
class MailFacts:
    """What a page says of itself: its title, and its language (``ar-KW``)."""

    title: str
    language: str


class MailPage:
    """Writes documents as pages of their own, with every text escaped and every picture inside.

    A page says what the paper says, so it too lacks the characters that none of the fonts has.

    Args:
        fonts: the font files of the paper.
        pictures: the folder of the shop's logos.
    """

    def __init__(self, fonts: Sequence[Path], pictures: Path | None = None) -> None:
        self._fonts = tuple(fonts)
        self._pictures = pictures

    def html(self, document: Document, facts: MailFacts) -> str:
        """The file's text. In a language read from right to left, names stand on the right and amounts on the left."""
        blocks = legible(document, self._fonts).blocks
        while blocks and isinstance(blocks[-1], Cut):
            blocks = blocks[:-1]
        sides = _Sides("right", "left") if document.is_right_to_left else _Sides("left", "right")
        return _PAGE.format(
            language=escape(facts.language),
            direction="rtl" if document.is_right_to_left else "ltr",
            title=escape(facts.title),
            width=_MOST_WIDE,
            blocks="\n".join(self._block(block, sides) for block in blocks),
        )

    def _block(self, block: Block, sides: "_Sides") -> str:
        match block:
            case Text():
                return _paragraph(block, sides)
            case Columns():
                return _beside(block, sides)
            case Rule(double):
                return f'<div style="border-top:{"3px double" if double else "1px solid"} #999999;margin:8px 0"></div>'
            case Blank(lines):
                return f'<div style="height:{lines * 14}px;line-height:{lines * 14}px">&nbsp;</div>'
            case Qr(data):
                return _code(data)
            case _:
                return self._logo(block) if isinstance(block, Logo) else _CUT

    def _logo(self, block: Logo) -> str:
        logo = logo_image(self._pictures, block.reference, _DOTS)
        return _picture(logo, "", logo.width * _MOST_WIDE // _DOTS) if logo else ""


@dataclass(frozen=True, slots=True)
class _Sides:
    """Where lines begin and end."""

    begin: str
    end: str

    def of(self, align: Align) -> str:
        return {Align.LEFT: self.begin, Align.CENTER: "center", Align.RIGHT: self.end}[align]


def _paragraph(block: Text, sides: _Sides) -> str:
    indent = f";padding-{sides.begin}:{block.indent}ch" if block.indent else ""
    # By itself each text is turned as its own first letter wants it: a name in another script, a number, an address.
    return (
        f'<div dir="auto" style="text-align:{sides.of(block.align)};{_letters(block.style)}{indent}">'
        f"{_words(block.text)}</div>"
    )


def _beside(block: Columns, sides: _Sides) -> str:
    cells = "".join(_cell(cell, block, sides, is_first=number == 0) for number, cell in enumerate(block.cells))
    return (
        '<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="width:100%">'
        f"<tr>{cells}</tr></table>"
    )


def _cell(cell: Cell, block: Columns, sides: _Sides, *, is_first: bool) -> str:
    """What may be broken shares the room by its weight; an amount stands whole."""
    weights = sum(each.weight for each in block.cells)
    room = f"width:{100 * cell.weight // weights}%" if cell.weight else "white-space:nowrap"
    before = f"{block.indent}ch" if is_first else "12px"
    return (
        f'<td dir="auto" valign="top" style="text-align:{sides.of(cell.align)};{_letters(block.style)};{room};'
        f'padding-{sides.begin}:{before}">{_words(cell.text)}</td>'
    )


def _letters(style: Style) -> str:
    weight = "bold" if style.bold else "normal"
    return f"font-size:{_POINTS[style.size]}px;line-height:{_LINE};font-weight:{weight}"


def _words(text: str) -> str:
    return escape(text) or "&nbsp;"


def _code(data: str) -> str:
    """The code; its reader may hold the very telephone that should scan it, so an address can be touched as well."""
    picture = _picture(qr_image(data, _DOTS), data, _QR_SIDE)
    if not data.startswith("https://"):
        return picture
    return f'<a href="{escape(data)}" style="text-decoration:none">{picture}</a>'


def _picture(image: Image, said: str, width: int) -> str:
    file = BytesIO()
    image.save(file, "PNG", optimize=False)
    return (
        '<div style="text-align:center;padding:8px 0">'
        f'<img width="{width}" alt="{escape(said)}" style="width:{width}px;max-width:100%;height:auto;border:0" '
        f'src="data:image/png;base64,{b64encode(file.getvalue()).decode()}"></div>'
    )
