"""What a shop changes of its papers without code: header, footer, logo, language and templates."""

from pathlib import Path

import pytest
from PIL import Image

from tests.cli.till import CLOSE, LATTE, Till

CARD = {"do": "tender", "type": "Credit Card"}
GOOD = "<receipt><text>Ours, {{ receipt.total }}</text><cut/></receipt>"
BROKEN = "<receipt>\n<text>{{ receipt.grand_total }}</text>\n</receipt>"


@pytest.fixture
def shop(till: Till, tmp_path: Path) -> Till:
    (till.folder / "ours").mkdir()
    till.change("printer", driver="file", target=str(tmp_path / "paper"))
    till.change("store", templates="ours")
    return till


def receipt(till: Till) -> str:
    *_, closed = till.sells(LATTE, CARD, CLOSE)
    return Path(closed["state"]["receipt"]).with_suffix(".txt").read_text(encoding="utf-8")


def test_a_template_of_the_shop_is_on_paper(shop: Till) -> None:
    (shop.folder / "ours" / "sale.j2").write_text(GOOD, encoding="utf-8")
    assert receipt(shop) == "Ours, $4.87\n"
    assert shop.run("printer", "test").status == 0


def test_a_broken_template_is_named_with_its_line_by_doctor_and_printer_test_and_sales_go_on(shop: Till) -> None:
    path = shop.folder / "ours" / "sale.j2"
    path.write_text(BROKEN, encoding="utf-8")

    assert "TOTAL" in receipt(shop)
    tested, examined = shop.run("printer", "test"), shop.run("doctor", "--json")
    for ran in (tested.err, examined.json["layout"]):
        assert f"{path}, line 2: " in ran
        assert "grand_total" in ran
    assert (tested.status, examined.status) == (1, 1)
    assert "layout" in examined.json["wrong"]
    assert shop.run("printer", "test", "--json").json["layout"]


def test_a_folder_or_a_logo_that_is_not_there_is_named(shop: Till) -> None:
    shop.change("store", templates="theirs", logo="shop.png")
    said = shop.run("doctor", "--json").json["layout"]
    assert "theirs" in said
    assert "shop.png" in said
    assert "TOTAL" in receipt(shop)


def test_header_footer_logo_and_language_are_settings(shop: Till) -> None:
    Image.new("1", (200, 100), 0).save(shop.folder / "shop.png")
    shop.change("store", templates="", logo="shop.png", header=["12 High Street"], footer=["Bis bald!"])
    shop.change("terminal", culture="de_DE")
    text = receipt(shop)

    assert [words in text for words in ("12 High Street", "Bis bald!", "SUMME")] == [True] * 3
    shown = shop.run("receipt", "show", "--as", "html").out
    assert '<html lang="de-DE"' in shown
    assert shown.index("data:image/png") < shown.index("12 High Street")
    assert shop.run("doctor", "--json").json["layout"] == "built in"
