"""The fields of a member's record that a shop wants to see, by its setting."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos_terminal.domain.member import Member
from pos_terminal.presentation.plain import MAX_CHARACTERS
from pos_terminal.presentation.profile import ProfileField, profile_facts
from tests.presentation.member_shop import AVA


def shown(member: Member | None, *settings: str) -> list[tuple[str, str]]:
    return [(each.word, each.figure) for each in profile_facts(member, map(ProfileField.of, settings))]


def test_a_field_is_called_what_the_setting_calls_it_or_by_its_own_name_made_readable() -> None:
    assert shown(AVA, "tier=Level", "favourite_store", "tier = ") == [
        ("Level", "Gold"),
        ("Favourite store", "Harbour Street"),
        ("Tier", "Gold"),
    ]


@pytest.mark.parametrize("told", [{}, {"tier": ""}, {"tier": " \n "}, {"Tier": "Gold"}])
def test_a_field_that_was_not_told_is_not_available(told: dict[str, str]) -> None:
    assert shown(replace(AVA, profile_fields=told), "tier") == [("Tier", "Not available")]


def test_of_a_member_who_is_not_known_nothing_is_available() -> None:
    assert shown(None, "tier", "email") == [("Tier", "Not available"), ("Email", "Not available")]


def test_no_field_is_shown_that_the_shop_did_not_ask_for() -> None:
    assert shown(AVA) == []


def test_what_every_record_has_can_be_shown_as_well_with_numbers_and_addresses_masked() -> None:
    assert shown(AVA, "first_name", "last_name", "phone", "email", "user_account_id") == [
        ("First name", "Ava"),
        ("Last name", "Martin"),
        ("Phone", "••• 01"),
        ("Email", "a•••@example.com"),
        ("User account id", "Not available"),
    ]


@given(st.text(min_size=1), st.text())
def test_whatever_a_platform_tells_is_one_line_of_bounded_length(name: str, value: str) -> None:
    (fact,) = profile_facts(replace(AVA, profile_fields={name: value * 3000}), [ProfileField(name, "Level")])

    assert len(fact.figure) <= MAX_CHARACTERS
    assert fact.figure == " ".join(fact.figure.splitlines())
