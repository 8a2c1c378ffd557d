import json
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos_terminal.adapters.sessionm.jsontext import UnreadableJson, read
from pos_terminal.adapters.sessionm.reading import Reading
from pos_terminal.domain.discount import DiscountedLine, DiscountStatus
from pos_terminal.domain.member import PointAccount
from pos_terminal.domain.money import Money
from tests.adapters.sessionm.samples import LOCKED, LOCKED_TEXT, USD, usd

NOW = datetime(2026, 3, 4, 15, 0, tzinfo=UTC)
READING = Reading(USD, NOW)
FULL_USER = (
    '{"user_reference_id":"8d7c","user_account_id":"acc-1","first_name":"Ann","last_name":"Lee","phone":"5550100123",'
    '"email":"ann@example.com","points":420.5,"profile_fields":{"tier":"Gold","since":2019,"pet":null},'
    f'"offers":[{LOCKED_TEXT}],"point_accounts":[{{"account_name":"Points","user_point_account_id":"upa","point_account_id":"pa",'
    '"grouping_label":"Spend","available_balance":"420","life_time_value":1810}]}'
)


def users(*rows: str) -> object:
    return read(f'{{"users":[{",".join(rows)}]}}'.encode())


def test_every_field_of_a_member_is_read() -> None:
    (member,) = READING.members(users(FULL_USER))

    assert (member.user_reference_id, member.user_account_id, member.points) == ("8d7c", "acc-1", Decimal("420.5"))
    assert (member.first_name, member.last_name, member.phone, member.email) == (
        "Ann",
        "Lee",
        "5550100123",
        "ann@example.com",
    )
    assert member.profile_fields == {"tier": "Gold", "since": "2019"}
    assert member.offers == (LOCKED,)
    assert member.point_accounts == (PointAccount("Points", "pa", "Spend", Decimal(420), Decimal(1810), "upa"),)


@pytest.mark.parametrize(
    "row", ['{"user_reference_id":"8d7c"}', '{"user_reference_id":"8d7c","points":null,"offers":null}']
)
def test_what_the_platform_does_not_say_is_not_zero(row: str) -> None:
    (member,) = READING.members(users(row))

    assert member.points is None
    assert member.offers is None
    assert member.point_accounts == ()


def test_a_member_without_offers_has_none() -> None:
    (member,) = READING.members(users('{"user_reference_id":"8d7c","offers":[],"points":0}'))

    assert member.offers == ()
    assert member.points == 0


def test_nobody_and_several_come_as_they_are() -> None:
    assert READING.members(users()) == ()
    assert len(READING.members(users('{"user_reference_id":"1"}', '{"user_reference_id":2}'))) == 2


def test_a_locked_discount_is_read_whole_and_kept_verbatim() -> None:
    discount = READING.discount(read(LOCKED_TEXT.encode()), DiscountStatus.LOCKED)

    assert discount == LOCKED
    assert discount.received == LOCKED_TEXT


def test_a_discount_is_kept_with_what_nobody_knows() -> None:
    text = '{"reference_id":"uo-1","amount":1.5000,"x_tier":{"deep":[1E+2,null]},"status":"Locked","culture":"日本"}'

    discount = READING.discount(read(text.encode()), DiscountStatus.LOCKED)

    assert discount.received == text
    assert discount.status is DiscountStatus.LOCKED
    assert discount.amount == usd("1.50")


def test_quantities_may_be_numbers_and_texts() -> None:
    value = {
        "reference_id": "u",
        "discounted_line_ids": ["1", "2"],
        "discounted_line_id_quantities": [Decimal("0.5"), "2"],
    }

    lines = READING.discount(json_value(value)).lines

    assert lines == (DiscountedLine("1", Decimal("0.5")), DiscountedLine("2", Decimal(2)))


def json_value(value: object) -> object:
    return read(json.dumps(value, default=str).encode())


def test_an_offer_in_the_wallet_has_less_to_say() -> None:
    discount = READING.discount(read(b'{"reference_id":"uo-1"}'))

    assert (discount.display_name, discount.source, discount.amount) == ("uo-1", "SessionM", Money.zero(USD))
    assert (discount.status, discount.lines, discount.applied_time) == (None, (), NOW)


@pytest.mark.parametrize(
    ("said", "understood"),
    [
        ("LOCKED", DiscountStatus.LOCKED),
        ("redeemed", DiscountStatus.REDEEMED),
        ("Info", DiscountStatus.INFO),
        ("ISSUED", DiscountStatus.LOCKED),
    ],
)
def test_a_status_is_read_in_any_case_and_a_lock_is_at_least_locked(said: str, understood: DiscountStatus) -> None:
    value = read(f'{{"reference_id":"u","amount":1,"status":"{said}"}}'.encode())

    assert READING.discount(value, DiscountStatus.LOCKED).status is understood


@pytest.mark.parametrize(
    "text",
    [
        "2026-03-04T15:05:58.300Z",
        "2026-03-04T15:05:58.3Z",
        "2026-03-04T15:05:58.3000000Z",
        "2026-03-04 15:05:58.300",
        "2026-03-04T16:05:58.300+01:00",
    ],
)
def test_a_time_is_read_however_it_is_written(text: str) -> None:
    value = read(f'{{"reference_id":"u","applied_time":"{text}"}}'.encode())

    assert READING.discount(value).applied_time == datetime(2026, 3, 4, 15, 5, 58, 300_000, UTC)


def test_a_fraction_of_a_cent_is_rounded_for_the_desk_alone() -> None:
    discount = READING.discount(read(b'{"reference_id":"u","amount":1.6665}'))

    assert discount.amount == usd("1.67")
    assert discount.received == '{"reference_id":"u","amount":1.6665}'


@pytest.mark.parametrize(
    "payload",
    [
        "null",
        "[]",
        '{"users":null}',
        '{"users":{}}',
        '{"users":[1]}',
        '{"users":[{}]}',
        '{"users":[{"user_reference_id":null}]}',
        '{"users":[{"user_reference_id":{"a":1}}]}',
    ],
)
def test_a_lookup_that_cannot_be_meant_is_unreadable(payload: str) -> None:
    with pytest.raises(UnreadableJson):
        READING.members(read(payload.encode()))


@pytest.mark.parametrize(
    ("told", "fields"),
    [
        ('{"tier":"Gold","pet":null,"note":"","tags":["a"],"home":{"street":"Elm"}}', {"tier": "Gold"}),
        ('{"is_vip":true,"is_staff":false}', {"is_vip": "Yes", "is_staff": "No"}),
        ('{"visits":7,"rating":4.50,"last":1e3}', {"visits": "7", "rating": "4.50", "last": "1000"}),
        ("[]", {}),
        ("null", {}),
        ('"Gold"', {}),
        ('[{"tier":"Gold"}]', {}),
    ],
)
def test_a_profile_in_another_form_costs_nobody_the_member(told: str, fields: dict[str, str]) -> None:
    (member,) = READING.members(users(f'{{"user_reference_id":"1","profile_fields":{told}}}'))

    assert member.profile_fields == fields


@pytest.mark.parametrize(
    ("told", "accounts"),
    [
        ('[{"account_name":"P"}]', [("P", None)]),
        ('[{"available_balance":5}]', [("", Decimal(5))]),
        ('[{"account_name":"P","available_balance":"lots"},{"account_name":"Q","available_balance":0}]', [("Q", 0)]),
        ('[1,null,[],{"account_name":{}}]', []),
        ("{}", []),
    ],
)
def test_an_odd_point_account_costs_nobody_the_others(told: str, accounts: list[tuple[str, Decimal | None]]) -> None:
    (member,) = READING.members(users(f'{{"user_reference_id":"1","point_accounts":{told}}}'))

    assert [(each.account_name, each.available_balance) for each in member.point_accounts] == accounts


def test_an_offer_that_cannot_be_read_costs_nobody_the_others() -> None:
    odd = '{"amount":1},{"reference_id":"b","amount":"x"},{"reference_id":"c","applied_time":"noon"}'
    twice = '{"reference_id":"a","amount":2},{"reference_id":"a","amount":-7}'
    (member,) = READING.members(read(f'{{"users":[{{"user_reference_id":"1","offers":[{odd},{twice}]}}]}}'.encode()))

    assert [(each.reference_id, str(each.amount)) for each in member.offers or ()] == [("a", "2.00")]
    assert member.unreadable_offers == 4


@pytest.mark.parametrize("points", ['"many"', "true", "{}", "null", "1e30", '"NaN"'])
def test_points_that_cannot_be_read_are_not_told_and_cost_nobody_the_member(points: str) -> None:
    (member,) = READING.members(users(f'{{"user_reference_id":"1","points":{points}}}'))

    assert (member.user_reference_id, member.points) == ("1", None)


@pytest.mark.parametrize("odd", ["null", '"uo-7"', "7", "[]"])
def test_a_row_among_the_offers_that_is_no_offer_is_left_out_and_logged(
    odd: str, caplog: pytest.LogCaptureFixture
) -> None:
    (member,) = READING.members(users(f'{{"user_reference_id":"1","offers":[{odd},{{"reference_id":"a"}}]}}'))

    assert [each.reference_id for each in member.offers or ()] == ["a"]
    assert [each.message for each in caplog.records] == ["offer=unreadable"]


def test_of_two_offers_with_one_id_the_second_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    twice = '{"reference_id":"a","amount":2},{"reference_id":"a","amount":7}'
    (member,) = READING.members(users(f'{{"user_reference_id":"1","offers":[{twice}]}}'))

    assert [str(each.amount) for each in member.offers or ()] == ["2.00"]
    assert [each.message for each in caplog.records] == ["offer=twice"]
    assert member.unreadable_offers == 1


def test_an_offer_that_is_told_twice_alike_is_one_offer() -> None:
    twice = '{"reference_id":"a","amount":2},{"reference_id":"a","amount":2}'
    (member,) = READING.members(users(f'{{"user_reference_id":"1","offers":[{twice}]}}'))

    assert (len(member.offers or ()), member.unreadable_offers) == (1, 0)


@pytest.mark.parametrize(
    ("told", "strange"), [("EXPLODED", "EXPLODED"), ("locked", ""), ("", ""), ("X" * 50, "X" * 20)]
)
def test_a_status_that_nobody_knows_is_kept_as_it_was_told(told: str, strange: str) -> None:
    row = f'{{"reference_id":"a","amount":2,"status":"{told}"}}'
    (member,) = READING.members(users(f'{{"user_reference_id":"1","offers":[{row}]}}'))

    assert [(each.strange_status, each.status) for each in member.offers or ()] == [
        (strange, DiscountStatus.LOCKED if told == "locked" else None)
    ]


@pytest.mark.parametrize("odd", ['"many"', "true", "{}"])
def test_offers_that_are_no_list_are_not_told(odd: str) -> None:
    (member,) = READING.members(users(f'{{"user_reference_id":"1","offers":{odd}}}'))

    assert member.offers is None


@pytest.mark.parametrize(("amount", "is_told"), [('"amount":null', False), ('"x":1', False), ('"amount":0', True)])
def test_an_offer_without_an_amount_is_worth_nobody_knows_what(amount: str, is_told: bool) -> None:  # noqa: FBT001
    assert READING.discount(read(f'{{"reference_id":"u",{amount}}}'.encode())).is_worth_told is is_told


@pytest.mark.parametrize(
    ("text", "oddity"),
    [
        ('{"reference_id":"u","amount":2.005,"status":"LOCKED"}', "it takes off 2.005, which no coins make"),
        ('{"reference_id":"u","amount":2.00,"status":"FROBBED"}', "it came back as 'FROBBED'"),
        ('{"reference_id":"u","amount":2.00,"status":"OFFLINE"}', "it came back as 'OFFLINE'"),
        ('{"reference_id":"u","amount":"2.005"}', "it takes off 2.005, which no coins make"),
        ('{"reference_id":"u","amount":2,"stack_order":-1}', "it stands at place -1 of the offers, which there is not"),
        (
            '{"reference_id":"u","amount":2,"stack_order":"-1"}',
            "it stands at place -1 of the offers, which there is not",
        ),
        (
            '{"reference_id":"u","amount":2,"stack_order":0.5}',
            "it stands at place 0.5 of the offers, which there is not",
        ),
        ('{"reference_id":"u","amount":"x"}', "the platform's answer about it cannot be read"),
        ('{"reference_id":"u","amount":10000000000000000000}', "the platform's answer about it cannot be read"),
        ('{"reference_id":"u","amount":1,"discounted_line_ids":7}', "the platform's answer about it cannot be read"),
        ('{"reference_id":"u"}', "the platform does not say what it takes off"),
        ('{"reference_id":"u","amount":2.00,"status":"info"}', ""),
        ('{"reference_id":"u","amount":2.0,"status":null}', ""),
        ('{"reference_id":"u","amount":"2.00","stack_order":"1"}', ""),
    ],
)
def test_a_lock_that_the_platform_would_not_take_back_is_odd(text: str, oddity: str) -> None:
    assert str(READING.discount(read(text.encode()), DiscountStatus.LOCKED).oddity) == oddity


@pytest.mark.parametrize(
    "text",
    [
        "[]",
        "{}",
        '{"reference_id":"","amount":1}',
        '{"reference_id":"  ","amount":1}',
        '{"reference_id":[],"amount":1}',
        '{"reference_id":"u","amount":1,"user_id":true}',
    ],
)
def test_a_lock_that_does_not_say_what_and_whose_it_is_is_unreadable(text: str) -> None:
    with pytest.raises(UnreadableJson):
        READING.discount(read(text.encode()), DiscountStatus.LOCKED)


@pytest.mark.parametrize(
    "rest",
    [
        '"amount":"1_000"',
        '"amount":"\u0661"',
        '"amount":"x"',
        '"amount":""',
        '"amount":"."',
        '"amount":"NaN"',
        '"amount":"-Infinity"',
        '"amount":"1e0"',
        '"amount":"0e999999999"',
        '"amount":"1,00"',
        '"amount":1e30',
        '"amount":"9007199254740993"',
        '"amount":1,"stack_order":"1e-999999999"',
        '"amount":1,"applied_time":"noon"',
        '"amount":1,"stack_order":"first"',
        '"amount":1,"discounted_line_ids":["1"],"discounted_line_id_quantities":["1","1"]',
        '"amount":1,"discounted_line_ids":"1"',
    ],
)
def test_a_lock_of_which_no_more_can_be_meant_is_known_to_be_had_and_taken_off_nowhere(rest: str) -> None:
    """Unreadable as a whole it would be asked about for ever; so it is given back at once."""
    text = f'{{"reference_id":"u","user_id":"m",{rest}}}'
    discount = READING.discount(read(text.encode()), DiscountStatus.LOCKED)

    assert (discount.reference_id, discount.user_id, discount.amount.minor) == ("u", "m", 0)
    assert str(discount.oddity) == "the platform's answer about it cannot be read"
    with pytest.raises(UnreadableJson):
        READING.discount(read(text.encode()))


def test_a_lock_with_its_numbers_as_texts_is_taken_off_like_any_other_and_echoed_as_it_came() -> None:
    text = (
        '{"reference_id":"u","amount":" 2.00","stack_order":"2","discounted_line_ids":["1"],'
        '"discounted_line_id_quantities":["1.0"]}'
    )
    discount = READING.discount(read(text.encode()), DiscountStatus.LOCKED)

    assert not discount.oddity
    assert (str(discount.amount), discount.stack_order) == ("2.00", 2)
    assert discount.lines == (DiscountedLine("1", Decimal(1)),)
    assert discount.received == text


@pytest.mark.parametrize("user_id", ['""', '" "', "null", "true"])
def test_a_member_without_an_id_is_nobody_who_can_be_attached(user_id: str) -> None:
    with pytest.raises(UnreadableJson):
        READING.members(users(f'{{"user_reference_id":{user_id}}}'))


HOSTILE = ["x" * 10_000, "\x00\x1b[2J\x07\r\n\t", "\u202eAva\u2066", "<b>&amp;</b>", "=1+1", "🧑‍🚀" * 500]


@pytest.mark.parametrize("name", HOSTILE)
def test_a_name_is_read_as_it_is_whatever_is_in_it(name: str) -> None:
    (member,) = READING.members(users(json.dumps({"user_reference_id": "u", "first_name": name})))
    discount = READING.discount({"reference_id": "u", "display_name": name, "amount": 1})

    assert (member.first_name, discount.display_name) == (name, name)


def test_half_a_surrogate_pair_is_replaced_for_the_desk_and_echoed_as_it_came() -> None:
    discount = READING.discount(read(b'{"reference_id":"u","display_name":"A\\ud83d","amount":1}'))

    assert discount.display_name == "A?"
    assert discount.received is not None
    assert "\\ud83d" in discount.received


ODD_VALUES = st.none() | st.booleans() | st.integers() | st.text(max_size=6) | st.lists(st.integers(), max_size=2)
ODD_ROWS = st.dictionaries(
    st.sampled_from(["reference_id", "amount", "stack_order", "applied_time", "status", "discounted_line_ids", "x"]),
    ODD_VALUES,
)


@given(ODD_ROWS)
def test_any_object_is_a_discount_or_unreadable(row: dict[str, object]) -> None:
    value = read(json.dumps(row).encode())
    try:
        discount = READING.discount(value)
    except UnreadableJson:
        return
    assert read((discount.received or "").encode()) == value
