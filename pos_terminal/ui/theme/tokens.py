"""Design tokens as frozen values, so that a misspelt colour or size fails when it is read, not on screen."""

import json
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple


class TokensBroken(ValueError):
    """`tokens.json` misses a token or holds one that nobody knows."""


class ThemeName(StrEnum):
    """The three looks of the terminal."""

    LIGHT = "light"
    DARK = "dark"
    CONTRAST = "contrast"


class Palette(NamedTuple):
    """The colours of one theme as `#RRGGBB` (`scrim` as `#RRGGBBAA`), named by role and never by hue."""

    bg_canvas: str
    bg_surface: str
    bg_raised: str
    bg_inset: str
    border_subtle: str
    border_control: str
    text_primary: str
    text_secondary: str
    text_disabled: str
    primary: str
    primary_pressed: str
    primary_soft: str
    on_primary: str
    loyalty: str
    loyalty_soft: str
    on_loyalty: str
    success: str
    success_soft: str
    on_success: str
    warning: str
    warning_fill: str
    warning_soft: str
    on_warning_fill: str
    danger: str
    danger_soft: str
    on_danger: str
    info: str
    info_soft: str
    focus: str
    focus_gap: str
    training: str
    on_training: str
    scrim: str


class TypeStyle(NamedTuple):
    """One step of the type scale: size and line height in dp, weight 400-700."""

    size: int
    weight: int
    line: int


class Tint(NamedTuple):
    """A category's ground and ink in the light theme; the dark ones are mixed from them."""

    tint: str
    ink: str


class Tokens(NamedTuple):
    """All tokens that screens draw with; lengths in dp, durations in milliseconds.

    ``type`` is the cashier's scale of type, ``kiosk_type`` that of a kiosk.
    """

    palettes: Mapping[ThemeName, Palette]
    tints: Mapping[str, Tint]
    families: tuple[str, ...]
    features: tuple[str, ...]
    type: Mapping[str, TypeStyle]
    kiosk_type: Mapping[str, TypeStyle]
    space: Mapping[str, int]
    radius: Mapping[str, int]
    border: Mapping[str, int]
    target: Mapping[str, int]
    motion: Mapping[str, int]
    contrast_pairs: Mapping[ThemeName, Mapping[str, float]]
    """`"foreground/background"` -> the least WCAG contrast ratio that the pair must reach."""


def load_tokens(path: Path) -> Tokens:
    """Read `tokens.json`.

    Raises:
        TokensBroken: a token is missing, unknown or of the wrong shape.
    """
    raw = json.loads(path.read_text("utf-8"))
    try:
        return Tokens(
            palettes={name: _palette(raw["color"][name]) for name in ThemeName},
            tints={name: Tint(entry["tint"], entry["ink"]) for name, entry in raw["category"].items()},
            families=tuple(raw["font"]["family"]),
            features=tuple(raw["font"]["features"]),
            type={name: TypeStyle(**entry) for name, entry in raw["type"]["pos"].items()},
            kiosk_type={name: TypeStyle(**entry) for name, entry in raw["type"]["kiosk"].items()},
            space=_lengths(raw["space"]),
            radius=_lengths(raw["radius"]),
            border=_lengths(raw["border"]),
            target=_lengths(raw["target"]),
            motion=_lengths(raw["motion"]),
            contrast_pairs={name: _least_ratios(raw["contrast"][name]) for name in ThemeName},
        )
    except (KeyError, TypeError) as error:
        raise TokensBroken(f"{path.name}: {error}") from error


def _palette(colours: Mapping[str, str]) -> Palette:
    unknown = set(colours) - set(Palette._fields)
    if unknown:
        raise TokensBroken(f"unknown colours: {', '.join(sorted(unknown))}")
    return Palette(**colours)


def _lengths(entries: Mapping[str, object]) -> Mapping[str, int]:
    """Only the plain whole numbers: ranges and notes in the file are for people."""
    return {name: value for name, value in entries.items() if isinstance(value, int)}


def _least_ratios(pairs: Mapping[str, Mapping[str, float]]) -> Mapping[str, float]:
    return {pair: entry["min"] for pair, entry in pairs.items()}
