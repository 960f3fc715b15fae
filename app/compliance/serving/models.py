"""Tables of how notices were served."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.domain.documents import Channel
from app.infra.db import Base, Key, enum_column
from app.infra.storage import StoredFile


class Result(StrEnum):
    """What came of one way of serving."""

    SENT = "sent"
    """On its way; nothing is proven."""
    SERVED = "served"
    RETURNED = "returned"
    """It came back undelivered."""
    STRUCK = "struck"
    """The entry that it corrects was a mistake; nothing stands in its place."""


class Service(Base):
    """One statement of how a notice was served; never changed, only corrected by a later one.

    `day` is that of the result: handed in at the post, delivered, or come back. `corrects_id` names the
    statement in whose place it stands, and each is corrected once at most. Service in the account is no row:
    it is the issue of the notice itself.
    """

    __tablename__ = "notice_service"

    id: Key
    notice_id: Mapped[int] = mapped_column(ForeignKey("notice.id"), index=True)
    channel: Mapped[Channel] = mapped_column(enum_column(Channel))
    result: Mapped[Result] = mapped_column(enum_column(Result))
    day: Mapped[date]
    tracking: Mapped[str] = mapped_column(default="")
    words: Mapped[str] = mapped_column(default="")
    file_id: Mapped[int | None] = mapped_column(ForeignKey("stored_file.id"))
    corrects_id: Mapped[int | None] = mapped_column(ForeignKey("notice_service.id"), unique=True)
    recorded_at: Mapped[datetime]
    recorded_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))

    file: Mapped[StoredFile | None] = relationship(lazy="raise_on_sql")
