"""Seeds: the one that comes along, and what is wrong with others."""

from pathlib import Path

import pytest

from pos_terminal.simulator import Platform, Seed, SeedError, load_seed
from pos_terminal.simulator.jsontext import encode
from pos_terminal.simulator.offers import OfferKind
from tests.simulator.till import Wire


def test_the_seed_that_comes_along_shows_everything() -> None:
    platform = Platform(seed=load_seed())
    members = list(platform.members.values())
    phones = [member.phone for member in members]

    assert 6 <= len(members) <= 8
    assert any(not (member.first_name or "").isascii() for member in members)
    assert any(member.partial for member in members)
    assert any(phones.count(phone) > 1 for phone in phones if phone)
    assert {held.offer.kind for held in platform.offers.values()} == set(OfferKind)
    assert any(len(member.accounts) > 1 for member in members)


def test_a_seed_brings_its_credentials(tmp_path: Path) -> None:
    path = tmp_path / "seed.json"
    path.write_bytes(encode({"key": "k", "secret": "s", "store_ids": ["a"], "client_ids": ["b"]}))

    config = Platform(seed=load_seed(path)).config

    assert (config.key, config.secret, config.store_ids, config.client_ids) == (
        "k",
        "s",
        frozenset("a"),
        frozenset("b"),
    )


@pytest.mark.parametrize(("code", "exponent"), [("USD", 2), ("JPY", 0), ("KWD", 3), ("CLF", 4)])
def test_a_seed_says_how_many_decimals_money_has(code: str, exponent: int) -> None:
    assert Platform(seed=Seed({"currency": code})).config.currency_exponent == exponent


MEMBER = {"user_id": "u", "user_account_id": "a"}
OFFER = {"offer_id": "o", "kind": "check_fixed", "value": 1, "names": {"en_US": "n"}}


@pytest.mark.parametrize(
    ("value", "place"),
    [
        ([], "object"),
        ({"memebrs": []}, "memebrs"),
        ({"currency": "yen"}, "currency: 'yen'"),
        ({"members": [MEMBER | {"phone": "+1"}]}, "members[0].phone"),
        ({"offers": [OFFER | {"kind": "free"}]}, "offers[0].kind"),
        ({"offers": [OFFER | {"value": "1"}]}, "offers[0].value"),
        ({"offers": [OFFER | {"names": {}}]}, "names"),
        ({"offers": [OFFER | {"ends": "tomorrow"}]}, "offers[0].ends"),
        ({"members": [MEMBER | {"offers": [{"user_offer_id": "x", "offer_id": "o"}]}]}, "no such offer: o"),
        (
            {"offers": [OFFER], "members": [MEMBER | {"offers": [{"user_offer_id": "x", "offer_id": "o"}] * 2}]},
            "twice",
        ),
        ({"ttl_codes": [{"code": "1", "user_offer_id": "x", "seconds": 1}]}, "no such offer: 1"),
    ],
)
def test_a_wrong_seed_is_refused_by_place(value: Wire, place: str) -> None:
    with pytest.raises(SeedError) as refused:
        Seed(value)

    assert place in str(refused.value)


@pytest.mark.parametrize("content", [None, b"{", b'{"a":1,"a":2}', b"\xff"])
def test_a_seed_that_cannot_be_read_is_refused(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "seed.json"
    if content is not None:
        path.write_bytes(content)

    with pytest.raises(SeedError, match=r"seed\.json") as refused:
        load_seed(path)

    assert str(refused.value).count("seed.json") == 1
    assert "Errno" not in str(refused.value)
