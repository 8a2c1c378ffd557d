"""QR codes that scan from paper: large enough modules, and the white around them that the standard wants."""

from functools import lru_cache

import qrcode
from PIL import Image
from qrcode.constants import ERROR_CORRECT_M

QUIET_MODULES = 4
"""The white on every side, in modules (ISO/IEC 18004, 9.1)."""
_LARGEST_MODULE = 6
_SMALLEST_MODULE = 2
_FIXED_MASK = 2
"""Any mask can be read; trying all eight costs 6 ms a receipt."""

# Bytes that versions 1, 2, ... hold at error correction M (ISO/IEC 18004, table 7).
_CAPACITY = (14, 26, 42, 62, 84, 106, 122, 152, 180, 213, 251, 287, 331, 362, 412, 450, 504)


def module_dots(data: str, dots: int) -> int:
    """How many dots wide a module may be so that the code and its white fit a paper of ``dots``; 6 at most."""
    size = len(data.encode())
    version = next((number for number, held in enumerate(_CAPACITY, start=1) if size <= held), len(_CAPACITY))
    modules = 17 + 4 * version + 2 * QUIET_MODULES
    return max(_SMALLEST_MODULE, min(_LARGEST_MODULE, dots // modules))


@lru_cache(maxsize=8)
def squares(data: str, quiet: int = 0) -> tuple[tuple[bool, ...], ...]:
    """The code row by row, True where it is dark, with so many modules of white around it."""
    code = qrcode.QRCode(error_correction=ERROR_CORRECT_M, border=quiet, mask_pattern=_FIXED_MASK)
    code.add_data(data, optimize=0)
    code.make(fit=True)
    return tuple(map(tuple, code.get_matrix()))


@lru_cache(maxsize=8)
def qr_image(data: str, dots: int) -> Image.Image:
    """The code in black on white with its quiet zone, 1 bit a dot; made for a paper ``dots`` wide."""
    modules = squares(data, QUIET_MODULES)
    small = Image.new("1", (len(modules), len(modules)), 1)
    small.putdata([0 if dark else 255 for line in modules for dark in line])
    module = module_dots(data, dots)
    return small.resize((small.width * module, small.height * module), Image.Resampling.NEAREST)
