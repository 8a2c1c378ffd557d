import json
import re
from pathlib import Path

import pytest
from PySide6.QtGui import QFont, QFontMetricsF, QTextLayout
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from pos_terminal.bundle import bundled
from pos_terminal.presentation.category_art import _BY_WORD
from pos_terminal.ui.theme.colour import contrast_ratio, mix
from pos_terminal.ui.theme.fonts import needs_more_scripts
from pos_terminal.ui.theme.icons import Icons, UnknownIcon
from pos_terminal.ui.theme.look import Look
from pos_terminal.ui.theme.sheet import UnknownToken, build_sheet
from pos_terminal.ui.theme.tokens import ThemeName, Tokens, TokensBroken, load_tokens


@pytest.fixture(scope="module")
def tokens() -> Tokens:
    return load_tokens(bundled("resources", "tokens.json"))


@pytest.mark.parametrize("theme", list(ThemeName))
def test_every_pair_reaches_its_contrast(theme: ThemeName, tokens: Tokens) -> None:
    palette = tokens.palettes[theme]
    for pair, least in tokens.contrast_pairs[theme].items():
        front, back = pair.split("/")
        assert contrast_ratio(getattr(palette, front), getattr(palette, back)) >= least, pair


@pytest.mark.parametrize("theme", list(ThemeName))
def test_category_ink_reads_on_its_tint_in_every_theme(theme: ThemeName, look: Look, qapp: QApplication) -> None:
    look.use(qapp, theme)
    for name in look.tokens.tints:
        tint = look.tint(name)
        assert contrast_ratio(tint.ink, tint.tint) >= 4.5, name


def test_contrast_is_that_of_wcag() -> None:
    assert contrast_ratio("#FFFFFF", "#000000") == pytest.approx(21)
    assert contrast_ratio("#777777", "#FFFFFF") == pytest.approx(4.478, abs=0.001)
    assert mix("#FFFFFF", "#000000", 0.5) == "#808080"


@pytest.mark.parametrize("theme", list(ThemeName))
@pytest.mark.parametrize("factor", [1.0, 1.25, 1.5])
def test_the_sheet_is_filled_to_the_last_place(theme: ThemeName, factor: float, tokens: Tokens) -> None:
    template = bundled("resources", "terminal.qss").read_text("utf-8")
    sheet = build_sheet(template, tokens, theme, factor)
    assert "@" not in sheet
    assert f"font-size: {round(40 * factor)}px" in sheet


def test_a_template_that_names_an_unknown_token_fails(tokens: Tokens) -> None:
    with pytest.raises(UnknownToken, match="primry"):
        build_sheet("a { color: @primry@ }", tokens, ThemeName.LIGHT)


@pytest.mark.parametrize("damage", ["missing", "unknown"])
def test_a_palette_with_a_missing_or_unknown_colour_is_refused(damage: str, tmp_path: Path) -> None:
    raw = json.loads(bundled("resources", "tokens.json").read_text("utf-8"))
    if damage == "missing":
        del raw["color"]["dark"]["primary"]
    else:
        raw["color"]["dark"]["primry"] = "#000000"
    path = tmp_path / "tokens.json"
    path.write_text(json.dumps(raw), "utf-8")
    with pytest.raises(TokensBroken, match="prim"):
        load_tokens(path)


def test_digits_are_all_of_one_width_also_under_the_style_sheet(look: Look) -> None:
    metrics = QFontMetricsF(look.font("total"))
    assert metrics.horizontalAdvance("1111") == metrics.horizontalAdvance("0000")
    label = QLabel("1111")
    label.setProperty("type", "total")
    label.ensurePolished()
    assert label.font().pixelSize() == 40
    drawn = QFontMetricsF(label.font())
    assert drawn.horizontalAdvance("1111") == drawn.horizontalAdvance("0000")
    label.deleteLater()


def test_the_bundled_face_draws_letters_and_not_boxes(look: Look) -> None:
    font = look.font("body")
    assert "Inter" in font.families()
    metrics = QFontMetricsF(font)
    assert metrics.horizontalAdvance("iiii") < metrics.horizontalAdvance("WWWW")
    assert font.featureValue(QFont.Tag("tnum")) == 1


@pytest.mark.parametrize(
    "text",
    ["Crème", "Молоко", "γάλα", "حليب", "חלב", "牛奶", "たけのこの里", "우유", "นม", "दूध", "பால்", "দুধ", "Հաց", "პური"],
)
def test_names_in_every_script_are_drawn_with_letters(look: Look, text: str) -> None:
    look.cover_all_scripts()
    layout = QTextLayout(text, look.font("body"))
    layout.beginLayout()
    layout.createLine()
    layout.endLayout()
    glyphs = [glyph for run in layout.glyphRuns() for glyph in run.glyphIndexes()]
    assert glyphs
    assert 0 not in glyphs


def test_only_letters_beyond_inter_ask_for_more_faces() -> None:
    assert not any(needs_more_scripts(name) for name in ("Maya", "Łukasz", "Ольга", "Ελένη", ""))
    assert all(needs_more_scripts(name) for name in ("محمد", "愛子", "สมชาย"))


def test_every_icon_that_code_names_is_vendored() -> None:
    icons = Icons(bundled("resources", "icons"))
    folder = bundled("resources", "icons")
    known = {path.stem for path in folder.glob("*.svg")}
    root = Path(__file__).parents[2] / "pos_terminal"
    named = {art.icon for _, art in _BY_WORD}
    for path in [*root.glob("ui/**/*.py"), *root.glob("presentation/**/*.py")]:
        text = path.read_text("utf-8")
        named |= set(re.findall(r'icon="([a-z0-9-]+)"', text))
        named |= set(re.findall(r'show_icon\("([a-z0-9-]+)"', text))
        named |= set(re.findall(r'Pill\(f?"[^"]*", "([a-z0-9-]+)"', text))
    assert len(named) > 30
    assert named <= known
    with pytest.raises(UnknownIcon):
        icons.icon("unicorn", "#000000", 24)


def test_all_art_of_the_sample_store_is_vendored() -> None:
    icons = Icons(bundled("resources", "icons"))
    items = json.loads(bundled("resources", "store", "catalog.json").read_text("utf-8"))["items"]
    assert {item["image"] for item in items if item.get("image") and not icons.has_art(item["image"])} == set()


def test_a_picture_is_rendered_once_a_size_and_colour(look: Look) -> None:
    assert look.icon("scan", "primary", 22, 1.0) is look.icon("scan", "primary", 22, 1.0)
    assert look.icon("scan", "primary", 22, 2.0).width() == 44


def test_the_look_changes_live_and_tells(look: Look, qapp: QApplication, qtbot: QtBot) -> None:
    light = look.colour("bg_surface").name()
    with qtbot.waitSignal(look.changed):
        look.use(qapp, ThemeName.DARK)
    assert look.colour("bg_surface").name() != light
    assert "#171F2B" in qapp.styleSheet()
