"""Templates: each compiles, each is used, and none leans on one that is not there."""

import ast

import pytest
from flask import Flask
from jinja2 import Environment, meta

from tests.architecture.project import files, name, python_files

PAGES, PAPERS = "templates/", "templates/documents/"  # each family is loaded from its own folder


def templates(family: str) -> dict[str, str]:
    """Return the source of every template of a family by the name it is asked for."""
    return {
        name(path).removeprefix(family): path.read_text(encoding="utf-8")
        for path in files(f"{family}*")
        if path.suffix in {".html", ".txt", ".xml"}
        and (family == PAPERS or not name(path).startswith(PAPERS))
    }


def strings_of_the_application() -> set[str]:
    """Return every text written in the code; a name with a variable part is its constant beginning."""
    return {
        node.value
        for path in python_files("app")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


def leaned_on(source: str) -> set[str]:
    """Return the templates that a template extends, includes or imports by a constant name."""
    tree = Environment(autoescape=True, extensions=["jinja2.ext.i18n"]).parse(source)
    return {found for found in meta.find_referenced_templates(tree) if found is not None}


def test_every_page_compiles(app: Flask) -> None:
    sources = templates(PAGES)
    assert "base.html" in sources
    for template in sources:
        assert app.jinja_env.get_template(template).name == template


@pytest.mark.parametrize("family", [PAGES, PAPERS])
def test_a_template_leans_on_templates_that_exist(family: str) -> None:
    sources = templates(family)
    missing = {template: leaned_on(source) - sources.keys() for template, source in sources.items()}
    assert {template: names for template, names in missing.items() if names} == {}


@pytest.mark.parametrize("family", [PAGES, PAPERS])
def test_every_template_is_used(family: str) -> None:
    sources = templates(family)
    used = strings_of_the_application().union(*(leaned_on(source) for source in sources.values()))
    folders = tuple(text for text in used if text.endswith("/"))  # f"errors/{status}.html"
    stems = (
        {f"{text}.html" for text in used} if family == PAPERS else set()
    )  # a paper is asked for by its kind
    found = used | stems
    unused = [template for template in sources if template not in found and not template.startswith(folders)]
    assert unused == []
