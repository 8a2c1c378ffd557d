from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos_terminal.domain.errors import BadArgument
from pos_terminal.domain.member import KeyKind, LookupKey, Member, PhoneForm

UUID = "8d7c6b5a-0000-4000-8000-00000000abcd"


@pytest.mark.parametrize(
    ("text", "form", "digits"),
    [
        ("+1 (555) 010-0123", PhoneForm.DIGITS, "15550100123"),
        ("+1 (555) 010-0123", PhoneForm.STRIP_US_1, "5550100123"),
        ("15550100123", PhoneForm.STRIP_US_1, "5550100123"),
        ("5550100123", PhoneForm.STRIP_US_1, "5550100123"),
        ("1555010012", PhoneForm.STRIP_US_1, "1555010012"),
        ("25550100123", PhoneForm.STRIP_US_1, "25550100123"),
        ("\u0665\u0665\u0665 010", PhoneForm.DIGITS, "555010"),
    ],
)
def test_a_phone_number_goes_out_as_the_digits_the_tenant_stores(text: str, form: PhoneForm, digits: str) -> None:
    assert LookupKey.of({KeyKind.PHONE: text}, form) == LookupKey(KeyKind.PHONE, digits)


@pytest.mark.parametrize("text", ["9999999999", "000-000", "1234567890", "(123) 456-7890", "", "ask me", "5"])
@pytest.mark.parametrize("form", list(PhoneForm))
def test_a_number_made_up_to_be_left_alone_is_refused(text: str, form: PhoneForm) -> None:
    with pytest.raises(BadArgument, match="nobody's phone number"):
        LookupKey.of({KeyKind.PHONE: text}, form)


def test_a_made_up_number_is_refused_after_its_country_code_is_gone() -> None:
    with pytest.raises(BadArgument):
        LookupKey.of({KeyKind.PHONE: "1 999 999 9999"}, PhoneForm.STRIP_US_1)


@pytest.mark.parametrize("given", [{}, {KeyKind.PHONE: None}, {KeyKind.PHONE: "5550100123", KeyKind.EMAIL: "a@b.c"}])
def test_exactly_one_identifier_is_wanted(given: dict[KeyKind, str | None]) -> None:
    with pytest.raises(BadArgument, match="exactly one of email, phone, user_id, external_customer_id"):
        LookupKey.of(given)


def test_identifiers_that_are_not_given_do_not_count() -> None:
    key = LookupKey.of({KeyKind.EMAIL: None, KeyKind.EXTERNAL_CUSTOMER_ID: " card-1 "})

    assert key == LookupKey(KeyKind.EXTERNAL_CUSTOMER_ID, "card-1")


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (KeyKind.EMAIL, "ann.example.com"),
        (KeyKind.EMAIL, "@example.com"),
        (KeyKind.EMAIL, "ann@"),
        (KeyKind.USER_ID, "  "),
        (KeyKind.USER_ID, "a\x00b"),
        (KeyKind.EXTERNAL_CUSTOMER_ID, "9" * 255),
    ],
)
def test_an_identifier_that_cannot_be_meant_is_refused(kind: KeyKind, text: str) -> None:
    with pytest.raises(BadArgument):
        LookupKey.of({kind: text})


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        (" Ann@Example.com ", KeyKind.EMAIL, "Ann@Example.com"),
        (UUID.upper(), KeyKind.USER_ID, UUID.upper()),
        ("555 010 0123", KeyKind.PHONE, "5550100123"),
    ],
)
def test_what_somebody_keys_says_which_identifier_it_is(text: str, kind: KeyKind, value: str) -> None:
    assert LookupKey.keyed(text) == LookupKey(kind, value)


@given(st.text())
def test_whatever_is_keyed_is_an_identifier_or_refused(text: str) -> None:
    try:
        key = LookupKey.keyed(text)
    except BadArgument:
        return
    assert key.kind is not KeyKind.PHONE or (key.value.isascii() and key.value.isdigit())


def test_personal_data_stays_out_of_the_repr() -> None:
    member = Member("8d7c", first_name="Ann", last_name="Lee", phone="5550100123", email="ann@example.com")

    assert "8d7c" in repr(member)
    assert not [each for each in ("Ann", "Lee", "5550100123", "ann@") if each in repr(member)]
    assert "5550100123" not in repr(LookupKey(KeyKind.PHONE, "5550100123"))


@pytest.mark.parametrize(("first", "last", "shown"), [("Ann", "Lee", "Ann L."), ("Ann", None, "Ann"), (None, None, "")])
def test_a_member_is_shown_by_first_name_and_initial(first: str | None, last: str | None, shown: str) -> None:
    assert Member("8d7c", first_name=first, last_name=last).display_name == shown


def test_of_a_member_whose_sale_has_ended_only_the_name_and_the_points_are_kept() -> None:
    told = Member("u-1", "acc", "Ava", "Martin", "5550100001", "ava@example.com", Decimal(7), {"tier": "Gold"}, ())

    assert told.remembered() == Member("u-1", None, "Ava", "Martin", points=Decimal(7))
