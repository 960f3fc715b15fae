"""Tables of the sections of a library and of the copies in them."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.infra.db import Base, Key


class Section(Base):
    """A part of a library's shelves by its mark. A closed one takes no more copies."""

    __tablename__ = "section"
    __table_args__ = (UniqueConstraint("depository_id", "mark"),)

    id: Key
    depository_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    mark: Mapped[str]
    name: Mapped[str] = mapped_column(default="")
    created_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]


class Placement(Base):
    """The section to which a copy belongs now, by the scan that took it in."""

    __tablename__ = "placement"
    # By the moment too, so that what was placed since a count is found without the copies that lay there.
    __table_args__ = (Index("ix_placement_section_placed", "section_id", "placed_at"),)

    scan_id: Mapped[int] = mapped_column(ForeignKey("scan.id"), primary_key=True, autoincrement=False)
    section_id: Mapped[int] = mapped_column(ForeignKey("section.id"))
    placed_at: Mapped[datetime]
    placed_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
