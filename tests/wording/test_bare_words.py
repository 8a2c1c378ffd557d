"""What stands on a screen is said in its language: no English words there that are not marked to be translated."""

import ast
import re
from collections.abc import Iterable, Iterator

from translations import REFUSALS, ROOT

SCREENS = ("presentation", "ui")
MARKED = frozenset({"_", "later", "ngettext", "pgettext", "later_in", "Message", *REFUSALS})
"""What says its words in a language."""
NOT_SHOWN = frozenset(
    {
        "FontsMissing",
        "NoPicture",
        "RuntimeError",
        "ThreadPoolExecutor",
        "TokensBroken",
        "TypeError",
        "ValueError",
        "setObjectName",
        "warning",
    }
)
"""What is read by whoever mends the program, or by the program itself."""
NO_WORDS_FOR_PEOPLE = {
    "presentation/category_art.py": {"cat food", "hot drink", "ice cream"},  # parts of categories' names
    "presentation/device_pages.py": {"customer display", "payment terminal", "spare printer"},
    "presentation/device_services.py": {"kitchen printer "},
    "presentation/journal_section.py": {"back up"},  # the keys of rows
    "presentation/kiosk/attending.py": {"Given up at the kiosk", "Seen at the card reader"},  # reasons, for the journal
    "presentation/line_changes.py": {"line discount", "remove ", "sale discount"},  # the keys of rows
    "presentation/member_state.py": {"Apply", "Ask again", "Remove", "Try again", "Use offline"},  # told apart by these
    "presentation/plain.py": {"Cc", "Cs", "Sk", "So", "Zl", "Zp"},  # Unicode's categories
    "presentation/tables.py": {"Table", "Table "},  # which English and French write small in a sentence
    "presentation/tables_question.py": {"going on"},
    "presentation/tender_art.py": {"credit card"},  # a name of tenders
    "presentation/tender_state.py": {"Guest", "Member"},  # told apart by these
    "ui/kiosk/window.py": {"Kiosk"},  # the title of a window without a frame
    "ui/screens/due_card.py": {"Discount", "Subtotal", "Tax"},  # told apart by these
    "ui/theme/fonts.py": {"Inter-Bold.ttf", "Inter-Medium.ttf", "Inter-Regular.ttf", "Inter-SemiBold.ttf", "Mono-"},
}
"""What looks like words and is a name that the program has for something."""
WORDS = re.compile(r"\W*[A-Z][a-z]+|.*[A-Za-z]{2,} +[A-Za-z]{2,}|.*\b[a-z]+ $|^ [a-z]+\b")


def bare_words(source: str) -> Iterator[tuple[int, str]]:
    """The line and the text of each string that looks like words and is not marked."""
    waiting: list[ast.AST] = [ast.parse(source)]
    while waiting:
        node = waiting.pop(0)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and WORDS.match(node.value):
            yield node.lineno, node.value
        waiting += [each for each in _read_in(node) if each is not None]


def _read_in(node: ast.AST) -> Iterable[ast.AST | None]:
    """What may be shown of a node: not what documents it, nor its types, nor what is marked."""
    match node:
        case ast.Expr(value=ast.Constant()) | ast.Assign(targets=[ast.Name(id="__all__")]):
            return ()
        case ast.AnnAssign():
            return (node.value,)
        case ast.FunctionDef():
            return (*node.args.defaults, *node.args.kw_defaults, *node.body)
        case ast.Call() if _called(node) in MARKED | NOT_SHOWN:
            return [each.value for each in node.keywords]
        case _:
            return ast.iter_child_nodes(node)


def _called(call: ast.Call) -> str:
    if isinstance(call.func, ast.Name):
        return call.func.id
    return call.func.attr if isinstance(call.func, ast.Attribute) else ""


def test_words_that_are_not_marked_are_found_and_marked_ones_are_not() -> None:
    source = '''
def told(item, name):
    """A docstring is for whoever reads the program."""
    key = Key("Move", _("Moves {what}", what="Half of it"))
    _log.warning("Nobody reads this here")
    return Notice(f"It has {item.unit} left"), later("Later on"), "a_key", "menu-2", name
'''
    assert {text for _, text in bare_words(source)} == {"Move", "Half of it", "It has ", " left"}


def test_no_screen_says_words_that_are_not_marked() -> None:
    found = {
        (str(path.relative_to(ROOT / "pos_terminal")), text): line
        for folder in SCREENS
        for path in sorted((ROOT / "pos_terminal" / folder).rglob("*.py"))
        if path.parent.name != "gallery"  # what hangs there is made up
        for line, text in bare_words(path.read_text(encoding="utf-8"))
    }
    bare = {
        f"{file}:{line}": text for (file, text), line in found.items() if text not in NO_WORDS_FOR_PEOPLE.get(file, ())
    }
    assert bare == {}
    gone = {(file, text) for file, texts in NO_WORDS_FOR_PEOPLE.items() for text in texts} - found.keys()
    assert gone == set()
