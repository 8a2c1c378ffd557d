import threading

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from pos_terminal.ui.worker import Worker


def test_work_runs_elsewhere_and_its_answer_comes_back_here(qtbot: QtBot, qapp: QApplication) -> None:
    worker = Worker("test")
    threads: list[str] = []
    answers: list[str] = []

    def work() -> str:
        threads.append(threading.current_thread().name)
        return "done"

    def done(answer: str) -> None:
        threads.append(threading.current_thread().name)
        answers.append(answer)

    worker.run(work, done, pytest_fail)
    qtbot.waitUntil(lambda: bool(answers))
    assert answers == ["done"]
    assert threads[0].startswith("test")
    assert threads[1] == threading.main_thread().name
    worker.close()


def test_a_failure_comes_back_as_an_exception(qtbot: QtBot, qapp: QApplication) -> None:
    worker = Worker("test")
    errors: list[Exception] = []

    def work() -> str:
        raise OSError("gone")

    worker.run(work, pytest_fail, errors.append)
    qtbot.waitUntil(lambda: bool(errors))
    assert str(errors[0]) == "gone"
    worker.close()


def test_jobs_run_in_the_order_they_came(qtbot: QtBot, qapp: QApplication) -> None:
    worker = Worker("test")
    answers: list[int] = []
    for number in range(50):
        worker.run(lambda number=number: number, answers.append, pytest_fail)  # type: ignore[misc]  # bound early
    qtbot.waitUntil(lambda: len(answers) == 50)
    assert answers == list(range(50))
    worker.close()


def test_after_closing_no_answer_arrives(qapp: QApplication) -> None:
    worker = Worker("test")
    begun, go_on = threading.Event(), threading.Event()
    answers: list[bool] = []

    def work() -> bool:
        begun.set()
        return go_on.wait(5)

    worker.run(work, answers.append, pytest_fail)
    assert begun.wait(5)
    go_on.set()
    worker.close()
    qapp.sendPostedEvents()
    assert answers == []


def test_after_closing_no_answer_arrives_that_was_on_its_way_already(qapp: QApplication) -> None:
    worker = Worker("test")
    is_behind = threading.Event()
    answers: list[bool] = []
    worker.run(lambda: True, answers.append, pytest_fail)
    worker.run(is_behind.set, pytest_fail, pytest_fail)
    assert is_behind.wait(5)
    worker.close()
    qapp.sendPostedEvents()
    assert answers == []


def test_a_worker_that_is_let_go_is_not_waited_for_and_its_answer_never_arrives(qapp: QApplication) -> None:
    worker = Worker("test")
    begun, go_on, is_over = threading.Event(), threading.Event(), threading.Event()

    def work() -> None:
        begun.set()
        go_on.wait(20)
        is_over.set()

    worker.run(work, pytest_fail, pytest_fail)
    worker.run(pytest_fail_at_all, pytest_fail, pytest_fail)
    assert begun.wait(5)
    worker.let_go()
    assert not is_over.is_set()
    go_on.set()
    assert is_over.wait(5)
    worker.close()
    qapp.sendPostedEvents()


def pytest_fail_at_all() -> None:
    pytest_fail("it was never to begin")


def pytest_fail(unexpected: object) -> None:
    raise AssertionError(f"unexpected: {unexpected}")
