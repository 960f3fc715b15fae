"""What stood before in a file, however long the file: kept on disk, not in memory."""

import sqlite3
from types import TracebackType
from typing import Self

from app.domain.script import search_key


class Seen:
    """ISBNs of one file with the title each stood on first, and what its records said; gone when closed.

    A private temporary file of SQLite; the product's database has no part in it.
    """

    def __enter__(self) -> Self:
        self._store = sqlite3.connect("", isolation_level=None)
        self._store.execute("PRAGMA journal_mode = OFF")
        self._store.execute("PRAGMA synchronous = OFF")
        self._store.execute("CREATE TABLE isbn (isbn INTEGER PRIMARY KEY, title TEXT, record INTEGER)")
        self._store.execute("CREATE TABLE said (mark TEXT PRIMARY KEY, record INTEGER) WITHOUT ROWID")
        self._store.execute("BEGIN")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._store.close()

    def other(self, isbn: str, title: str, record: int) -> int | None:
        """Note an ISBN; return the record that had it first, if that has another title."""
        added = self._store.execute("INSERT OR IGNORE INTO isbn VALUES (?, ?, ?)", (int(isbn), title, record))
        if added.rowcount:
            return None
        before, first = self._store.execute(
            "SELECT title, record FROM isbn WHERE isbn = ?", (int(isbn),)
        ).fetchone()
        return None if search_key(before) == search_key(title) else int(first)

    def same(self, mark: str, record: int) -> int | None:
        """Note something that a record says; return the record that said the same first."""
        added = self._store.execute("INSERT OR IGNORE INTO said VALUES (?, ?)", (mark, record))
        if added.rowcount:
            return None
        return int(self._store.execute("SELECT record FROM said WHERE mark = ?", (mark,)).fetchone()[0])
