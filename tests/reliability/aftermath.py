"""The start after whatever happened, and the verdict on it."""

from tests.reliability.till import Lane, settle
from tests.reliability.verdict import breaches


def aftermath(lane: Lane) -> list[str]:
    """Start the till, let it finish everything, and look what does not hold."""
    stopped = ""
    try:
        settle(lane)
    except Exception as error:  # noqa: BLE001 - whatever keeps the till from going on is a breach like any other
        stopped = f"the till does not go on: {error!r}"
    with lane.opened() as database:
        found = breaches(database.connect(), lane, settled=not stopped)
    return [stopped, *found] if stopped else found
