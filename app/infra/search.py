"""Finding rows by words: full-text search of either database over a folded key."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    String,
    TableClause,
    bindparam,
    column,
    false,
    func,
    literal,
    literal_column,
    select,
    table,
    text,
)
from sqlalchemy.orm import InstrumentedAttribute

from app.domain.search_terms import search_terms
from app.infra.db import session

WORDS = "words"
"""The parameter of a statement of `found_by` under which another search may be given to it (`words_of`)."""


@dataclass(frozen=True, slots=True)
class Found:
    """The ids of rows of `table`, and the expression by which they are ordered without being sorted.

    On SQLite they may come from the index alone, without their table.
    """

    ids: Select[int]
    order: ColumnElement[int]
    row_id: InstrumentedAttribute[int]
    from_index: bool = False

    def joined(self) -> Select[int]:
        """The same, beside their table, to which further columns and conditions may refer."""
        if not self.from_index:
            return self.ids
        return self.ids.join(self.row_id.class_, self.row_id == self.order)

    def where(self, *conditions: ColumnElement[bool]) -> "Found":
        """Those that meet the conditions on their table too."""
        if not conditions:
            return self
        return Found(self.joined().where(*conditions), self.order, self.row_id)


def found_by(row_id: InstrumentedAttribute[int], typed: str) -> Found:
    """Return the ids of the rows that `matching` lets pass, or of all where nothing is typed.

    On SQLite the index leads: it gives its rows in the order of their ids, so that a page of a list costs the
    same however many there are. A statement that was kept looks for something else where it is executed with
    other `WORDS`.
    """
    asked = bindparam(WORDS, words_of(typed), type_=String())
    if asked.value and not _on_postgresql():
        index = _index(row_id)
        ids = select(index.c.rowid.label("id")).where(index.c[index.name].op("MATCH")(asked))
        return Found(ids, index.c.rowid, row_id, from_index=True)
    ids = select(row_id.label("id"))
    if typed:
        ids = ids.where(_matching(row_id, asked) if asked.value else false())
    return Found(ids, row_id.expression, row_id)


def matching(row_id: InstrumentedAttribute[int], typed: str) -> ColumnElement[bool]:
    """Return the condition that a row's key holds every word typed; the last may be only the beginning of
    one.

    Numbers are looked for however they are written (`search_terms`). `row_id` is the primary key of a table
    that has a search index of its own, made in its migrations. Nothing is found for a text without letters
    and digits.
    """
    words = words_of(typed)
    return _matching(row_id, literal(words)) if words else false()


def words_of(typed: str) -> str:
    """Return what is typed as the database's index is asked for it; empty where nothing can be found."""
    terms = search_terms(typed)
    if _on_postgresql():
        return " | ".join("(" + " & ".join(words) + ":*)" for words in terms)
    return " OR ".join("(" + " ".join(f'"{word}"' for word in words) + "*)" for words in terms)


def _matching(row_id: InstrumentedAttribute[int], words: ColumnElement[str]) -> ColumnElement[bool]:
    if not _on_postgresql():
        index = _index(row_id)
        return row_id.in_(select(index.c.rowid).where(index.c[index.name].op("MATCH")(words)))
    return _words(row_id).bool_op("@@")(func.to_tsquery(text("'simple'::regconfig"), words))


def _on_postgresql() -> bool:
    return session().get_bind().dialect.name == "postgresql"


def _words(row_id: InstrumentedAttribute[int]) -> ColumnElement[Any]:
    """The words of a row's key, kept beside it."""
    return literal_column(f"{row_id.class_.__tablename__}.search_words")


def _index(row_id: InstrumentedAttribute[int]) -> TableClause:
    name = f"{row_id.class_.__tablename__}_search"
    return table(name, column("rowid"), column(name))
