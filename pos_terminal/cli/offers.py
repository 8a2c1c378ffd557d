"""`offers`: members' offers that this till holds, gives back or has used, and giving one back by hand."""

from typing import Annotated

import typer

from pos_terminal.adapters.system import SystemClock
from pos_terminal.app.offer_side import offers_by_command, read_offers
from pos_terminal.application.offerdesk import HeldOffer, OfferDesk, OfferStanding, named
from pos_terminal.cli.failing import WrongUsage
from pos_terminal.cli.options import given
from pos_terminal.cli.printing import Row, print_facts, print_rows
from pos_terminal.cli.values import when
from pos_terminal.presentation.figures import age_text
from pos_terminal.presentation.masking import masked_code

app = typer.Typer(name="offers", help="Members' offers: held, on their way back, used.", no_args_is_help=True)
Json = Annotated[bool, typer.Option("--json", help="JSON instead of a table.")]
Reason = Annotated[str, typer.Option(help="Why, for the journal.")]
Wanted = Annotated[str, typer.Argument(metavar="ID", help="The offer's id, or that of its sale.")]
_MOST = 100
_NOT_YET = frozenset({OfferStanding.RETURNING, OfferStanding.UNVERIFIED})


@app.command("list")
def list_(
    context: typer.Context,
    used: Annotated[int, typer.Option(min=0, max=10_000, help="Also so many that sales ended with.")] = 0,
    json: Json = False,  # noqa: FBT002
) -> None:
    """What is held and since when, oldest first; also beside a till that sells."""
    print_rows([_row(each) for each in read_offers(given(context).settings(), used)], as_json=json)


@app.command()
def unlock(context: typer.Context, wanted: Wanted, reason: Reason, json: Json = False) -> None:  # noqa: FBT002
    """Give back an offer that is held, and whose sale is gone."""
    _give_back(context, wanted, reason, as_json=json, is_used=False)


@app.command()
def reinstate(context: typer.Context, wanted: Wanted, reason: Reason, json: Json = False) -> None:  # noqa: FBT002
    """Give back an offer that a sale ended with: the member has it again, and the sale stays as it is."""
    _give_back(context, wanted, reason, as_json=json, is_used=True)


def _give_back(context: typer.Context, wanted: str, reason: str, *, as_json: bool, is_used: bool) -> None:
    if not reason.strip():
        raise WrongUsage("--reason says why, in a few words; the journal keeps it.")
    options = given(context)
    with offers_by_command(options.settings(), options.log_level) as (desk, give_back):
        offer = named(_those(desk, wanted, is_used=is_used), wanted)
        give_back(offer, reason.strip())
        still = next((each for each in desk.outstanding() if each.hold_id == offer.hold_id), None)
    facts: dict[str, object] = {"offer_id": offer.offer_id, "transaction_id": offer.transaction_id}
    print_facts(facts | {"given_back": still is None, "reason": still.reason if still else None}, as_json=as_json)


def _those(desk: OfferDesk, wanted: str, *, is_used: bool) -> list[HeldOffer]:
    if not is_used:
        return list(desk.outstanding())
    used = list(desk.used(_MOST, wanted)) or list(desk.used(_MOST))
    is_there = any(wanted in {each.offer_id, each.transaction_id} for each in used)
    if is_there:
        return used
    return [each for each in desk.outstanding() if each.standing in _NOT_YET]  # the desk says so


def _row(offer: HeldOffer) -> Row:
    return {
        "offer_id": offer.offer_id,
        "transaction_id": offer.transaction_id,
        "standing": offer.standing.value,
        "age": age_text(SystemClock().now() - offer.since),
        "since": when(offer.since),
        "member": masked_code(offer.member) if offer.member else None,
        "last_try": when(offer.last_tried),
        "reason": offer.reason or None,
    }
