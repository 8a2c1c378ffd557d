"""Writes down how each culture writes numbers, times and days, from CLDR as Babel has it (resources/notations.json).

Run by the checkout's own interpreter. Screens read the file: Babel is too slow to be loaded before the first one.
"""

import json
import re
from collections.abc import Iterator
from pathlib import Path

from babel import Locale, localedata
from babel.core import UnknownLocaleError
from babel.dates import match_skeleton
from babel.numbers import parse_pattern

NOTATIONS = Path(__file__).resolve().parents[1] / "resources" / "notations.json"

_SPOKEN = frozenset({"ar", "de", "en", "es", "fr", "ja", "pt", "zh"})
"""The languages whose names of months and weekdays the screens have."""
_PLAIN_CLOCK, _PLAIN_DAY, _PLAIN_DATE = "{hour:02}:{minute:02}", "{weekday} {day} {month}", "{year}-{month:02}-{day:02}"
_LETTERS = re.compile(r"'([^']*)'|([a-zA-Z])\2*|.")
_CLOCK = {
    "H": "{hour}",
    "HH": "{hour:02}",
    "h": "{twelve}",
    "hh": "{twelve:02}",
    "mm": "{minute:02}",
    "a": "{half}",
    "B": "{half}",
}
_DAY = {"EEEE": "{weekday}", "MMMM": "{month}", "M": "{number}", "d": "{day}", "dd": "{day}"}
_DATE_SIGNS = "./- \N{RIGHT-TO-LEFT MARK}"
_YEAR = re.compile(r",? ('de' )?y$|^y年")
_DATE = {
    "y": "{year}",
    "yyyy": "{year}",
    "M": "{month}",
    "MM": "{month:02}",
    "d": "{day}",
    "dd": "{day:02}",
}


def main() -> int:
    """Rewrites the file."""
    NOTATIONS.write_text(written(), encoding="utf-8")
    return 0


def written() -> str:
    """The whole file: each notation once, and which culture has which, where a country differs from its language."""
    rows: list[list[str]] = []
    cultures: dict[str, int] = {}
    for name in _names():
        row = _row(name)
        if row not in rows:
            rows.append(row)
        number, language = rows.index(row), name.partition("_")[0]
        if number != cultures.get(language):
            cultures[name] = number
    lines = ",\n".join(json.dumps(row) for row in rows)
    return f'{{"notations": [\n{lines}\n],\n"cultures": {json.dumps(cultures)}}}\n'


def _names() -> Iterator[str]:
    """Every language, then those of countries, as the till's settings name them: a script follows from the country."""
    known = [Locale.parse(each) for each in localedata.locale_identifiers()]
    names = {each.language for each in known} | {
        f"{each.language}_{each.territory}" for each in known if each.territory
    }
    for name in sorted(names, key=lambda each: ("_" in each, each)):
        try:
            Locale.parse(name)
        except UnknownLocaleError:
            continue
        yield name


def _row(name: str) -> list[str]:
    locale = Locale.parse(name)
    symbols = locale.number_symbols["latn"]
    clock = locale.time_formats["short"].pattern
    last, others = parse_pattern(locale.decimal_formats[None].pattern).grouping
    return [
        symbols["decimal"],
        symbols["group"],
        str(last),
        str(others),
        symbols["minusSign"].replace("-", "\N{MINUS SIGN}"),
        _percent(locale, symbols["percentSign"]),
        _filled(re.sub(r"\s", "\N{NO-BREAK SPACE}", clock), _CLOCK, ".:\N{NO-BREAK SPACE}", _PLAIN_CLOCK),
        _day(locale),
        _date(locale),
    ]


def _percent(locale: Locale, sign: str) -> str:
    before, after = re.split(r"[#,0]+", locale.percent_formats[None].pattern.partition(";")[0])
    return f"{before}{{}}{after}".replace("%", sign)


def _day(locale: Locale) -> str:
    if locale.language not in _SPOKEN or locale.script == "Hant":
        return _PLAIN_DAY
    return _filled(_YEAR.sub("", locale.date_formats["full"].pattern), _DAY, None, _PLAIN_DAY)


def _date(locale: Locale) -> str:
    skeletons = locale.datetime_skeletons
    found = match_skeleton("yMd", skeletons)
    return _filled(skeletons[found].pattern, _DATE, _DATE_SIGNS, _PLAIN_DATE) if found else _PLAIN_DATE


def _filled(pattern: str, blanks: dict[str, str], signs: str | None, plain: str) -> str:
    """The pattern with blanks instead of letters; ``plain`` where it has other letters or signs (None: any sign)."""
    parts: list[str] = []
    for each in _LETTERS.finditer(pattern):
        if each[2]:
            if each[0] not in blanks:
                return plain
            parts.append(blanks[each[0]])
        elif signs is None or each[0] in signs:
            parts.append(each[0] if each[1] is None else each[1])
        else:
            return plain
    return "".join(parts)


if __name__ == "__main__":
    raise SystemExit(main())
