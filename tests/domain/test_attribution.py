import pytest

from pos_terminal.domain.attribution import Attribution, UserIdType
from pos_terminal.domain.member import KeyKind, LookupKey


@pytest.mark.parametrize(
    ("kind", "value", "kept", "type_"),
    [
        (KeyKind.PHONE, "+1 (555) 010-0001", "15550100001", "Phone"),
        (KeyKind.EMAIL, "ava@example.com", "ava@example.com", "Email"),
        (KeyKind.EXTERNAL_CUSTOMER_ID, "7000-11", "7000-11", "External_ID"),
        (KeyKind.USER_ID, "u-1", "u-1", "SessionM_ID"),
    ],
)
def test_what_was_keyed_goes_out_under_the_name_that_the_platform_has_for_it(
    kind: KeyKind, value: str, kept: str, type_: str
) -> None:
    attribution = Attribution.keyed(LookupKey.of({kind: value}))

    assert (attribution.user_id, attribution.type.value) == (kept, type_)


@pytest.mark.parametrize("kind", UserIdType)
def test_only_the_platforms_own_id_is_somebody_it_has_named(kind: UserIdType) -> None:
    assert Attribution("x", kind).is_verified is (kind is UserIdType.SESSIONM_ID)


def test_an_identifier_of_somebody_stays_out_of_the_repr() -> None:
    assert "5550100001" not in repr(Attribution("5550100001", UserIdType.PHONE))
