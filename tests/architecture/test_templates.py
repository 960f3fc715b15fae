"""Templates: each compiles, each is used, and none leans on one that is not there."""

import ast

from flask import Flask
from jinja2 import meta

from tests.architecture.project import files, name, python_files


def templates() -> dict[str, str]:
    """Return the source of every template by the name it is asked for."""
    return {
        name(path).removeprefix("templates/"): path.read_text(encoding="utf-8")
        for path in files("templates/*")
        if path.suffix in {".html", ".txt", ".xml"}
    }


def strings_of_the_application() -> set[str]:
    """Return every text written in the code; a name with a variable part is its constant beginning."""
    found: set[str] = set()
    for path in python_files("app"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                found.add(node.value)
    return found


def leaned_on(app: Flask, source: str) -> set[str]:
    """Return the templates that a template extends, includes or imports; None stands for a variable name."""
    return {
        found for found in meta.find_referenced_templates(app.jinja_env.parse(source)) if found is not None
    }


def test_every_template_compiles(app: Flask) -> None:
    sources = templates()
    assert "base.html" in sources
    for template in sources:
        assert app.jinja_env.get_template(template).name == template


def test_a_template_leans_on_templates_that_exist(app: Flask) -> None:
    sources = templates()
    missing = {
        template: leaned_on(app, source) - sources.keys()
        for template, source in sources.items()
        if leaned_on(app, source) - sources.keys()
    }
    assert missing == {}


def test_every_template_is_used(app: Flask) -> None:
    sources = templates()
    used = strings_of_the_application().union(*(leaned_on(app, source) for source in sources.values()))
    named_by_folder = tuple(text for text in used if text.endswith("/"))  # f"errors/{status}.html"
    unused = [
        template for template in sources if template not in used and not template.startswith(named_by_folder)
    ]
    assert unused == []
