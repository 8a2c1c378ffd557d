"""What is handed out of a run: exact, masked, escaped, and the same for people and programs."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pos_terminal.adapters.sessionm.recording import Exchanged
from pos_terminal.application.replies import Outcome, Reply
from pos_terminal.cli.certify.evidence import Mask, Run, Told, evidence
from pos_terminal.cli.certify.item import Item, Needs
from pos_terminal.cli.certify.report import DATA, PAGE, page, write_report
from pos_terminal.cli.certify.result import Result
from pos_terminal.cli.certify.screen import Shown
from pos_terminal.cli.certify.verdict import Check, Verdict

NOON = datetime(2026, 3, 4, 12, tzinfo=UTC)
RUN = Run("https://platform.example", "store-77", "1.0", "2026-03-04T12:00:00.000Z", is_simulator=False)
SENT = (
    '{"store_id":"s","request_payload":{"phone":"5550100001","transaction":{"subtotal":10.50,'
    '"payments":[{"user_id":"5550100001","user_id_type":"Phone"},{"user_id":"u-1","user_id_type":"SessionM_ID"}]}}}'
)
RECEIVED = (
    '{"status":"OK","payload":{"users":[{"user_reference_id":"u-1","first_name":"Avelina","last_name":"Mar\\"tin",'
    '"phone":"5550100001","email":"ava@example.com","profile_fields":{"street":"Elm Street 1"},"points":420}]}}'
)


def exchanged(sent: str = SENT, received: str = RECEIVED) -> Exchanged:
    reply = Reply(Outcome.DONE, http_status=200)
    return Exchanged("id-1", "/api/2.0/lookup", sent.encode(), received.encode(), reply, NOON, 0.25)


def result(title: str = "A title", came: str = "nothing", exchange: Exchanged | None = None) -> Result:
    state = {"member": {"name": "Avelina M.", "user_id": "u-1"}}
    step = {"do": "lookup_member", "phone": "5550100001", "pin": "2580"}
    shown = Shown(step, "no_member", "Avelina M. is not here.", ("member: Avelina M., 420 points",), state)
    checks = (Check("it holds", holds=True), Check("it fails", holds=False, came=came))
    item = Item(7, title, lambda _: None, Needs.ANY, left_out="The rest.")
    return Result(item, Verdict.FAILED, f"came: {came}", 1.5, checks, (shown,), (exchange or exchanged(),))


def told(*results: Result) -> Told:
    return evidence(RUN, results, ["5550100099"])


PERSONAL = ["5550100001", "Avelina", "tin", "ava@example.com", "Elm Street", "2580", "5550100099"]


def test_nothing_personal_is_left_anywhere() -> None:
    everything = told(result(came="5550100099 or ava@example.com"))

    written = json.dumps(everything, ensure_ascii=False) + page(everything)

    assert [each for each in PERSONAL if each in written.replace("nothing", "")] == []


def test_all_else_is_the_exact_text_that_went_over_the_wire() -> None:
    mask = Mask([exchanged()], [])

    assert mask.json(SENT.encode()) == SENT.replace('"5550100001"', '"***01"')
    assert (
        mask.json(b'{"phone":null,"subtotal":10.50,"name":"\xe6\x8a\xb9"}')
        == '{"phone":null,"subtotal":10.50,"name":"抹"}'
    )


@pytest.mark.parametrize("received", ['{"first_name":"Avelina","phone":"55501000', "<html>Avelina</html>", "\xff"])
def test_a_reply_that_was_cut_or_is_no_json_is_masked_as_well(received: str) -> None:
    mask = Mask([exchanged()], [])

    assert "Avelina" not in mask.json(received.encode())


@pytest.mark.parametrize(
    "fields",
    [
        '{"street":"Elm}Street"}',
        '{"street":"Elm\\"}Street"}',
        '{"home":{"street":"Elm Street"}}',
        '{"street":"Elm Street',
        '{"home":{"street":"Elm Street"',
    ],
)
def test_whatever_a_profile_holds_is_masked_to_its_end(fields: str) -> None:
    written = Mask([], []).json(f'{{"profile_fields":{fields}'.encode())

    assert written.removesuffix("}") == '{"profile_fields":"***"'


def test_a_word_that_only_begins_like_a_name_stays() -> None:
    mask = Mask([exchanged()], ["Cash"])

    assert mask.text("Avelinas Cashier, Avelina, Cash") == "Avelinas Cashier, ***, ***"


def test_the_page_escapes_whatever_comes_from_outside() -> None:
    nasty = "<script>alert(1)</script>"
    exchange = exchanged('{"request_payload":{}}', f'{{"status":"{nasty}"}}')

    html = page(told(result(title=nasty, came=nasty, exchange=exchange)))

    assert nasty not in html
    assert html.count("&lt;script&gt;") >= 4


def test_the_page_asks_for_nothing_from_elsewhere() -> None:
    html = page(told(result()))

    assert "<script" not in html
    assert [each for each in ("src=", "@import", "url(", "<link") if each in html] == []
    assert html.count("<details") == 4
    assert "Not part of this run: The rest." in html
    assert "1 failed" in html


def test_page_and_data_are_written_in_place_of_older_ones(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "folder"
    for title in ("first", "second"):
        written = write_report(folder, told(result(title=title)))

    assert written == folder / PAGE
    data = json.loads((folder / DATA).read_text(encoding="utf-8"))
    (item,) = data["items"]
    assert (item["number"], item["title"], item["verdict"]) == (7, "second", "failed")
    assert data["summary"] == {"passed": 0, "failed": 1, "not run": 0}
    assert [each for each in _texts(item) if "second" not in each and each not in _plain(written)] == []
    assert {each.name for each in folder.iterdir()} == {PAGE, DATA}


def _texts(value: object) -> Iterator[str]:
    """Every text of the data that people are shown, too."""
    if isinstance(value, dict):
        for name, each in value.items():
            if name not in {"needs", "request_id", "said"}:
                yield from _texts(each)
    elif isinstance(value, list):
        for each in value:
            yield from _texts(each)
    elif isinstance(value, str):
        yield value


def _plain(path: Path) -> str:
    from html import unescape

    return unescape(path.read_text(encoding="utf-8"))
