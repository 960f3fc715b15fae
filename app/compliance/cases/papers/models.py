"""The table of numbered papers that an act of a case makes."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.compliance.cases.models import Case
from app.compliance.numbered import NumberedPaper
from app.infra.db import Base, enum_column


class PaperKind(StrEnum):
    """What a paper of a case is; also the name of its template and of its series."""

    REFERRAL = "referral"
    """The letter by which a case is passed to the body that the law names."""
    REFUND_CLAIM = "refund_claim"
    """The claim for what copies cost that were bought in the depositor's stead."""


class CasePaper(NumberedPaper, Base):
    """A numbered paper of a case; what it says never changes.

    `withdrawn_at`: the act that made it was taken back, and its number is never used again.
    """

    __tablename__ = "case_paper"
    __table_args__ = (UniqueConstraint("series", "year", "sequence"),)

    case_id: Mapped[int] = mapped_column(ForeignKey("compliance_case.id"), index=True)
    kind: Mapped[PaperKind] = mapped_column(enum_column(PaperKind))
    issued_at: Mapped[datetime]
    issued_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    withdrawn_at: Mapped[datetime | None]

    case: Mapped[Case] = relationship(lazy="raise_on_sql")
