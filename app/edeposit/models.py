"""Tables of deposited files."""

from datetime import datetime

from sqlalchemy import ColumnElement, ForeignKey, Index, and_, or_, text
from sqlalchemy.ext.hybrid import hybrid_property
from sqlalchemy.orm import Mapped, foreign, mapped_column, relationship, remote

from app.deposits.obligations.models import Obligation
from app.deposits.receiving.models import Receipt
from app.infra.db import Base, Key
from app.infra.storage import StoredFile


class DepositedFile(Base):
    """A file uploaded towards an obligation; the library's acceptance is its receipt.

    A refused one has a reason. One that its depositor took back, or that was set aside because nothing is
    owed any more, has neither.
    """

    __tablename__ = "deposited_file"
    __table_args__ = (
        # One file at a time waits for the library's answer.
        Index(
            "uq_deposited_file_waiting",
            "obligation_id",
            unique=True,
            postgresql_where=text("decided_at IS NULL"),
            sqlite_where=text("decided_at IS NULL"),
        ),
    )

    id: Key
    obligation_id: Mapped[int] = mapped_column(ForeignKey("obligation.id"), index=True)
    file_id: Mapped[int] = mapped_column(ForeignKey("stored_file.id"))
    uploaded_at: Mapped[datetime]
    uploaded_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    decided_at: Mapped[datetime | None]
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    refusal_reason: Mapped[str] = mapped_column(default="")
    receipt_id: Mapped[int | None] = mapped_column(ForeignKey("receipt.id"))

    obligation: Mapped[Obligation] = relationship(lazy="raise_on_sql")
    file: Mapped[StoredFile] = relationship(lazy="raise_on_sql")
    receipt: Mapped[Receipt | None] = relationship(lazy="raise_on_sql")
    reversal: Mapped[Receipt | None] = relationship(
        primaryjoin=foreign(receipt_id) == remote(Receipt.reverses_id), lazy="raise_on_sql", viewonly=True
    )
    """By which the library took its receipt back."""

    @property
    def ended(self) -> bool:
        """Whether it was taken back or set aside, neither accepted nor refused."""
        return self.decided_at is not None and self.receipt_id is None and not self.refusal_reason

    @hybrid_property
    def stands(self) -> bool:
        """Whether it waits for an answer, or was accepted and still counts."""
        return self.decided_at is None or (self.receipt_id is not None and self.reversal is None)

    @stands.inplace.expression
    @classmethod
    def _stands(cls) -> ColumnElement[bool]:
        return or_(cls.decided_at.is_(None), and_(cls.receipt_id.is_not(None), ~cls.reversal.has()))
