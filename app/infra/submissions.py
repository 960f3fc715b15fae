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


_SETTLE = (
    update(Submission)
    .where(Submission.key == bindparam("named"))
    .values(location=bindparam("led_to"))
    .execution_options(synchronize_session=False)
)


def claim(key: str, *, account_id: int, at: datetime) -> str | None:
    """Take `key` for this transaction; return where its first sending led, or None if this is the first.

    Stands first inside `transaction()`. A second sender waits in the database until the first commits, then
    gets its location; if the first rolled back, the second becomes the first.
    """
    insert = postgresql.insert if session().get_bind().dialect.name == "postgresql" else sqlite.insert
    statement = insert(Submission).values(
        key=f"{account_id}:{key}", account_id=account_id, location="", at=at
    )
    added = (
        session()
        .execute(statement.on_conflict_do_nothing(index_elements=["key"]).returning(Submission.key))
        .first()
    )
    if added is not None:
        return None
    return session().get_one(Submission, f"{account_id}:{key}", populate_existing=True).location


def settle(key: str, *, account_id: int, location: str) -> None:
    """Remember where the sending named `key` led, in the same transaction."""
    session().execute(_SETTLE, {"named": f"{account_id}:{key}", "led_to": location})
