"""Which copies of its own a collecting library has given away, as the law orders."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from app.infra.db import Base, Key


class GivenCopy(Base):
    """A copy that was owed to its library and went on to a recipient of the law; by the scan that took it in.

    `recipient` is its name in the rule set of the obligation. A note that was taken back stays as a row.
    """

    __tablename__ = "given_copy"
    __table_args__ = (
        Index(
            "uq_given_copy_standing",
            "scan_id",
            unique=True,
            postgresql_where=text("taken_back_at IS NULL"),
            sqlite_where=text("taken_back_at IS NULL"),
        ),
    )

    id: Key
    scan_id: Mapped[int] = mapped_column(ForeignKey("scan.id"))
    obligation_id: Mapped[int] = mapped_column(ForeignKey("obligation.id"), index=True)
    recipient: Mapped[str]
    at: Mapped[datetime]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    taken_back_at: Mapped[datetime | None]
