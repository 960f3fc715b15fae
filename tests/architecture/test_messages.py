"""Every text that the code says stands in the catalogues: what collects them overlooks some nested calls."""

import ast
from collections.abc import Iterator
from pathlib import Path

from babel.messages.pofile import read_po

ROOT = Path(__file__).parents[2]
SAYING = {"gettext", "ngettext", "lazy_gettext", "_"}


def said() -> Iterator[tuple[str, str]]:
    for file in sorted((ROOT / "app").rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in SAYING:
                first = node.args[0] if node.args else None
                if isinstance(first, ast.Constant) and isinstance(first.value, str):
                    yield str(file.relative_to(ROOT)), first.value


def test_no_text_is_missing_from_the_catalogues() -> None:
    with (ROOT / "app/translations/uz/LC_MESSAGES/messages.po").open("rb") as file:
        known = {m.id[0] if isinstance(m.id, tuple) else m.id for m in read_po(file)}
    assert [(place, text) for place, text in said() if text not in known] == []
