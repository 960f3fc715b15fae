"""The table of photographs taken at the receiving desk."""

from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.infra.db import Base, Key
from app.infra.storage import StoredFile


class ScanPhoto(Base):
    """A photograph of a scanned copy; `sent_sha256` names the bytes that were sent, of which the picture is
    kept."""

    __tablename__ = "scan_photo"
    __table_args__ = (UniqueConstraint("scan_id", "sent_sha256"),)

    id: Key
    scan_id: Mapped[int] = mapped_column(ForeignKey("scan.id"))
    file_id: Mapped[int] = mapped_column(ForeignKey("stored_file.id"))
    sent_sha256: Mapped[str]
    at: Mapped[datetime]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))

    file: Mapped[StoredFile] = relationship(lazy="raise_on_sql")
