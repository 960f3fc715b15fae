"""What the units are worth in which the law counts amounts."""

from datetime import date, datetime

from sqlalchemy import BigInteger, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from app.infra.db import Base, Key


class UnitValue(Base):
    """The worth of a unit such as BHM from a day on, in whole units of a currency, and who says so.

    Rows are added, never changed: of several from one day the last counts, so a mistake is put right by
    another row. A `specimen` is invented, for demonstrations.
    """

    __tablename__ = "unit_value"
    __table_args__ = (Index("ix_unit_value_unit_from", "unit", "from_on", "id"),)

    id: Key
    unit: Mapped[str]
    amount: Mapped[int] = mapped_column(BigInteger)
    currency: Mapped[str]
    from_on: Mapped[date]
    source: Mapped[str]
    specimen: Mapped[bool] = mapped_column(default=False)
    entered_at: Mapped[datetime]
    entered_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
