"""Why something was not sent, in words that a shopkeeper understands: what it means and what to do."""

import re
from dataclasses import dataclass
from functools import lru_cache

from pos_terminal.wording import later


@dataclass(frozen=True, slots=True)
class Cause:
    """A reason in plain words.

    Attributes:
        short: two or three words, for a line with little room; a screen says them in its language.
        means: what has happened, one sentence.
        advice: what to do, one sentence.
    """

    short: str
    means: str
    advice: str


_BY_ITSELF = "It is tried again by itself; selling goes on."
_NOT_TRIED = Cause(
    later("not tried yet"), "It was not tried yet.", "It goes out by itself as soon as the platform answers."
)

# The first that is found in the reason decides. Reasons are what `Delivery` noted: the platform's code and text, or
# what the connection said.
_CAUSES = {
    r"^tried again\b": Cause(later("tried again"), "It was put back in the queue.", "It goes out by itself."),
    r"^recovered: it (was taken|carries)": Cause(
        later("recovered"),
        "The database was damaged; this was settled when it was recovered.",
        "There is nothing to do.",
    ),
    r"^recovered:": Cause(
        later("asked again"),
        "The database was damaged, and whether the platform took this is not known.",
        "It is asked again by itself under the same id, so it counts once.",
    ),
    r"lost with a damaged database": Cause(
        later("request lost"),
        "What was to be sent was lost with a damaged database, and whether the platform took it is not known.",
        "Look for it on the platform; when it is not there, use 'queue retry'.",
    ),
    r"^went in a batch$": Cause(later("in a batch"), "It goes out together with others.", "There is nothing to do."),
    r"^the platform takes no batches": Cause(
        later("one by one"), "The platform takes sales one by one.", "There is nothing to do."
    ),
    r"^taken with empty replies": Cause(
        later("taken silently"),
        "The platform took it without saying more.",
        "Look for it on the platform if its points are missing.",
    ),
    r"pending[ _-]processing": Cause(
        later("still working"), "The platform is still working on an earlier try.", "It is asked again in a moment."
    ),
    r"not to be trusted|trusted certificates": Cause(
        later("not trusted"),
        "Whoever answers cannot prove to be the platform, so nothing was sent.",
        "Check this till's date and time, then call whoever looks after the network; never go around it.",
    ),
    r"access[ _-]denied.*\bstore[ _-]?id": Cause(
        later("wrong store id"),
        "The platform does not know this till's store id.",
        "Check store_id in the settings; all that waits is kept and goes out then.",
    ),
    r"access[ _-]denied.*\bclient[ _-]?id": Cause(
        later("wrong client id"),
        "The platform does not know this till's client id.",
        "Check client_id in the settings; all that waits is kept and goes out then.",
    ),
    r"access[ _-]denied|invalid[ _-](api[ _-]key|auth[ _-]token)|\banswered 40[13]\b|no platform secret": Cause(
        later("key refused"),
        "The platform refused this till's key or secret.",
        "Check key and secret in the settings; all that waits is kept and goes out then.",
    ),
    r"\banswered (3\d\d|40[45]|415)\b": Cause(
        later("wrong address"),
        "The platform is not at the address in the settings.",
        "Check base_url in the settings; all that waits is kept and goes out then.",
    ),
    r"\banswered (408|425|429)\b|too[ _-]many[ _-]requests": Cause(
        later("platform busy"), "The platform asked to be left alone for a while.", _BY_ITSELF
    ),
    r"\banswered 413\b|too[ _-]large": Cause(
        later("too large"),
        "The platform finds this sale too large, even alone.",
        "Ask the platform's support how large a sale may be, then retry it.",
    ),
    r"platform failing|internal[ _-]server[ _-]error|not[ _-]available|\banswered 5\d\d\b": Cause(
        later("platform failing"), "The platform has trouble of its own.", _BY_ITSELF
    ),
    r"network is (unreachable|down)|no route to host": Cause(
        later("no network"),
        "This till has no network.",
        "Check the cable or the wireless network; selling goes on, and all that waits goes out then.",
    ),
    r"name or service|name resolution|getaddrinfo|nodename|no address|resolve": Cause(
        later("no internet"),
        "The network cannot find the platform: there may be no internet.",
        "Check the router; selling goes on, and all that waits goes out then.",
    ),
    r"^the answer is empty": Cause(
        later("empty answer"), "The platform answered without saying whether it took it.", _BY_ITSELF
    ),
    r"^the answer (is|cannot)|not json|\banswered \d": Cause(
        later("strange answer"),
        "Something answered that is not the platform, such as a network's own log-in page.",
        "Check whether the network wants somebody to log in; it is tried again by itself.",
    ),
    r"^(no answer|unreachable)": Cause(later("no answer"), "The platform did not answer.", _BY_ITSELF),
}
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
    advice = "Mend what it says there, then use 'queue retry'." if is_parked else _BY_ITSELF
    return Cause(
        later("refused"), f"The platform refused it: {quoted.rstrip('.')}.", f"{advice} Nothing of it is lost."
    )
