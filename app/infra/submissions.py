"""Forms that are sent twice: the second sending answers as the first did."""

from datetime import datetime

from sqlalchemy import bindparam, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, mapped_column

from app.infra.db import Base, session


class Submission(Base):
    """One sending of a form, named by the key the form carried; where it led is kept for a repeat."""

    __tablename__ = "submission"

    key: Mapped[str] = mapped_column(primary_key=True)
    account_id: Mapped[int]
    location: Mapped[str] = mapped_column(default="")
    at: Mapped[datetime]


# Made once, and asked past the session's objects: each form that is sent asks both.
_TABLE = Base.metadata.tables[Submission.__tablename__]
_UNLESS_THERE = {
    "postgresql": postgresql.insert(_TABLE).on_conflict_do_nothing(index_elements=["key"]),
    "sqlite": sqlite.insert(_TABLE).on_conflict_do_nothing(index_elements=["key"]),
}
_CLAIM = {dialect: insert.returning(_TABLE.c.key) for dialect, insert in _UNLESS_THERE.items()}
_SETTLE = update(_TABLE).where(_TABLE.c.key == bindparam("named")).values(location=bindparam("led_to"))


def claim(key: str, *, account_id: int, at: datetime) -> str | None:
    """Take `key` for this transaction; return where its first sending led, or None if this is the first.

    Stands first inside `transaction()`. A second sender waits in the database until the first commits, then
    gets its location; if the first rolled back, the second becomes the first.
    """
    connection, own = session().connection(), f"{account_id}:{key}"
    row = {"key": own, "account_id": account_id, "location": "", "at": at}
    if connection.execute(_CLAIM[connection.dialect.name], row).first() is not None:
        return None
    return session().get_one(Submission, own, populate_existing=True).location


def settle(key: str, *, account_id: int, location: str) -> None:
    """Remember where the sending named `key` led, in the same transaction."""
    session().connection().execute(_SETTLE, {"named": f"{account_id}:{key}", "led_to": location})
