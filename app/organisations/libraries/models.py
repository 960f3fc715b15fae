"""Tables of libraries: when they are open, and when they are closed beyond that."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from app.infra.db import Base, Key


class OpeningDay(Base):
    """The hours of a library on one day of the week (0: Monday); a day without a row is a day on which it is
    closed, and a library without any row has told no hours. Times are written `09:00`, in the country's zone.
    """

    __tablename__ = "opening_day"
    __table_args__ = (CheckConstraint("opens < closes", name="opens_before_it_closes"),)

    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), primary_key=True)
    weekday: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    opens: Mapped[str]
    closes: Mapped[str]


class LibraryClosure(Base):
    """Days, both included, on which a library takes nothing in. It is never changed: one that does not come
    about, or ends otherwise, is withdrawn and another recorded."""

    __tablename__ = "library_closure"
    __table_args__ = (
        CheckConstraint("first_on <= last_on", name="ends_after_it_begins"),
        Index("ix_library_closure_organisation", "organisation_id", "last_on"),
    )

    id: Key
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    first_on: Mapped[date]
    last_on: Mapped[date]
    reason: Mapped[str]
    recorded_at: Mapped[datetime]
    recorded_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    withdrawn_at: Mapped[datetime | None]
    withdrawn_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
