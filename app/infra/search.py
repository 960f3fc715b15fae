"""Finding rows by words: full-text search of either database over a folded key."""

from sqlalchemy import ColumnElement, column, false, func, select, table, text
from sqlalchemy.orm import InstrumentedAttribute

from app.domain.script import search_key
from app.infra.db import session


def matching(
    key: InstrumentedAttribute[str], row_id: InstrumentedAttribute[int], typed: str
) -> ColumnElement[bool]:
    """Return the condition that a row's key holds every word typed; the last may be only the beginning of
    one.

    Figures typed with hyphens or blanks are also looked for as one number (half an ISBN). `key` belongs to a
    table that has a search index of its own, made in its migration; `row_id` is that table's primary key.
    Nothing is found for a text without letters and digits.
    """
    words = search_key(typed).split()
    if not words:
        return false()
    alternatives = [words]
    if len(words) > 1 and "".join(words).isdigit():
        alternatives.append(["".join(words)])
    if session().get_bind().dialect.name == "postgresql":
        return _in_postgresql(key, alternatives)
    return _in_sqlite(row_id, alternatives)


def _in_postgresql(key: InstrumentedAttribute[str], alternatives: list[list[str]]) -> ColumnElement[bool]:
    query = " | ".join("(" + " & ".join(words) + ":*)" for words in alternatives)
    simple = text("'simple'::regconfig")
    return func.to_tsvector(simple, key).bool_op("@@")(func.to_tsquery(simple, query))


def _in_sqlite(row_id: InstrumentedAttribute[int], alternatives: list[list[str]]) -> ColumnElement[bool]:
    query = " OR ".join("(" + " ".join(f'"{word}"' for word in words) + "*)" for words in alternatives)
    name = f"{row_id.class_.__tablename__}_search"
    index = table(name, column("rowid"), column(name))
    return row_id.in_(select(index.c.rowid).where(index.c[name].op("MATCH")(query)))
