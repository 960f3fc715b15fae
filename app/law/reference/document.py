"""The reference as it is kept in the project: text written by hand around what is made from the schema, and
excerpts of rule sets."""

import re
from collections.abc import Mapping
from pathlib import Path
from textwrap import dedent
from typing import Any

from app.domain.law import SCHEMA
from app.domain.law.json_schema import json_schema
from app.domain.law.schema import schema
from app.law.reference.examples import examples, read_documents
from app.law.reference.meanings import read_meanings
from app.law.reference.tables import Tables

ROOT = Path(__file__).parents[3]
DOCS = ROOT / "docs"
REFERENCE, LAWYERS = "deposit-rules-2.md", "for-lawyers.md"
BODY = r"(?:(?!<!-- ).*\n)*<!-- end -->"
TABLE = re.compile(rf"(?P<head><!-- (?:keys of (?P<name>\S+)|events) -->\n){BODY}")
EXCERPT = re.compile(rf"(?P<head><!-- (?P<file>\S+) (?P<id>\S+) -->\n){BODY}")


def refresh(folder: Path) -> None:
    """Make what is not written by hand anew in both texts, which stand in `folder`; both, or neither.

    Raises:
        OSError: one of them is not there, or cannot be read or written.
    """
    makers = ((folder / REFERENCE, with_tables), (folder / LAWYERS, with_excerpts))
    for file, text in [(file, anew(file.read_text("utf-8"))) for file, anew in makers]:
        file.write_text(text, "utf-8")


def with_tables(text: str) -> str:
    """The text with its tables made anew.

    Raises:
        ValueError: an object has no place in the text, or a place tells of none.
    """
    whole, meanings = schema(), read_meanings()
    tables = Tables(whole, meanings, examples(whole, read_documents(), meanings.invented))
    told = {found["name"] for found in TABLE.finditer(text)} - {None}
    if told != set(tables.objects):
        raise ValueError(f"Without a place, or a place without an object: {told ^ set(tables.objects)}")

    def fill(found: re.Match[str]) -> str:
        table = tables.keys(found["name"]) if found["name"] else tables.events()
        return f"{found['head']}{table}\n<!-- end -->"

    return TABLE.sub(fill, text)


def with_excerpts(text: str) -> str:
    """The text with its excerpts taken anew from the files that they name.

    Raises:
        ValueError: a file holds nothing of that id.
    """

    def fill(found: re.Match[str]) -> str:
        excerpt = _excerpt((ROOT / found["file"]).read_text("utf-8"), found["id"])
        return f"{found['head']}```yaml\n{excerpt}```\n<!-- end -->"

    return EXCERPT.sub(fill, text)


def format_schema() -> Mapping[str, Any]:
    """The format as JSON Schema, with the sentences of the reference as descriptions."""
    return json_schema(schema(), SCHEMA, read_meanings().of_key)


def _excerpt(text: str, name: str) -> str:
    """The item of a list that has this id, as it is written: to the next item, or the end of the list."""
    found = re.search(rf"(?m)^(?P<indent> *)- id: {re.escape(name)}\n(?:(?P=indent)  .*\n)*", text)
    if found is None:
        raise ValueError(f"Nothing of the id {name}")
    return dedent(found[0])
