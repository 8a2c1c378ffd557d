"""The shop's picture at the head of a receipt, brought to the paper's width and to black and white once."""

import logging
from functools import lru_cache
from pathlib import Path

from PIL import Image, ImageOps

_log = logging.getLogger("pos.printer")
_TALLEST = 400
_WHAT_A_BROKEN_PICTURE_RAISES = (OSError, SyntaxError, ValueError, Image.DecompressionBombError)


def logo_image(folder: Path | None, reference: str, dots: int) -> Image.Image | None:
    """The picture as the printer shows it, 1 bit a dot; None if there is none, which never stops a receipt.

    Args:
        folder: where the shop's pictures lie.
        reference: the file's name in it; a way out of the folder finds nothing.
        dots: the width of the paper.
    """
    if folder is None or Path(reference).name != reference:
        _log.warning("logo not printed reference=%s reason=not in the folder of pictures", reference)
        return None
    path = folder / reference
    try:
        return _loaded(path, path.stat().st_mtime_ns, dots)
    except _WHAT_A_BROKEN_PICTURE_RAISES as error:
        _log.warning("logo not printed reference=%s reason=%s", reference, error)
        return None


@lru_cache(maxsize=4)
def _loaded(path: Path, _modified: int, dots: int) -> Image.Image:
    with Image.open(path) as picture:
        rgba = picture.convert("RGBA")
    paper = Image.new("RGBA", rgba.size, "white")
    grey = Image.alpha_composite(paper, rgba).convert("L")
    if grey.width > dots or grey.height > _TALLEST:
        grey = ImageOps.contain(grey, (dots, _TALLEST))
    return grey.convert("1")
