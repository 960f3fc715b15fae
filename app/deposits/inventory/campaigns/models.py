"""The table of campaigns."""

from datetime import date, datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from app.infra.db import Base, Key


class Campaign(Base):
    """A stock-take that all libraries of a region carry out in a period; `region_soato` None: the country."""

    __tablename__ = "stock_take_campaign"

    id: Key
    name: Mapped[str]
    region_soato: Mapped[str | None] = mapped_column(ForeignKey("region.soato"), index=True)
    first_day: Mapped[date]
    last_day: Mapped[date]
    opened_at: Mapped[datetime]
    opened_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
