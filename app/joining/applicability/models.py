"""Answers to "Does the law apply to me?", kept so that they can be passed on."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.infra.db import Base, Key


class ApplicabilityInquiry(Base):
    """What somebody asked on a day under a rule set, which never changes: so the answer need not be kept.

    `who` is a `Depositing`, `kinds` are codes of kinds of documents in their order with commas between.
    Asking the same again on the same day leads to the same row. It says nothing of a person.
    """

    __tablename__ = "applicability_inquiry"
    __table_args__ = (UniqueConstraint("rule_set_id", "asked_on", "who", "kinds"),)

    id: Key
    code: Mapped[str] = mapped_column(unique=True)
    rule_set_id: Mapped[int] = mapped_column(ForeignKey("adopted_rule_set.id"))
    asked_on: Mapped[date]
    who: Mapped[str]
    kinds: Mapped[str]
    asked_at: Mapped[datetime]
