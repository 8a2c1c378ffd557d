"""What linters cannot say about the source, or only by name."""

import ast

from tests.architecture.source import PROGRAM, ROOT, nodes

NESTED_LOOPS = {"exec", "exec_"}
MAY_CATCH_EVERYTHING = {"pos_terminal/adapters/loop.py", "pos_terminal/ui/worker.py", "pos_terminal/crash.py"}
ASKS_THE_DATABASE = "pos_terminal/adapters/sqlite/"


def _names(node: ast.expr | None) -> set[str]:
    return {part.id for part in ast.walk(node) if isinstance(part, ast.Name)} if node else set()


LOOP, GALLERY = "pos_terminal/app/event_loop.py", "pos_terminal/ui/gallery/__main__.py"
"""Where the till runs its event loop, and the program that shows its widgets."""


def test_only_the_application_and_the_gallery_run_an_event_loop() -> None:
    loops = [
        place
        for place, call in nodes(ast.Call, naming=rb"\bexec_?\b")
        if isinstance(call.func, ast.Attribute) and call.func.attr in NESTED_LOOPS
        # A database session's `exec` is a query.
        if not place.startswith(ASKS_THE_DATABASE)
    ]

    assert {place.partition(":")[0] for place in loops} == {LOOP, GALLERY}
    assert len(loops) == len({LOOP, GALLERY})


def test_nothing_re_enters_the_event_loop() -> None:
    folders = (PROGRAM, ROOT / "tests")
    found = [
        place
        for folder in folders
        for place, attribute in nodes(ast.Attribute, folder, naming=b"processEvents")
        if attribute.attr == "processEvents"
    ]

    assert found == []


def test_no_signal_is_connected_to_a_lambda() -> None:
    found = [
        place
        for place, call in nodes(ast.Call, naming=rb"\blambda\b")
        if isinstance(call.func, ast.Attribute) and call.func.attr == "connect"
        if any(isinstance(argument, ast.Lambda) for argument in call.args)
    ]

    assert found == []


def test_no_box_stops_the_desk() -> None:
    boxes = nodes(ast.alias, naming=b"QMessageBox|QInputDialog")
    found = [place for place, name in boxes if name.name in {"QMessageBox", "QInputDialog"}]

    assert found == []


def test_text_is_drawn_by_the_projects_own_widgets() -> None:
    found = [
        place
        for place, name in nodes(ast.alias, naming=b"QLabel")
        if name.name == "QLabel" and not place.startswith("pos_terminal/ui/widgets/")
    ]

    assert found == []


def test_only_the_worker_and_the_crash_hook_catch_everything() -> None:
    found = [
        place
        for place, handler in nodes(ast.ExceptHandler, naming=rb"\bexcept\s*:|\bException\b|\bBaseException\b")
        if handler.type is None or _names(handler.type) & {"Exception", "BaseException"}
        if place.rpartition(":")[0] not in MAY_CATCH_EVERYTHING
    ]

    assert found == []


def test_no_amount_in_the_domain_is_a_binary_fraction() -> None:
    domain = PROGRAM / "domain"
    literals = [place for place, constant in nodes(ast.Constant, domain) if isinstance(constant.value, float)]
    calls = [place for place, call in nodes(ast.Call, domain) if _names(call.func) == {"float"}]

    assert literals + calls == []
