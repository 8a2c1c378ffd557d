"""What stands at a till until somebody sees to it, in the language of whoever reads it."""

from pos_terminal.app.card_side import refusal_notice
from pos_terminal.app.kiosk_side import call_notice
from pos_terminal.application.noticeboard import StandingNotice
from pos_terminal.domain.card_charge import CardCharge, CardKind, CardState
from pos_terminal.domain.money import Money
from pos_terminal.wording import speaking
from pos_terminal.wording.message import Message
from tests.application.fakes import USD


def _read(notice: StandingNotice, language: str) -> tuple[str, str]:
    with speaking(language):
        return notice.title, notice.sentence


def test_a_call_for_help_is_read_in_the_language_of_the_staff_whatever_the_shopper_speaks() -> None:
    with speaking("es"):
        notice = call_notice("kiosk-2", Message("A shopper calls for help"))
    assert _read(notice, "en") == ("Help is wanted", "kiosk-2: A shopper calls for help.")
    assert _read(notice, "de") == ("Hilfe wird gebraucht", "kiosk-2: Ein Kunde ruft um Hilfe.")


def test_what_no_card_got_back_is_told_with_its_sums_in_the_language_of_the_screens() -> None:
    refunds = [
        CardCharge(each, "", CardKind.REFUND, f"sale-{each}", "", Money(each * 100, USD), CardState.REFUSED)
        for each in (1, 2)
    ]
    title, sentence = _read(refusal_notice(refunds), "de")
    assert title == "Kartenerstattung"
    assert sentence == (
        "Das Kartenterminal hat nicht auf die Karte zurückgegeben: 1,00 aus Verkauf sale-1, "
        "2,00 aus Verkauf sale-2. Geben Sie es anders zurück und sagen Sie es dann unter „Mehr“."
    )
