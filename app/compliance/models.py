"""Tables of notices."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.compliance.numbered import NumberedPaper
from app.infra.db import Base, Key
from app.organisations.models import Organisation


class Notice(NumberedPaper, Base):
    """A formal, numbered notice of non-compliance; immutable once issued.

    `wording_id` names the edited texts it was made with, None: those that are built in.
    `issued_by_id` issued it; where the rules ask for a second person, that one is `countersigned_by_id`.
    Served by publication in the depositor's account at `issued_at`. `case_id` None: issued before there were
    cases, and no case has taken it up.
    """

    __tablename__ = "notice"
    __table_args__ = (
        UniqueConstraint("series", "year", "sequence"),
        Index("ix_notice_depositor_issued", "depositor_id", "issued_at"),
    )

    case_id: Mapped[int | None] = mapped_column(ForeignKey("compliance_case.id"), index=True)
    depositor_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    region_soato: Mapped[str] = mapped_column(ForeignKey("region.soato"), index=True)
    rule_set_id: Mapped[int] = mapped_column(ForeignKey("adopted_rule_set.id"))
    wording_id: Mapped[int | None] = mapped_column(ForeignKey("notice_wording.id"))
    issued_at: Mapped[datetime] = mapped_column(index=True)
    issued_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    countersigned_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    cure_on: Mapped[date | None]
    object_by: Mapped[date | None]
    withdrawn_at: Mapped[datetime | None]
    withdrawal_reason: Mapped[str] = mapped_column(default="")
    replaces_id: Mapped[int | None] = mapped_column(ForeignKey("notice.id"), unique=True)

    depositor: Mapped[Organisation] = relationship(lazy="raise_on_sql")
    replaces: Mapped["Notice | None"] = relationship(
        back_populates="successor", remote_side="Notice.id", lazy="raise_on_sql"
    )
    successor: Mapped["Notice | None"] = relationship(back_populates="replaces", lazy="raise_on_sql")
    lines: Mapped[list["NoticeLine"]] = relationship(order_by="NoticeLine.id", lazy="raise_on_sql")


class NoticeLine(Base):
    """One obligation named in a notice, with what was owed and received at the moment of issue."""

    __tablename__ = "notice_line"
    __table_args__ = (UniqueConstraint("notice_id", "obligation_id"),)

    id: Key
    notice_id: Mapped[int] = mapped_column(ForeignKey("notice.id"))
    obligation_id: Mapped[int] = mapped_column(ForeignKey("obligation.id"), index=True)
    copies: Mapped[int]
    received: Mapped[int]
    due_on: Mapped[date]
