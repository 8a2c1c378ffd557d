from uuid import UUID

from pos_terminal.application.queueing import Request
from pos_terminal.application.reissuing import successor

OLD = "8f4b3a52-7f4e-4a63-9f0b-2f1c5d6e7a80"
REQUEST = Request("", "/send", b'{"a":1}')


def test_what_takes_a_requests_place_has_the_same_id_wherever_it_is_worked_out() -> None:
    new = successor(OLD, REQUEST)
    assert new == successor(OLD, Request("", "/send", b'{"a":1}'))
    assert (str(UUID(new)), UUID(new).version) == (new, 4)


def test_the_id_is_another_for_each_request_each_path_and_each_content() -> None:
    others = [
        successor(OLD, REQUEST),
        successor(successor(OLD, REQUEST), REQUEST),
        successor(OLD, Request("", "/batch", b'{"a":1}')),
        successor(OLD, Request("", "/send", b'{"a":2}')),
    ]
    assert len({OLD, *others}) == 5
