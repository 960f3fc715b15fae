"""Every text that the code says stands in the catalogues: what collects them overlooks some nested calls."""

import ast
from collections.abc import Iterator
from pathlib import Path

from babel.messages.pofile import read_po

ROOT = Path(__file__).parents[2]
SAYING = {"gettext": 1, "ngettext": 2, "lazy_gettext": 1, "_": 1}
"""How many of the first values of a call are texts."""
SAYS_WHAT_IT_IS_GIVEN = "app/infra/i18n.py"


def calls() -> Iterator[tuple[str, list[ast.expr]]]:
    """Of every call that says texts, its file and these."""
    for file in sorted((ROOT / "app").rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in SAYING:
                yield file.relative_to(ROOT).as_posix(), node.args[: SAYING[node.func.id]]


def said() -> Iterator[tuple[str, str]]:
    for file, texts in calls():
        if isinstance(texts[0], ast.Constant):
            yield file, str(texts[0].value)


def test_no_text_is_missing_from_the_catalogues() -> None:
    with (ROOT / "app/translations/uz/LC_MESSAGES/messages.po").open("rb") as file:
        known = {m.id[0] if isinstance(m.id, tuple) else m.id for m in read_po(file)}
    assert [(place, text) for place, text in said() if text not in known] == []


def test_every_text_stands_where_it_is_said() -> None:
    """What is said by way of a name is not collected, and would be shown in English."""
    hidden = [
        f"{file}: {ast.unparse(text)}"
        for file, texts in calls()
        for text in texts
        if not isinstance(text, ast.Constant) and file != SAYS_WHAT_IT_IS_GIVEN
    ]
    assert hidden == []
