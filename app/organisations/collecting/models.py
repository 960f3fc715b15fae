"""Which library collects parcels for which."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.infra.db import Base
from app.organisations.models import Organisation


class Collecting(Base):
    """A depository whose parcels another one may take in, to pass their copies on to it."""

    __tablename__ = "collecting"
    __table_args__ = (CheckConstraint("depository_id <> collector_id", name="not_itself"),)

    depository_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), primary_key=True)
    collector_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    named_at: Mapped[datetime]
    named_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))

    depository: Mapped[Organisation] = relationship(foreign_keys=depository_id, lazy="raise_on_sql")
    collector: Mapped[Organisation] = relationship(foreign_keys=collector_id, lazy="raise_on_sql")
