"""The floor of everything that asks a database: the driver alone, with statements written by hand."""

import re
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import psycopg
from psycopg.types.json import Json
from sqlalchemy import make_url

Values = Mapping[str, Any]
_GENERATED = ("search_words",)
"""Columns that the database itself fills."""
_NAMED = re.compile(r"(?<!:):(\w+)")


class Bare:
    """One connection of the driver itself; statements name their values `:so` on either database."""

    def __init__(self, address: str) -> None:
        url = make_url(address)
        self.postgresql = url.get_backend_name() == "postgresql"
        if self.postgresql:
            # A plan kept from other circumstances would make rounds differ.
            self._connection: Any = psycopg.connect(
                url.set(drivername="postgresql").render_as_string(hide_password=False),
                prepare_threshold=None,
                autocommit=True,
            )
        else:
            self._connection = sqlite3.connect(
                str(url.database), isolation_level=None, timeout=15, check_same_thread=False
            )
            self._connection.execute("PRAGMA foreign_keys=ON")
            self._connection.execute("PRAGMA synchronous=FULL")

    def rows(self, statement: str, values: Values) -> list[tuple[Any, ...]]:
        """Run a statement and return what it gives."""
        found: list[tuple[Any, ...]] = self._connection.execute(self.written(statement), values).fetchall()
        return found

    def records(self, statement: str, values: Values) -> list[dict[str, Any]]:
        """Run a statement and return its rows by the names of their columns, fit to be inserted again."""
        found = self._connection.execute(self.written(statement), values)
        names = [column[0] for column in found.description]
        rows = [dict(zip(names, map(_insertable, row), strict=True)) for row in found.fetchall()]
        return [{name: row[name] for name in row if name not in _GENERATED} for row in rows]

    def run(self, statement: str, values: Values) -> None:
        """Run a statement that gives nothing."""
        self._connection.execute(self.written(statement), values)

    def insert(self, table: str, rows: Sequence[Values]) -> None:
        """Insert rows that have the same columns."""
        columns = list(rows[0])
        names = ", ".join(f'"{name}"' for name in columns)
        places = ", ".join(f":{name}" for name in columns)
        statement = f'INSERT INTO "{table}" ({names}) VALUES ({places})'  # noqa: S608 - names from the models
        self._connection.cursor().executemany(self.written(statement), rows)

    def fill(self, table: str, columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
        """Insert finished rows in a transaction of their own, by the shortest way there is."""
        names = ", ".join(f'"{name}"' for name in columns)
        with self.transaction():
            cursor = self._connection.cursor()
            if self.postgresql:
                with cursor.copy(f'COPY "{table}" ({names}) FROM STDIN') as copy:
                    for row in rows:
                        copy.write_row(row)
            else:
                places = ", ".join("?" * len(columns))
                cursor.executemany(f'INSERT INTO "{table}" ({names}) VALUES ({places})', rows)  # noqa: S608 - names from the models

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Commit what is done inside; on SQLite the write lock is taken first, as the product does."""
        self._connection.execute("BEGIN" if self.postgresql else "BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._connection.execute("ROLLBACK")
            raise
        self._connection.execute("COMMIT")

    def written(self, statement: str) -> str:
        """Return the statement as the driver wants it."""
        return _NAMED.sub(r"%(\1)s", statement) if self.postgresql else statement

    def close(self) -> None:
        """Leave the database."""
        self._connection.close()


def _insertable(value: Any) -> Any:
    """What psycopg reads from a JSON column it does not write back by itself."""
    return Json(value) if isinstance(value, dict | list) else value
