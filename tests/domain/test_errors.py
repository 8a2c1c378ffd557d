import pytest

from pos_terminal.domain import errors
from pos_terminal.domain.errors import NotSignedOn, PlatformRefused, Refused, UnknownBarcode, UnknownItem
from pos_terminal.domain.member import Member, SeveralMembers
from pos_terminal.domain.receipt import FaultCause, PrinterFault


def test_the_codes_are_those_of_the_script_language() -> None:
    found = {kind.__name__: kind.code for kind in Refused.__subclasses__() if kind.__module__ == errors.__name__}

    assert found == {
        "UnknownBarcode": "unknown_barcode",
        "UnknownItem": "unknown_item",
        "NotSignedOn": "not_signed_on",
        "WrongPin": "wrong_pin",
        "LockedOut": "locked_out",
        "ApprovalNeeded": "approval_needed",
        "NotAllowedNow": "not_allowed_now",
        "BadArgument": "bad_argument",
        "PlatformUnreachable": "platform_unreachable",
        "PlatformRefused": "platform_refused",
        "NoMember": "no_member",
        "DiskLow": "disk_low",
        "CardDeclined": "card_declined",
        "CardCancelled": "card_cancelled",
        "CardInDoubt": "card_in_doubt",
    }


@pytest.mark.parametrize(
    ("refusal", "part"),
    [
        (UnknownBarcode("4006381333931"), "4006381333931"),
        (UnknownItem("bread"), "bread"),
        (NotSignedOn(), "Sign on"),
        (Refused("The lid is open. Close it."), "The lid is open. Close it."),
        (Refused(), "not possible now"),
    ],
)
def test_every_refusal_has_a_sentence_for_the_operator(refusal: Refused, part: str) -> None:
    assert part in refusal.sentence
    assert refusal.sentence.endswith(".")


def test_a_refusal_keeps_what_it_was_about() -> None:
    assert UnknownBarcode("123").scanned == "123"
    assert UnknownItem("bread").item_id == "bread"


@pytest.mark.parametrize(
    ("scanned", "shown"),
    [
        ("]d2010400638133393117271130\x1d10LOT7\x1d21X1", "4006381333931"),
        ("0100000096385074\x1d10LOT7", "96385074"),
        ("0114006381333938\x1d10LOT7", "14006381333938"),
        ("https://id.gs1.org/01/04006381333931/10/LOT7", "4006381333931"),
        ("]C100340123450000000000", "(00) 340123450000000000"),
        ("A\x1dB", "A B"),
        ("4711", "4711"),
    ],
)
def test_a_code_that_nothing_has_is_told_as_people_read_it(scanned: str, shown: str) -> None:
    refusal = UnknownBarcode(scanned)
    assert (refusal.shown, refusal.scanned) == (shown, scanned)
    assert refusal.sentence.startswith(f"No item has the code {shown}.")


@pytest.mark.parametrize(
    "refusal",
    [
        PlatformRefused("This code is used up.", "CODE_USED"),
        SeveralMembers("Two members have this phone.", (Member("u-1"),)),
        PrinterFault(FaultCause.UNREACHABLE, "The printer does not answer."),
    ],
)
def test_what_comes_with_a_sentence_is_no_part_of_it(refusal: PlatformRefused | SeveralMembers | PrinterFault) -> None:
    assert str(refusal) == refusal.sentence
    assert refusal.sentence.endswith(("used up.", "this phone.", "not answer."))


def test_the_platform_s_own_word_is_folded() -> None:
    assert PlatformRefused("No.", " CODE_used-UP ").platform_code == "code used up"
