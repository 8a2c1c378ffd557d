"""Names and texts made to be commands, on every kind of row: a strict reader finds nothing but our own commands."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from pos_terminal.adapters.escpos.encode import Encoder
from pos_terminal.adapters.escpos.plain import plain_text
from pos_terminal.domain.receipt import Align, Columns, Cut, Document, Text
from tests.adapters.escpos.paper_reader import read_paper
from tests.adapters.escpos.samples import ENGLISH, paper, sale

if TYPE_CHECKING:
    from collections import Counter

_COMMANDS = ("\x1bp\x00\x19\xfa", "\x1b@", "\x1dV\x00", "\x10\x14\x01\x00\x01", "\x1d(k\x03\x00", "\x1bt\x13", "{B")
_LETTERS = "abc XYZ 0123 €£ß é ñ -.,:;'&<>%{}"
_OTHERS = ("日本語 Ωμέγα привет שלום مرحبا हिन्दी 😀", "\u202e\u200f\u0301\u2028\ufffe\ud800", "\r\nTOTAL €0.01\n")
_TEXTS_A_DOCUMENT = 40


def text(chance: random.Random) -> str:
    """Letters of printers' pages, commands and control bytes, and now and then another script."""
    parts = []
    for _ in range(chance.randint(1, 6)):
        kind = chance.random()
        if kind < 0.3:
            parts.append(chance.choice(_COMMANDS))
        elif kind < 0.5:
            parts.append("".join(chr(chance.choice((*range(32), 127, *range(128, 160)))) for _ in range(3)))
        else:
            letters = _LETTERS if chance.random() < 0.98 else chance.choice(_OTHERS)
            parts.append("".join(chance.choice(letters) for _ in range(chance.randint(1, 20))))
    return "".join(parts)


def document(texts: list[str]) -> Document:
    """The texts as lines and in columns."""
    half = len(texts) // 2
    rows = (Columns.of(each, "€9.87") for each in texts[half:])
    return Document((*(Text(each, Align.CENTER) for each in texts[:half]), *rows, Cut()))


def fuzzed(encoder: Encoder, documents: range, figures: Counter[str]) -> None:
    for seed in documents:
        texts = [text(random.Random(f"{seed}/{at}")) for at in range(_TEXTS_A_DOCUMENT)]
        page = document(texts)
        read_paper(encoder.encode(page), 48)
        said = plain_text(page, 48)
        assert [each for each in said if (each < " " and each != "\n") or "\x7f" <= each < "\xa0"] == [], seed
        figures["texts fuzzed for the printer"] += len(texts)


@pytest.fixture(scope="module")
def encoder(tmp_path_factory: pytest.TempPathFactory) -> Encoder:
    return Encoder(paper(48, tmp_path_factory.mktemp("cache")))


def test_no_text_becomes_a_command(encoder: Encoder, figures: Counter[str]) -> None:
    fuzzed(encoder, range(20), figures)


@pytest.mark.soak
def test_none_of_two_hundred_thousand_texts_becomes_a_command(encoder: Encoder, figures: Counter[str]) -> None:
    fuzzed(encoder, range(20, 5_020), figures)


@pytest.mark.parametrize("seed", range(3))
def test_no_name_on_a_receipt_becomes_a_command(encoder: Encoder, seed: int) -> None:
    chance = random.Random(seed)
    lines = tuple(replace(line, name=text(chance), note=text(chance)) for line in ENGLISH.lines)
    hostile = replace(ENGLISH, store_name=text(chance), operator=text(chance), lines=lines, footer=(text(chance),))
    read_paper(encoder.encode(sale(hostile)), 48)
