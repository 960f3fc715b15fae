"""Tables of arrivals, scans and receipts."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import (
    JSON,
    BigInteger,
    CheckConstraint,
    ColumnElement,
    ForeignKey,
    Index,
    UniqueConstraint,
    and_,
    func,
    text,
)
from sqlalchemy.ext.hybrid import hybrid_property
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.deposits.consignments.models import Consignment, Copy
from app.domain.receiving import Condition
from app.infra.db import Base, Key, enum_column
from app.infra.storage import StoredFile
from app.organisations.models import Organisation
from app.publications.models import Release


class Decision(StrEnum):
    """What a librarian decided about a copy that does not simply count."""

    ACCEPTED = "accepted"
    RETURNED = "returned"


class Arrival(Base):
    """One opened parcel at one depository, with a consignment or without; confirming it makes the receipt.

    One that was opened by mistake, and of which nothing was scanned, is put back: `discarded_at`.
    """

    __tablename__ = "arrival"
    __table_args__ = (
        # Two librarians who scan the same slip work on one arrival.
        Index(
            "uq_arrival_open_consignment",
            "consignment_id",
            unique=True,
            postgresql_where=text("confirmed_at IS NULL AND discarded_at IS NULL"),
            sqlite_where=text("confirmed_at IS NULL AND discarded_at IS NULL"),
        ),
    )

    id: Key
    depository_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    consignment_id: Mapped[int | None] = mapped_column(ForeignKey("consignment.id"))
    depositor_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"))
    opened_at: Mapped[datetime]
    opened_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    confirmed_at: Mapped[datetime | None]
    discarded_at: Mapped[datetime | None]
    discarded_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))

    consignment: Mapped[Consignment | None] = relationship(lazy="raise_on_sql")
    depositor: Mapped[Organisation | None] = relationship(foreign_keys=depositor_id, lazy="raise_on_sql")
    depository: Mapped[Organisation] = relationship(foreign_keys=depository_id, lazy="raise_on_sql")

    @hybrid_property
    def is_open(self) -> bool:
        """Whether it is worked at: neither received nor put back."""
        return self.confirmed_at is None and self.discarded_at is None

    @is_open.inplace.expression
    @classmethod
    def _is_open(cls) -> ColumnElement[bool]:
        return and_(cls.confirmed_at.is_(None), cls.discarded_at.is_(None))


class Scan(Base):
    """One act of scanning. `key` names the act, so that a repeated request counts once.

    `copy_id` names the labelled copy: it counts once, in one arrival. Each scan of an ISBN is a new act.
    `release_id` None is a book that nobody registered. A copy that is not good counts only when accepted, a
    returned one never; both with a reason. An undone scan stays as a row; a reversal undoes all its scans.
    `passed_on_at` is set while the copy has left: passed on, given away as the law orders, given up or
    returned (`app.deposits.receiving.places`).
    `desk_id` is the session at which it was made, for several may share an account; that row may be gone.
    `at` is the server's time; `device_at` is what the device on which a scan waited said of
    its own clock: it may be wrong, and nothing is reckoned from it.
    """

    __tablename__ = "scan"
    __table_args__ = (
        UniqueConstraint("arrival_id", "key"),
        Index(None, "arrival_id", "text"),
        # Where a label is scanned after its book: of a large parcel only what stands by its ISBN.
        Index(
            "ix_scan_by_isbn",
            "arrival_id",
            "release_id",
            postgresql_where=text("copy_id IS NULL AND undone_at IS NULL"),
            sqlite_where=text("copy_id IS NULL AND undone_at IS NULL"),
        ),
        Index(
            "uq_scan_live_copy",
            "copy_id",
            unique=True,
            postgresql_where=text("copy_id IS NOT NULL AND undone_at IS NULL AND passed_on_at IS NULL"),
            sqlite_where=text("copy_id IS NOT NULL AND undone_at IS NULL AND passed_on_at IS NULL"),
        ),
        Index(
            "ix_scan_passed_on",
            "passed_on_at",
            postgresql_where=text("passed_on_at IS NOT NULL"),
            sqlite_where=text("passed_on_at IS NOT NULL"),
        ),
    )

    id: Key
    arrival_id: Mapped[int] = mapped_column(ForeignKey("arrival.id"))
    key: Mapped[str]
    text: Mapped[str]
    release_id: Mapped[int | None] = mapped_column(ForeignKey("release.id"), index=True)
    copy_id: Mapped[int | None] = mapped_column(ForeignKey("copy.id"))
    condition: Mapped[Condition] = mapped_column(enum_column(Condition), default=Condition.GOOD)
    decision: Mapped[Decision | None] = mapped_column(enum_column(Decision))
    reason: Mapped[str] = mapped_column(default="")
    at: Mapped[datetime]
    device_at: Mapped[datetime | None]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    desk_id: Mapped[int | None] = mapped_column(BigInteger)
    undone_at: Mapped[datetime | None]
    passed_on_at: Mapped[datetime | None]

    release: Mapped[Release | None] = relationship(lazy="raise_on_sql")
    copy: Mapped[Copy | None] = relationship(lazy="raise_on_sql")


class Receipt(Base):
    """The fact that a depository took copies in; append-only, corrected by a reversal that points back.

    `facts` holds every value that its act shows, in `language`, as it was at that moment: the act tells
    nothing later, however late its file is made. None in receipts from before that was kept.
    """

    __tablename__ = "receipt"
    __table_args__ = (
        UniqueConstraint("arrival_id"),
        UniqueConstraint("reverses_id"),
    )

    id: Key
    number: Mapped[str] = mapped_column(unique=True)
    verification_code: Mapped[str] = mapped_column(unique=True)
    arrival_id: Mapped[int | None] = mapped_column(ForeignKey("arrival.id"))
    reverses_id: Mapped[int | None] = mapped_column(ForeignKey("receipt.id"))
    reason: Mapped[str] = mapped_column(default="")
    depositor_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"), index=True)
    depository_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    consignment_id: Mapped[int | None] = mapped_column(ForeignKey("consignment.id"), index=True)
    at: Mapped[datetime] = mapped_column(index=True)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    language: Mapped[str | None]
    facts: Mapped[dict[str, object] | None] = mapped_column(JSON(none_as_null=True), deferred=True)
    file_id: Mapped[int | None] = mapped_column(ForeignKey("stored_file.id"))

    depositor: Mapped[Organisation | None] = relationship(foreign_keys=depositor_id, lazy="raise_on_sql")
    depository: Mapped[Organisation] = relationship(foreign_keys=depository_id, lazy="raise_on_sql")
    consignment: Mapped[Consignment | None] = relationship(lazy="raise_on_sql")
    lines: Mapped[list["ReceiptLine"]] = relationship(order_by="ReceiptLine.id", lazy="raise_on_sql")
    file: Mapped[StoredFile | None] = relationship(lazy="raise_on_sql")


class ReceiptLine(Base):
    """Copies of one release in one condition, and the obligation they were allocated to, if any.

    `copies` is negative in a reversal. Lines with an obligation count towards it; lines without one are
    surplus, returned or not announced, named by `discrepancy`, or taken in for another library, to which the
    obligation `held_for_id` is owed.
    """

    __tablename__ = "receipt_line"
    __table_args__ = (CheckConstraint("copies <> 0", name="copies_not_zero"),)

    id: Key
    receipt_id: Mapped[int] = mapped_column(ForeignKey("receipt.id"), index=True)
    release_id: Mapped[int | None] = mapped_column(ForeignKey("release.id"), index=True)
    obligation_id: Mapped[int | None] = mapped_column(ForeignKey("obligation.id"), index=True)
    held_for_id: Mapped[int | None] = mapped_column(ForeignKey("obligation.id"), index=True)
    scan_id: Mapped[int | None] = mapped_column(ForeignKey("scan.id"), index=True)
    copies: Mapped[int]
    condition: Mapped[Condition] = mapped_column(enum_column(Condition))
    discrepancy: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")

    release: Mapped[Release | None] = relationship(lazy="raise_on_sql")

    @hybrid_property
    def handed_over_for(self) -> int | None:
        """The obligation for which the copies were taken in, here or for another library."""
        return self.obligation_id or self.held_for_id

    @handed_over_for.inplace.expression
    @classmethod
    def _handed_over_for(cls) -> ColumnElement[int | None]:
        return func.coalesce(cls.obligation_id, cls.held_for_id)


class Shortage(Base):
    """Copies that a consignment announced and that were not in it when the receipt was made."""

    __tablename__ = "shortage"

    id: Key
    receipt_id: Mapped[int] = mapped_column(ForeignKey("receipt.id"), index=True)
    obligation_id: Mapped[int] = mapped_column(ForeignKey("obligation.id"))
    release_id: Mapped[int] = mapped_column(ForeignKey("release.id"))
    copies: Mapped[int]

    release: Mapped[Release] = relationship(lazy="raise_on_sql")
