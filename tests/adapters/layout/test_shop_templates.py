"""A shop's own templates: used where they are whole, refused with their place where they are not."""

import os
import re
import shutil
from pathlib import Path

import pytest

from pos_terminal.adapters.escpos.plain import plain_text
from pos_terminal.adapters.layout.fault import TemplateFault
from pos_terminal.adapters.layout.sale_receipt import SaleReceipts
from pos_terminal.adapters.layout.shop_templates import ShopTemplates, mistakes_in
from pos_terminal.adapters.layout.specimens import SPECIMENS
from pos_terminal.bundle import bundled
from tests.adapters.layout.sales import STYLE, receipts, rounded_sale

BUILT_IN = bundled("receipts")
SHOWN = re.compile(r"\{\{.*?\}\}")
BROKEN = {
    "a tag that never ends": ("<receipt>\n\n{% if receipt.total %}\n</receipt>\n", "Unexpected end of template"),
    "a field that is none": ("<receipt>\n\n<text>{{ receipt.grand_total }}</text>\n</receipt>\n", "grand_total"),
    "an element that is none": ("<receipt>\n\n<table>1</table>\n</receipt>\n", "no element <table>"),
    "a value that is none": ('<receipt>\n\n<text size="huge">1</text>\n</receipt>\n', "'huge'"),
    "broken markup": ("<receipt>\n\n<text>1</receipt>\n", "markup is broken"),
    "what is underneath": ("<receipt>\n\n<text>{{ receipt.__class__.__mro__ }}</text>\n</receipt>\n", "unsafe"),
    "a part that is not there": ('<receipt>\n\n{% include "_head.j2" %}\n</receipt>\n', "_head.j2"),
    "itself": ('<receipt>\n\n{% include "sale.j2" %}\n</receipt>\n', "recursion"),
    "no end": ("<receipt>\n\n{% for each in range(10**9) %}<rule/>{% endfor %}\n</receipt>\n", "Range too big"),
    "no markup": ("\n\nWelcome\n", "markup is broken"),
    "a control byte before any markup": ("\n\na\x1bp\n", "markup is broken"),
    "a control byte": ("<receipt>\n\n<text>a\x1bp</text></receipt>\n", "markup is broken"),
    "loops in loops": (
        "<receipt>\n\n{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}\n</receipt>\n",
        "runs too long",
    ),
    "calls in calls": (
        "<receipt>\n\n{% macro m(n) %}{% if n %}{{ m(n-1) ~ m(n-1) }}{% endif %}{% endmacro %}{{ m(99) }}</receipt>\n",
        "runs too long",
    ),
    "a very long text": ("<receipt>\n\n<text>{{ 'x' * 3000000000 }}</text>\n</receipt>\n", "too large"),
    "a text that doubles": (
        "{% set n = namespace(x='xx') %}\n\n{% for a in range(60) %}{% set n.x = n.x ~ n.x %}{% endfor %}\n",
        "longer than 10000",
    ),
    "a number that grows": ("<receipt>\n\n<text>{{ 10 ** 1000000000 }}</text>\n</receipt>\n", "too large"),
    "a text padded by a filter": ("<receipt>\n\n<text>{{ 'x'|center(3000000000) }}</text>\n</receipt>\n", "widely"),
    "a text padded by a method": ("<receipt>\n\n<text>{{ 'x'.ljust(3000000000) }}</text>\n</receipt>\n", "widely"),
    "a text padded by a format": ("<receipt>\n\n<text>{{ '%3000000000d'|format(1) }}</text>\n</receipt>\n", "widely"),
    "a text padded by its fields": (
        "<receipt>\n\n<text>{{ '{:3000000000}'.format(1) }}</text>\n</receipt>\n",
        "widely",
    ),
}


@pytest.fixture
def own(tmp_path: Path) -> Path:
    folder = tmp_path / "templates"
    folder.mkdir()
    return folder


def printed(own: Path) -> str:
    document = SaleReceipts(ShopTemplates(own, BUILT_IN), STYLE).receipt(rounded_sale(), 0, "")
    return plain_text(document, 42)


def mistakes(own: Path) -> list[TemplateFault]:
    return list(mistakes_in(own, BUILT_IN))


USUAL = plain_text(receipts().receipt(rounded_sale(), 0, ""), 42)


def test_a_template_of_the_shop_prints_instead_of_the_built_in_one_and_may_have_parts(own: Path) -> None:
    (own / "_head.j2").write_text('<text>{{ _("TOTAL") }} at {{ receipt.store_name }}</text>', encoding="utf-8")
    (own / "sale.j2").write_text('<receipt>{% include "_head.j2" %}</receipt>', encoding="utf-8")

    assert printed(own) == "TOTAL at Corner Café\n"
    assert mistakes(own) == []


@pytest.mark.parametrize(("template", "reason"), BROKEN.values(), ids=BROKEN.keys())
def test_a_broken_template_is_refused_with_line_and_reason_and_the_built_in_one_prints(
    own: Path, template: str, reason: str
) -> None:
    (own / "sale.j2").write_text(template, encoding="utf-8")

    (fault,) = mistakes(own)
    assert (fault.template, reason in fault.reason) == ("sale.j2", True), fault
    assert fault.line in {3, 4}
    assert printed(own) == USUAL


def test_a_template_that_cannot_be_read_is_refused_as_well(own: Path) -> None:
    (own / "sale.j2").write_bytes(b"<receipt><text>Caf\xe9</text></receipt>")
    assert [fault.template for fault in mistakes(own)] == ["sale.j2"]
    assert printed(own) == USUAL


def test_a_file_that_no_paper_is_called_by_is_pointed_at(own: Path) -> None:
    (own / "sales.j2").write_text("<receipt></receipt>", encoding="utf-8")
    (fault,) = mistakes(own)
    assert "sale.j2" in fault.reason
    assert printed(own) == USUAL


def test_a_folder_that_is_not_there_changes_nothing(tmp_path: Path) -> None:
    assert mistakes(tmp_path / "nowhere") == []
    assert printed(tmp_path / "nowhere") == USUAL


def test_a_mended_template_prints_without_a_restart(own: Path) -> None:
    templates = ShopTemplates(own, BUILT_IN)
    writer = SaleReceipts(templates, STYLE)
    for time, template, told in ((1, "<receipt><text>One</text></receipt>", "One\n"), (2, "<receipt>{{", USUAL)):
        (own / "sale.j2").write_text(template, encoding="utf-8")
        os.utime(own / "sale.j2", (time, time))
        assert plain_text(writer.receipt(rounded_sale(), 0, ""), 42) == told


def test_there_are_specimens_of_every_built_in_template_and_all_of_these_are_whole() -> None:
    assert SPECIMENS.keys() == {path.name for path in BUILT_IN.glob("*.j2")}
    assert mistakes(BUILT_IN) == []


@pytest.mark.parametrize("name", SPECIMENS)
def test_a_mistake_at_any_place_of_a_template_is_found(own: Path, name: str, figures: dict[str, int]) -> None:
    """The specimens reach every expression: a field that is none is missed nowhere."""
    template = (BUILT_IN / name).read_text(encoding="utf-8")
    shutil.copy(BUILT_IN / name, own)
    places = list(SHOWN.finditer(template))
    assert len(places) > 5
    for place in places:
        broken = f"{template[: place.start()]}{{{{ receipt.nothing }}}}{template[place.end() :]}"
        (own / name).write_text(broken, encoding="utf-8")
        (fault,) = mistakes(own)
        assert "nothing" in fault.reason
        assert fault.line == template.count("\n", 0, place.start()) + 1
        figures["mistakes in templates"] += 1
