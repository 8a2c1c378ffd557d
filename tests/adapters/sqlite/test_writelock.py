import threading
from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest

from pos_terminal.adapters.sqlite.writelock import SaleFirstLock

PATIENCE = 5.0


def _started(
    lock: SaleFirstLock, enter: Callable[[], AbstractContextManager[None]], name: str, order: list[str]
) -> threading.Thread:
    def write() -> None:
        with enter():
            order.append(name)

    thread = threading.Thread(target=write, name=name)
    thread.start()
    return thread


def _until_waiting(lock: SaleFirstLock, sales: int) -> None:
    """Returns once this many sales stand at the lock."""
    arrived = threading.Event()
    while lock.sales_waiting < sales:
        arrived.wait(0.001)


def test_a_sale_that_comes_later_goes_before_background_work_that_waits() -> None:
    lock = SaleFirstLock()
    order: list[str] = []
    with lock.background():
        waiting = [_started(lock, lock.background, f"background {number}", order) for number in range(3)]
        sale = _started(lock, lock.sale, "sale", order)
        _until_waiting(lock, 1)
    for thread in [*waiting, sale]:
        thread.join(PATIENCE)

    assert order[0] == "sale"
    assert sorted(order[1:]) == ["background 0", "background 1", "background 2"]


def test_one_writes_at_a_time() -> None:
    lock, inside, most = SaleFirstLock(), [0], [0]

    def write(enter: Callable[[], AbstractContextManager[None]]) -> None:
        for _ in range(200):
            with enter():
                inside[0] += 1
                most[0] = max(most[0], inside[0])
                inside[0] -= 1

    threads = [threading.Thread(target=write, args=(enter,)) for enter in (lock.sale, lock.background, lock.background)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)

    assert most == [1]
    assert not any(thread.is_alive() for thread in threads)


@pytest.mark.parametrize("inner", ["sale", "background"])
def test_a_commit_within_a_commit_is_refused_instead_of_hanging(inner: str) -> None:
    lock = SaleFirstLock()
    entered = getattr(lock, inner)()

    with lock.sale(), pytest.raises(RuntimeError, match="cannot hold another"):
        entered.__enter__()


def test_a_writer_that_fails_lets_the_next_one_in() -> None:
    lock = SaleFirstLock()
    with pytest.raises(ValueError, match="no"), lock.background():
        raise ValueError("no")

    with lock.sale():
        pass
