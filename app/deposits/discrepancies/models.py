"""Tables of what was wrong with a parcel, and of what was said and done about it."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.deposits.receiving.models import Receipt
from app.domain.discrepancies import Outcome
from app.domain.receiving import DiscrepancyKind
from app.infra.db import Base, Key, enum_column
from app.infra.storage import StoredFile
from app.organisations.models import Organisation
from app.publications.models import Release


def _one_stands(table: str) -> Index:
    """What was decided or promised before stays as an ended row; one at most stands."""
    stands = text("ended_at IS NULL")
    name = f"uq_{table}_standing"
    return Index(name, "discrepancy_id", unique=True, postgresql_where=stands, sqlite_where=stands)


class Discrepancy(Base):
    """Copies of one release in a receipt with the same fault; all of a receipt's are its report.

    Written with the receipt and never changed. `release_id` None is a book that nobody registered, whose
    number `note` holds. It is withdrawn once its receipt is taken back, which is not written here.
    """

    __tablename__ = "discrepancy"
    __table_args__ = (CheckConstraint("copies > 0", name="copies_positive"),)

    id: Key
    receipt_id: Mapped[int] = mapped_column(ForeignKey("receipt.id"), index=True)
    kind: Mapped[DiscrepancyKind] = mapped_column(enum_column(DiscrepancyKind))
    release_id: Mapped[int | None] = mapped_column(ForeignKey("release.id"), index=True)
    copies: Mapped[int]
    note: Mapped[str] = mapped_column(default="")

    receipt: Mapped[Receipt] = relationship(lazy="raise_on_sql")
    release: Mapped[Release | None] = relationship(lazy="raise_on_sql")


class Settlement(Base):
    """What was decided about a discrepancy; the one without `ended_at` stands.

    `receipt_id` is the receipt that brought the replacement, `taken_by_id` the library that took a surplus.
    """

    __tablename__ = "settlement"
    __table_args__ = (_one_stands("settlement"),)

    id: Key
    discrepancy_id: Mapped[int] = mapped_column(ForeignKey("discrepancy.id"), index=True)
    outcome: Mapped[Outcome] = mapped_column(enum_column(Outcome))
    note: Mapped[str] = mapped_column(default="")
    receipt_id: Mapped[int | None] = mapped_column(ForeignKey("receipt.id"), index=True)
    taken_by_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"))
    at: Mapped[datetime]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    ended_at: Mapped[datetime | None]

    receipt: Mapped[Receipt | None] = relationship(lazy="raise_on_sql")
    taken_by: Mapped[Organisation | None] = relationship(lazy="raise_on_sql")


class ReplacementPromise(Base):
    """The day for which a depositor promises a replacement; the one without `ended_at` stands.

    It stands beside what is due and never in its place.
    """

    __tablename__ = "replacement_promise"
    __table_args__ = (_one_stands("replacement_promise"),)

    id: Key
    discrepancy_id: Mapped[int] = mapped_column(ForeignKey("discrepancy.id"), index=True)
    promised_on: Mapped[date]
    at: Mapped[datetime]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    ended_at: Mapped[datetime | None]


class ReportMessage(Base):
    """What one side of a receipt wrote about its discrepancies."""

    __tablename__ = "report_message"

    id: Key
    receipt_id: Mapped[int] = mapped_column(ForeignKey("receipt.id"), index=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    text: Mapped[str] = mapped_column(default="")
    at: Mapped[datetime]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))

    organisation: Mapped[Organisation] = relationship(lazy="raise_on_sql")
    photos: Mapped[list["MessagePhoto"]] = relationship(order_by="MessagePhoto.id", lazy="raise_on_sql")


class MessagePhoto(Base):
    """A photograph in a message; `sent_sha256` names the bytes that were sent, of which the picture is
    kept."""

    __tablename__ = "message_photo"
    __table_args__ = (UniqueConstraint("message_id", "sent_sha256"),)

    id: Key
    message_id: Mapped[int] = mapped_column(ForeignKey("report_message.id"))
    file_id: Mapped[int] = mapped_column(ForeignKey("stored_file.id"))
    sent_sha256: Mapped[str]

    file: Mapped[StoredFile] = relationship(lazy="raise_on_sql")
