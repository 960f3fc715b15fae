"""Tables of proposals of notices."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.compliance.models import Notice
from app.infra.db import Base, Key, enum_column
from app.organisations.models import Organisation

_WAITING = text("ended_at IS NULL")


class Ending(StrEnum):
    """What became of a proposal."""

    COUNTERSIGNED = "countersigned"
    """Its notice was issued."""
    SENT_BACK = "sent_back"
    """A colleague would not countersign, and said why."""
    TAKEN_BACK = "taken_back"
    """Who proposed it has thought better of it."""
    NOTHING_LEFT = "nothing_left"
    """None of its lines stood any more when it was to be countersigned."""
    REPLACED_WITHDRAWN = "replaced_withdrawn"
    """The notice that it was to replace had been withdrawn by then."""


class NoticeProposal(Base):
    """A notice that one person proposes and another has to countersign: choices only.

    Number, facts and clocks come into being with the notice; until then nothing is stored that could grow
    stale. One waits at a time for a depositor and a region, which is the proposer's, or the depositor's where
    the proposer works for the whole country. One that `replaces` a notice withdraws it when it is
    countersigned, for `withdrawal_reason`.
    """

    __tablename__ = "notice_proposal"
    __table_args__ = (
        Index(
            "uq_notice_proposal_waiting",
            "depositor_id",
            "region_soato",
            unique=True,
            postgresql_where=_WAITING,
            sqlite_where=_WAITING,
        ),
    )

    id: Key
    depositor_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    region_soato: Mapped[str] = mapped_column(ForeignKey("region.soato"), index=True)
    language: Mapped[str]
    proposed_at: Mapped[datetime]
    proposed_by_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    replaces_id: Mapped[int | None] = mapped_column(ForeignKey("notice.id"), index=True)
    withdrawal_reason: Mapped[str] = mapped_column(default="")
    ending: Mapped[Ending | None] = mapped_column(enum_column(Ending))
    ended_at: Mapped[datetime | None]
    ended_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    reason: Mapped[str] = mapped_column(default="")
    notice_id: Mapped[int | None] = mapped_column(ForeignKey("notice.id"), unique=True)

    depositor: Mapped[Organisation] = relationship(lazy="raise_on_sql")
    notice: Mapped[Notice | None] = relationship(foreign_keys=notice_id, lazy="raise_on_sql")
    replaces: Mapped[Notice | None] = relationship(foreign_keys=replaces_id, lazy="raise_on_sql")
    lines: Mapped[list["ProposalLine"]] = relationship(order_by="ProposalLine.id", lazy="raise_on_sql")


class ProposalLine(Base):
    """One obligation that the proposed notice shall name, if it still stands then."""

    __tablename__ = "notice_proposal_line"
    __table_args__ = (UniqueConstraint("proposal_id", "obligation_id"),)

    id: Key
    proposal_id: Mapped[int] = mapped_column(ForeignKey("notice_proposal.id"))
    obligation_id: Mapped[int] = mapped_column(ForeignKey("obligation.id"), index=True)
