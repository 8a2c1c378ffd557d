"""The only way off the UI thread: one thread a worker, answers come back as one queued signal."""

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Qt, Signal

if TYPE_CHECKING:
    from concurrent.futures import ThreadPoolExecutor

_T = TypeVar("_T")


class Worker(QObject):
    """Implements the `Background` port: jobs run one after the other, answers arrive on the UI thread."""

    _landed = Signal(object)

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name
        self._pool: ThreadPoolExecutor | None = None
        self._is_closed = False
        self._landed.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def run(self, work: Callable[[], _T], done: Callable[[_T], None], failed: Callable[[Exception], None]) -> None:
        """Run `work` in the thread, then `done` with its answer or `failed` with its exception on this one."""

        def job() -> None:
            try:
                answer = work()
            except Exception as error:
                self._landed.emit(_Landing(failed, error))
            else:
                self._landed.emit(_Landing(done, answer))

        if self._pool is None:
            self._pool = self._opened()
        self._pool.submit(job)

    def close(self) -> None:
        """Drop what has not begun and wait for what has; no answer is delivered any more, not even one on its way."""
        self._is_closed = True
        if self._pool is not None:
            self._pool.shutdown(wait=True, cancel_futures=True)

    def let_go(self) -> None:
        """As `close`, but what has begun is not waited for: for a job that asks devices, and keeps nothing open."""
        self._is_closed = True
        if self._pool is not None:
            self._pool.shutdown(wait=False, cancel_futures=True)

    def _opened(self) -> "ThreadPoolExecutor":
        """Made at the first job, because the first screen has none."""
        from concurrent.futures import ThreadPoolExecutor

        return ThreadPoolExecutor(1, thread_name_prefix=self._name)

    def _deliver(self, landing: object) -> None:
        if isinstance(landing, _Landing) and not self._is_closed:
            landing.land()


class _Landing:
    """An answer on its way to the UI thread."""

    __slots__ = ("_answer", "_take")

    def __init__(self, take: Callable[[_T], None], answer: _T) -> None:
        self._take: Callable[[_T], None] = take
        self._answer: _T = answer

    def land(self) -> None:
        self._take(self._answer)


def unheard(_: object) -> None:
    """What becomes of a job whose end nobody waits for."""


def fails(error: Exception) -> None:
    """What becomes of a job that cannot fail but by a fault of the program, which is the crash hook's to tell."""
    raise error
