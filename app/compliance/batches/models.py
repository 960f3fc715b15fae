"""Tables of batches of notices."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import JSON, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.compliance.models import Notice
from app.infra.db import Base, Key, enum_column
from app.infra.storage import StoredFile
from app.organisations.models import Organisation


class Outcome(StrEnum):
    """What became of one depositor of a batch."""

    WAITING = "waiting"
    ISSUED = "issued"
    NOTHING_LEFT = "nothing_left"
    """All that was late is received, no longer owed or named in another notice."""
    FAILED = "failed"


class NoticeBatch(Base):
    """Many depositors who each get one notice; its list is frozen when it is made.

    How it stands is derived from its moments (`states.py`). `region_soato` is that of the inspector who made
    it, None where he works for the whole country. It is issued in the name of `started_by_id`, who started it
    or asked for another try. `print_file_id` is one file for the printer, made when every notice has its own.
    `order_id`: the standing order that made it, one for each day in `ordered_for`; None: a person did.
    """

    __tablename__ = "notice_batch"
    __table_args__ = (UniqueConstraint("order_id", "ordered_for"),)

    id: Key
    region_soato: Mapped[str | None] = mapped_column(ForeignKey("region.soato"), index=True)
    language: Mapped[str]
    noticed_already: Mapped[int]
    created_at: Mapped[datetime]
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    started_at: Mapped[datetime | None]
    started_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    paused_at: Mapped[datetime | None]
    stopped_at: Mapped[datetime | None]
    finished_at: Mapped[datetime | None]
    print_file_id: Mapped[int | None] = mapped_column(ForeignKey("stored_file.id"))
    order_id: Mapped[int | None] = mapped_column(ForeignKey("standing_order.id"))
    ordered_for: Mapped[date | None]

    print_file: Mapped[StoredFile | None] = relationship(lazy="raise_on_sql")


class BatchLine(Base):
    """One depositor of a batch; lines stand in postal order, and so do the numbers of their notices.

    Whoever settles a line holds it locked: the notice and its name here are kept together or not at all.
    `failure` is the code and the values of a refusal, so that each reader has it in his language. `pages`
    are those of the notice in the print file, None while it is not in it.
    """

    __tablename__ = "notice_batch_line"
    __table_args__ = (
        UniqueConstraint("batch_id", "depositor_id"),
        Index("ix_notice_batch_line_outcome", "batch_id", "outcome", "id"),
    )

    id: Key
    batch_id: Mapped[int] = mapped_column(ForeignKey("notice_batch.id"))
    depositor_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    outcome: Mapped[Outcome] = mapped_column(enum_column(Outcome), default=Outcome.WAITING)
    notice_id: Mapped[int | None] = mapped_column(ForeignKey("notice.id"), unique=True)
    failure: Mapped[dict[str, object] | None] = mapped_column(JSON(none_as_null=True))
    settled_at: Mapped[datetime | None]
    pages: Mapped[int | None]

    depositor: Mapped[Organisation] = relationship(lazy="raise_on_sql")
    notice: Mapped[Notice | None] = relationship(lazy="raise_on_sql")
