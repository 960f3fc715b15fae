"""The table of scans that a device sent and the library could not take."""

from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.infra.db import Base, Key


class RefusedScan(Base):
    """A scan that waited on a device and did not count when it came; `key` names the act, as in `Scan`.

    `reason` is the outcome of the scan, or the code of the refusal. `device_at` is the device's own clock.
    """

    __tablename__ = "refused_scan"
    __table_args__ = (UniqueConstraint("arrival_id", "key"),)

    id: Key
    arrival_id: Mapped[int] = mapped_column(ForeignKey("arrival.id"))
    key: Mapped[str]
    text: Mapped[str]
    reason: Mapped[str]
    at: Mapped[datetime]
    device_at: Mapped[datetime | None]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
