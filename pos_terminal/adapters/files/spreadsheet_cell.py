"""A text as a cell of a CSV file that a spreadsheet opens: no such program takes it for a formula."""

_BEGINS_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\0")


def spreadsheet_cell(text: str) -> str:
    """The text; an apostrophe before what would be reckoned (OWASP, CSV injection)."""
    return f"'{text}" if text.startswith(_BEGINS_FORMULA) else text
