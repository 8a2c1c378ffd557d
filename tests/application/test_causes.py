import pytest

from pos_terminal.application.causes import cause_of

REASONS = [
    ("", "not tried yet"),
    ("No answer: the time for this call is up.", "no answer"),
    ("No answer: [Errno 111] Connection refused.", "no answer"),
    ("unreachable", "no answer"),
    ("No answer: [Errno 101] Network is unreachable.", "no network"),
    ("No answer: [Errno 113] No route to host.", "no network"),
    ("No answer: [Errno -2] Name or service not known.", "no internet"),
    ("No answer: [Errno -3] Temporary failure in name resolution.", "no internet"),
    ("INTERNAL_SERVER_ERROR: it broke", "platform failing"),
    ("platform failing: NOT_AVAILABLE: later", "platform failing"),
    ("The platform answered 503.", "platform failing"),
    ("The platform answered 429.", "platform busy"),
    ("ACCESS_DENIED: no", "key refused"),
    ("ACCESS_DENIED: store_id: not known", "wrong store id"),
    ("ACCESS_DENIED: client_id: not known", "wrong client id"),
    ("recovered: whether it was taken is not known", "asked again"),
    ("recovered: it was taken", "recovered"),
    ("its request was lost with a damaged database", "request lost"),
    ("tried again: VALIDATION: items[0].quantity is wrong", "tried again"),
    ("The platform answered 401.", "key refused"),
    ("INVALID_API_KEY", "key refused"),
    ("The platform answered 404.", "wrong address"),
    ("The platform answered 302.", "wrong address"),
    ("The connection to the platform is not to be trusted: certificate has expired.", "not trusted"),
    ("PENDING_PROCESSING: wait", "still working"),
    ("The platform answered 413.", "too large"),
    ("The answer is text/html, not JSON.", "strange answer"),
    ("The answer cannot be read: no JSON.", "strange answer"),
    ("The answer is empty.", "empty answer"),
    ("tried again", "tried again"),
    ("went in a batch", "in a batch"),
    ("the platform takes no batches", "one by one"),
    ("taken with empty replies alone", "taken silently"),
    ("VALIDATION: items[0].quantity is wrong", "refused"),
]


@pytest.mark.parametrize(("reason", "short"), REASONS)
def test_a_reason_is_told_in_words_that_a_shopkeeper_understands(reason: str, short: str) -> None:
    cause = cause_of(reason)
    assert str(cause.short) == short
    assert all(
        text.endswith(".") and text[0].isupper() and len(text.split()) > 3
        for text in map(str, (cause.means, cause.advice))
    )


def test_a_refusal_is_quoted_and_says_how_to_send_it_again() -> None:
    cause = cause_of("VALIDATION: the channel\nis unknown.", is_parked=True)
    assert str(cause.means) == "The platform refused it: VALIDATION: the channel is unknown."
    assert "send it again" in str(cause.advice)


def test_a_refusal_that_goes_on_for_ever_is_cut() -> None:
    assert len(str(cause_of("x" * 10_000).means)) < 260
