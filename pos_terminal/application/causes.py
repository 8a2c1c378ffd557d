"""Why something was not sent, in words that a shopkeeper understands: what it means and what to do."""

import re
from dataclasses import dataclass
from functools import lru_cache

from pos_terminal.wording.message import Message


@dataclass(frozen=True, slots=True)
class Cause:
    """A reason in plain words.

    Attributes:
        short: two or three words, for a line with little room.
        means: what has happened, one sentence.
        advice: what to do, one sentence.
    """

    short: Message
    means: Message
    advice: Message


_BY_ITSELF = Message("It is tried again by itself; selling goes on.")
_NOT_TRIED = Cause(
    Message("not tried yet"),
    Message("It was not tried yet."),
    Message("It goes out by itself as soon as the platform answers."),
)

# The first that is found in the reason decides. Reasons are what `Delivery` noted: the platform's code and text, or
# what the connection said.
_CAUSES = {
    r"^tried again\b": Cause(
        Message("tried again"), Message("It was put back in the queue."), Message("It goes out by itself.")
    ),
    r"^recovered: it (was taken|carries)": Cause(
        Message("recovered"),
        Message("The database was damaged; this was settled when it was recovered."),
        Message("There is nothing to do."),
    ),
    r"^recovered:": Cause(
        Message("asked again"),
        Message("The database was damaged, and whether the platform took this is not known."),
        Message("It is asked again by itself under the same id, so it counts once."),
    ),
    r"lost with a damaged database": Cause(
        Message("request lost"),
        Message("What was to be sent was lost with a damaged database, and whether the platform took it is not known."),
        Message("Look for it on the platform; when it is not there, send it again."),
    ),
    r"^went in a batch$": Cause(
        Message("in a batch"), Message("It goes out together with others."), Message("There is nothing to do.")
    ),
    r"^the platform takes no batches": Cause(
        Message("one by one"), Message("The platform takes sales one by one."), Message("There is nothing to do.")
    ),
    r"^taken with empty replies": Cause(
        Message("taken silently"),
        Message("The platform took it without saying more."),
        Message("Look for it on the platform if its points are missing."),
    ),
    r"pending[ _-]processing": Cause(
        Message("still working"),
        Message("The platform is still working on an earlier try."),
        Message("It is asked again in a moment."),
    ),
    r"not to be trusted|trusted certificates": Cause(
        Message("not trusted"),
        Message("Whoever answers cannot prove to be the platform, so nothing was sent."),
        Message("Check this till's date and time, then call whoever looks after the network; never go around it."),
    ),
    r"access[ _-]denied.*\bstore[ _-]?id": Cause(
        Message("wrong store id"),
        Message("The platform does not know this till's store id."),
        Message("Check store_id in the settings; all that waits is kept and goes out then."),
    ),
    r"access[ _-]denied.*\bclient[ _-]?id": Cause(
        Message("wrong client id"),
        Message("The platform does not know this till's client id."),
        Message("Check client_id in the settings; all that waits is kept and goes out then."),
    ),
    r"access[ _-]denied|invalid[ _-](api[ _-]key|auth[ _-]token)|\banswered 40[13]\b|no platform secret": Cause(
        Message("key refused"),
        Message("The platform refused this till's key or secret."),
        Message("Check key and secret in the settings; all that waits is kept and goes out then."),
    ),
    r"\banswered (3\d\d|40[45]|415)\b": Cause(
        Message("wrong address"),
        Message("The platform is not at the address in the settings."),
        Message("Check base_url in the settings; all that waits is kept and goes out then."),
    ),
    r"\banswered (408|425|429)\b|too[ _-]many[ _-]requests": Cause(
        Message("platform busy"), Message("The platform asked to be left alone for a while."), _BY_ITSELF
    ),
    r"\banswered 413\b|too[ _-]large": Cause(
        Message("too large"),
        Message("The platform finds this sale too large, even alone."),
        Message("Ask the platform's support how large a sale may be, then retry it."),
    ),
    r"platform failing|internal[ _-]server[ _-]error|not[ _-]available|\banswered 5\d\d\b": Cause(
        Message("platform failing"), Message("The platform has trouble of its own."), _BY_ITSELF
    ),
    r"network is (unreachable|down)|no route to host": Cause(
        Message("no network"),
        Message("This till has no network."),
        Message("Check the cable or the wireless network; selling goes on, and all that waits goes out then."),
    ),
    r"name or service|name resolution|getaddrinfo|nodename|no address|resolve": Cause(
        Message("no internet"),
        Message("The network cannot find the platform: there may be no internet."),
        Message("Check the router; selling goes on, and all that waits goes out then."),
    ),
    r"^the answer is empty": Cause(
        Message("empty answer"), Message("The platform answered without saying whether it took it."), _BY_ITSELF
    ),
    r"^the answer (is|cannot)|not json|\banswered \d": Cause(
        Message("strange answer"),
        Message("Something answered that is not the platform, such as a network's own log-in page."),
        Message("Check whether the network wants somebody to log in; it is tried again by itself."),
    ),
    r"^(no answer|unreachable)": Cause(Message("no answer"), Message("The platform did not answer."), _BY_ITSELF),
}
_REFUSED = Message("refused")
_MEND = Message("Mend what it says there, then send it again. Nothing of it is lost.")
_BY_ITSELF_UNHARMED = Message("It is tried again by itself; selling goes on. Nothing of it is lost.")
_MOST_QUOTED = 200


@lru_cache(maxsize=64)
def cause_of(reason: str, *, is_parked: bool = False) -> Cause:
    """The reason in plain words; what no rule knows is the platform's own refusal, quoted."""
    reason = " ".join(reason.split())
    if not reason:
        return _NOT_TRIED
    known = next((cause for pattern, cause in _CAUSES.items() if re.search(pattern, reason, re.IGNORECASE)), None)
    if known is not None:
        return known
    quoted = reason if len(reason) <= _MOST_QUOTED else f"{reason[: _MOST_QUOTED - 1]}…"
    advice = _MEND if is_parked else _BY_ITSELF_UNHARMED
    return Cause(_REFUSED, Message("The platform refused it: {reason}.", reason=quoted.rstrip(".")), advice)
