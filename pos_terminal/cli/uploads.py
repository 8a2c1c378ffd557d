"""How it stands with what the platform is told of the store, for people and for programs."""

from collections.abc import Mapping

from pos_terminal.application.causes import cause_of
from pos_terminal.application.upload_ports import UploadStanding, UploadState
from pos_terminal.cli.failing import CommandFailed
from pos_terminal.cli.printing import print_facts
from pos_terminal.cli.values import when

_THINGS = {"catalog": "items and categories", "employees": "people"}


def told(standing: UploadStanding) -> dict[str, object]:
    """The facts of it."""
    facts: dict[str, object] = {"state": standing.state.value, "entries": standing.entries}
    facts |= {"since": when(standing.since), "taken": when(standing.taken)}
    return facts | {"tries": standing.tries, "reason": standing.reason}


def in_words(standing: UploadStanding) -> str:
    """One sentence or two."""
    if standing.state is UploadState.NONE:
        return "There is nothing to tell the platform yet."
    if standing.state is UploadState.DONE:
        note = f" ({standing.reason})" if standing.reason else ""
        return f"The platform has it: {standing.entries:,} {_THINGS[standing.subject]}{note}."
    if standing.state is UploadState.REFUSED:
        return f"The platform does not have it. {_refusal(standing)}"
    return f"The platform does not have it yet. {cause_of(standing.reason).means} It is sent by itself."


def tell_upload(standing: UploadStanding, *, as_json: bool) -> None:
    """Print how it stands. Raises CommandFailed unless the platform has what is in force."""
    if as_json:
        print_facts({"subject": standing.subject.value} | told(standing), as_json=True)
    elif standing.state is UploadState.DONE:
        print_facts({standing.subject.value: in_words(standing)}, as_json=False)
    if standing.state is not UploadState.DONE:
        raise CommandFailed(in_words(standing))


def tell_rollback(upload: UploadStanding | None, *, as_json: bool) -> None:
    """Print that the catalog before is in force again, and how its upload stands."""
    if as_json:
        print_facts({"rolled_back": True} | ({"upload": told(upload)} if upload else {}), as_json=True)
        return
    print_facts({"catalog": "The one before is in force again."}, as_json=False)
    if upload:
        print_facts({"platform": in_words(upload)}, as_json=False)


def brief(standings: Mapping[str, UploadStanding], *, as_json: bool) -> dict[str, object]:
    """Each subject for a table of facts."""
    return {f"{name}_upload": told(each) if as_json else in_words(each) for name, each in standings.items()}


def _refusal(standing: UploadStanding) -> str:
    """The platform's words, or our own sentence where it never got to the platform."""
    return (
        standing.reason if standing.reason.endswith(".") else cause_of(standing.reason, is_parked=True).means.in_english
    )
