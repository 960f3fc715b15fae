"""Tables of saved filters."""

from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.infra.db import Base, Key


class SavedFilter(Base):
    """How a person narrows and orders one list: the `query` of its address, without where in it one was."""

    __tablename__ = "saved_filter"
    __table_args__ = (UniqueConstraint("account_id", "page", "name"),)

    id: Key
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    page: Mapped[str]
    name: Mapped[str]
    query: Mapped[str]
    saved_at: Mapped[datetime]
