"""Tables of what proves that a parcel was sent."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.infra.db import Base, Key
from app.infra.storage import StoredFile


class Evidence(Base):
    """A photograph or a receipt of the post, attached to a consignment by its depositor.

    `file_id` is what is kept: of a photograph a copy without what the camera wrote beside the picture (place,
    owner, device). `sent_sha256` names the bytes that were sent, so that who has them can show that they are
    the same. It is never deleted: `withdrawn_at` and a reason say that its sender no longer relies on it.
    """

    __tablename__ = "evidence"

    id: Key
    consignment_id: Mapped[int] = mapped_column(ForeignKey("consignment.id"), index=True)
    file_id: Mapped[int] = mapped_column(ForeignKey("stored_file.id"))
    sent_sha256: Mapped[str]
    note: Mapped[str] = mapped_column(default="")
    attached_at: Mapped[datetime]
    attached_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    withdrawn_at: Mapped[datetime | None]
    withdrawn_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    withdrawal_reason: Mapped[str] = mapped_column(default="")

    file: Mapped[StoredFile] = relationship(lazy="raise_on_sql")


class EarlierDispatch(Base):
    """How a consignment was said to be sent, until that was corrected at `replaced_at`."""

    __tablename__ = "earlier_dispatch"

    id: Key
    consignment_id: Mapped[int] = mapped_column(ForeignKey("consignment.id"), index=True)
    carrier: Mapped[str]
    tracking: Mapped[str]
    replaced_at: Mapped[datetime]
    replaced_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
