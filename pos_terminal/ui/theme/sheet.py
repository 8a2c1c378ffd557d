"""One style sheet a theme and text factor, filled from the tokens; a name that no token has fails the build."""

import re

from pos_terminal.ui.theme.tokens import ThemeName, Tokens

_PLACE = re.compile(r"@([a-z0-9_.]+)@")


class UnknownToken(KeyError):
    """The style sheet's template names a token that `tokens.json` does not have."""


def build_sheet(template: str, tokens: Tokens, theme: ThemeName, text_factor: float = 1.0) -> str:
    """The template with every `@token@` filled in.

    Args:
        template: Qt style sheet with places such as `@primary@`, `@radius.md@`, `@type.label.size@`.
        tokens: where the values come from.
        theme: which palette the plain colour names mean.
        text_factor: 1.0, 1.25 or 1.5; scales type sizes alone.

    Raises:
        UnknownToken: a place has no token.
    """
    values = _values(tokens, theme, text_factor)

    def fill(place: re.Match[str]) -> str:
        name = place.group(1)
        if name not in values:
            raise UnknownToken(name)
        return values[name]

    return _PLACE.sub(fill, template)


def _values(tokens: Tokens, theme: ThemeName, text_factor: float) -> dict[str, str]:
    values: dict[str, str] = tokens.palettes[theme]._asdict()
    groups = {"space": tokens.space, "radius": tokens.radius, "border": tokens.border, "target": tokens.target}
    for group, entries in groups.items():
        values |= {f"{group}.{name}": f"{length}px" for name, length in entries.items()}
    for name, style in tokens.type.items():
        values[f"type.{name}"] = f"font-size: {round(style.size * text_factor)}px; font-weight: {style.weight}"
    values["family"] = ", ".join(f'"{family}"' for family in tokens.families)
    return values
