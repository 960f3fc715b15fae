"""Tables of consignments and of the copies in them."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.deposits.obligations.models import Obligation
from app.infra.db import Base, Key
from app.organisations.models import Organisation
from app.publications.models import Release


class Consignment(Base):
    """One parcel from one depositor to one depository. Its state follows from which moments are set.

    A transfer is a parcel that a collecting library sends on: its `depositor_id` is that library.
    """

    __tablename__ = "consignment"
    __table_args__ = (
        Index("ix_consignment_depositor_created", "depositor_id", "created_at"),
        Index("ix_consignment_depository_sent", "depository_id", "sent_at"),
    )

    id: Key
    code: Mapped[str] = mapped_column(unique=True)
    depositor_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    depository_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    is_transfer: Mapped[bool] = mapped_column(default=False, server_default=false())
    created_at: Mapped[datetime]
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    sent_at: Mapped[datetime | None]
    carrier: Mapped[str] = mapped_column(default="")
    tracking: Mapped[str] = mapped_column(default="")
    arrived_at: Mapped[datetime | None]
    confirmed_at: Mapped[datetime | None]
    cancelled_at: Mapped[datetime | None]

    depositor: Mapped[Organisation] = relationship(foreign_keys=depositor_id, lazy="raise_on_sql")
    depository: Mapped[Organisation] = relationship(foreign_keys=depository_id, lazy="raise_on_sql")
    lines: Mapped[list["ConsignmentLine"]] = relationship(order_by="ConsignmentLine.id", lazy="raise_on_sql")
    boxes: Mapped[list["Box"]] = relationship(order_by="Box.ordinal", lazy="raise_on_sql")


class ConsignmentLine(Base):
    """So many copies announced towards one obligation."""

    __tablename__ = "consignment_line"
    __table_args__ = (CheckConstraint("copies > 0", name="copies_positive"),)

    id: Key
    consignment_id: Mapped[int] = mapped_column(ForeignKey("consignment.id"), index=True)
    obligation_id: Mapped[int] = mapped_column(ForeignKey("obligation.id"), index=True)
    release_id: Mapped[int] = mapped_column(ForeignKey("release.id"), index=True)
    copies: Mapped[int]

    obligation: Mapped[Obligation] = relationship(lazy="raise_on_sql")
    release: Mapped[Release] = relationship(lazy="raise_on_sql")
    items: Mapped[list["Copy"]] = relationship(order_by="Copy.id", lazy="raise_on_sql")
    passed: Mapped[list["Copy"]] = relationship(
        secondary="passed_copy", order_by="Copy.id", lazy="raise_on_sql", viewonly=True
    )

    @property
    def contents(self) -> list["Copy"]:
        """The labelled copies in the parcel, those labelled for it and those that travel on."""
        return sorted([*self.items, *self.passed], key=lambda item: item.id)


class Box(Base):
    """One of several boxes of a consignment, with a code of its own; a single box has none beside the slip's.

    `arrived_at` is when the library scanned it.
    """

    __tablename__ = "box"
    __table_args__ = (UniqueConstraint("consignment_id", "ordinal"),)

    id: Key
    consignment_id: Mapped[int] = mapped_column(ForeignKey("consignment.id"))
    ordinal: Mapped[int]
    code: Mapped[str] = mapped_column(unique=True)
    arrived_at: Mapped[datetime | None]
    arrived_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))


class Copy(Base):
    """One physical item with a code of its own, printed on its label."""

    __tablename__ = "copy"

    id: Key
    code: Mapped[str] = mapped_column(unique=True)
    line_id: Mapped[int | None] = mapped_column(ForeignKey("consignment_line.id"), index=True)
    release_id: Mapped[int] = mapped_column(ForeignKey("release.id"), index=True)


class PassedCopy(Base):
    """A copy that travels again, under the label that it has, in a line of a transfer."""

    __tablename__ = "passed_copy"

    line_id: Mapped[int] = mapped_column(ForeignKey("consignment_line.id"), primary_key=True)
    copy_id: Mapped[int] = mapped_column(ForeignKey("copy.id"), primary_key=True, index=True)


class CodeSeries(Base):
    """The last number given in a series and year (`consignment`, `copy`, `receipt`, `notice`, …)."""

    __tablename__ = "code_series"

    series: Mapped[str] = mapped_column(primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True)
    last: Mapped[int]
