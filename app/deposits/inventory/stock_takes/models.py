"""Tables of stock-takes: what was expected, what was scanned on the shelves, what came out."""

from datetime import date, datetime

from sqlalchemy import JSON, ForeignKey, Index, UniqueConstraint, false, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.deposits.inventory.campaigns.models import Campaign
from app.deposits.inventory.sections.models import Section
from app.domain.stock_taking import Verdict
from app.infra.db import Base, Key, enum_column
from app.infra.storage import StoredFile
from app.organisations.models import Organisation
from app.publications.models import Release


class StockTake(Base):
    """A stock-take of parts of a library: planned, begun, closed. Closed, it has a number and is never opened
    again.

    `facts` holds every value of the act of its results, so that the file can be made again; the file is set
    when its bytes are kept.
    """

    __tablename__ = "stock_take"
    __table_args__ = (
        UniqueConstraint("series", "year", "sequence"),
        Index("ix_stock_take_depository_planned", "depository_id", "planned_at"),
    )

    id: Key
    depository_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    region_soato: Mapped[str] = mapped_column(ForeignKey("region.soato"), index=True)
    campaign_id: Mapped[int | None] = mapped_column(ForeignKey("stock_take_campaign.id"), index=True)
    first_day: Mapped[date]
    last_day: Mapped[date]
    planned_at: Mapped[datetime]
    planned_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    begun_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    series: Mapped[str | None]
    year: Mapped[int | None]
    sequence: Mapped[int | None]
    number: Mapped[str] = mapped_column(default="")
    specimen: Mapped[bool] = mapped_column(default=False)
    verification_code: Mapped[str | None] = mapped_column(unique=True)
    language: Mapped[str] = mapped_column(default="")
    facts: Mapped[dict[str, object] | None] = mapped_column(JSON(), deferred=True)
    file_id: Mapped[int | None] = mapped_column(ForeignKey("stored_file.id"))

    depository: Mapped[Organisation] = relationship(lazy="raise_on_sql")
    campaign: Mapped[Campaign | None] = relationship(lazy="raise_on_sql")
    parts: Mapped[list["StockTakePart"]] = relationship(order_by="StockTakePart.id", lazy="raise_on_sql")
    file: Mapped[StoredFile | None] = relationship(lazy="raise_on_sql")


class StockTakePart(Base):
    """One section of a stock-take; `section_id` None: the copies that belong to no section.

    `expected` copies were there by the receipts when it began.
    """

    __tablename__ = "stock_take_part"

    id: Key
    stock_take_id: Mapped[int] = mapped_column(ForeignKey("stock_take.id"), index=True)
    section_id: Mapped[int | None] = mapped_column(ForeignKey("section.id"))
    expected: Mapped[int] = mapped_column(default=0)

    section: Mapped[Section | None] = relationship(lazy="raise_on_sql")


class ExpectedCopy(Base):
    """A copy that should be on the shelves, by the scan that took it in, as it was at the beginning.

    `had_left` is written at the end: it had not been seen and had left the library since the beginning.
    """

    __tablename__ = "expected_copy"
    __table_args__ = (
        Index("ix_expected_copy_release", "stock_take_id", "release_id"),
        Index(
            "ix_expected_copy_had_left",
            "stock_take_id",
            postgresql_where=text("had_left"),
            sqlite_where=text("had_left = 1"),
        ),
    )

    stock_take_id: Mapped[int] = mapped_column(
        ForeignKey("stock_take.id"), primary_key=True, autoincrement=False
    )
    copy_id: Mapped[int] = mapped_column(ForeignKey("scan.id"), primary_key=True, autoincrement=False)
    release_id: Mapped[int] = mapped_column(ForeignKey("release.id"))
    section_id: Mapped[int | None] = mapped_column(ForeignKey("section.id"))
    number: Mapped[str]
    had_left: Mapped[bool] = mapped_column(default=False, server_default=false())


class ShelfScan(Base):
    """One scan on the shelf of a section. `key` names the act: a repeated request counts once.

    `copy_id` is the copy that it found. `of_one`: it was a number or a label, which means one copy. An undone
    scan stays as a row.
    """

    __tablename__ = "shelf_scan"
    __table_args__ = (
        UniqueConstraint("stock_take_id", "key"),
        Index(
            "uq_shelf_scan_live_copy",
            "stock_take_id",
            "copy_id",
            unique=True,
            postgresql_where=text("undone_at IS NULL"),
            sqlite_where=text("undone_at IS NULL"),
        ),
        Index("ix_shelf_scan_verdict", "stock_take_id", "verdict", "id"),
        # Holds all that the sums ask for, so that they need no row.
        Index("ix_shelf_scan_sums", "stock_take_id", "section_id", "verdict", "undone_at"),
        Index("ix_shelf_scan_release", "stock_take_id", "release_id"),
    )

    id: Key
    stock_take_id: Mapped[int] = mapped_column(ForeignKey("stock_take.id"))
    key: Mapped[str]
    text: Mapped[str]
    section_id: Mapped[int | None] = mapped_column(ForeignKey("section.id"))
    release_id: Mapped[int | None] = mapped_column(ForeignKey("release.id"))
    of_one: Mapped[bool]
    meant_id: Mapped[int | None] = mapped_column(ForeignKey("scan.id"))
    copy_id: Mapped[int | None] = mapped_column(ForeignKey("scan.id"))
    verdict: Mapped[Verdict] = mapped_column(enum_column(Verdict))
    at: Mapped[datetime]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    undone_at: Mapped[datetime | None]

    release: Mapped[Release | None] = relationship(lazy="raise_on_sql")
