"""The table of edited texts of the notice."""

from datetime import date, datetime

from sqlalchemy import JSON, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.infra.db import Base, Key


class NoticeWording(Base):
    """The texts of the notice in one language and script; once it has a `version` nothing in it changes.

    `texts` holds each text by its key (`cure_1`, `listed.one`). How far it has come follows from its moments.
    The built-in texts are version 0 of every language and have no row. `made_from_id`: these Cyrillic texts
    were made from Latin ones. What was taken back before its day keeps its version and never was in force.
    """

    __tablename__ = "notice_wording"
    __table_args__ = (
        UniqueConstraint("language", "version"),
        Index("ix_notice_wording_language_in_force", "language", "in_force_from", "version"),
    )

    id: Key
    language: Mapped[str]
    texts: Mapped[dict[str, str]] = mapped_column(JSON)
    sha256: Mapped[str]
    created_at: Mapped[datetime]
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    changed_at: Mapped[datetime]
    changed_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    proposed_at: Mapped[datetime | None]
    proposed_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    discarded_at: Mapped[datetime | None]
    version: Mapped[int | None]
    in_force_from: Mapped[date | None]
    reason: Mapped[str] = mapped_column(default="")
    decided_at: Mapped[datetime | None]
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    taken_back_at: Mapped[datetime | None]
    taken_back_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    taken_back_for: Mapped[str | None]
    made_from_id: Mapped[int | None] = mapped_column(ForeignKey("notice_wording.id"))
