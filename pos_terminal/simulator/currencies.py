"""How many decimals the money of a currency has (ISO 4217)."""

import re

_CODE = re.compile(r"[A-Z]{3}")
_USUAL = 2
_UNUSUAL = {
    0: "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF",
    3: "BHD IQD JOD KWD LYD OMR TND",
    4: "CLF UYW",
}
_EXPONENTS = {code: exponent for exponent, codes in _UNUSUAL.items() for code in codes.split()}


def exponent_of(code: str) -> int:
    """The decimals of this currency: USD 2, JPY 0, KWD 3. Raises ValueError unless it is three capital letters."""
    if not _CODE.fullmatch(code):
        raise ValueError(f"{code!r} is not a currency code: three capital letters are wanted, such as USD")
    return _EXPONENTS.get(code, _USUAL)
