"""Tables of claims: what a library asked of a depositor or passed to the authority, and what was answered."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.deposits.obligations.models import Obligation
from app.infra.db import Base, Key, enum_column
from app.infra.mail import Message
from app.organisations.models import Organisation


class ClaimKind(StrEnum):
    """To whom a library turned."""

    ASKED = "asked"
    """To the depositor, by letter."""
    PASSED = "passed"
    """To the authority, which finds the lines among what the depositor owes late."""


class AnswerKind(StrEnum):
    """What a depositor answers a library."""

    SENT = "sent"
    """It was sent on a day."""
    WILL_SEND = "will_send"
    """It will be sent by a day: a promise, which never changes when it is due."""
    NOT_OURS = "not_ours"
    """It does not exist, or another owes it."""


class Claim(Base):
    """One library's words to one addressee about late copies of one depositor.

    `depositor_id` is the record that stood then, also of what was owed by one merged into it. `message_id` is
    the letter; None: it went to the authority, or nobody's e-mail is known and it stands at the desk alone.
    """

    __tablename__ = "claim"

    id: Key
    kind: Mapped[ClaimKind] = mapped_column(enum_column(ClaimKind))
    depository_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    depositor_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    words: Mapped[str] = mapped_column(default="")
    made_at: Mapped[datetime]
    made_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    message_id: Mapped[int | None] = mapped_column(ForeignKey("message.id"), unique=True)

    depository: Mapped[Organisation] = relationship(foreign_keys=depository_id, lazy="raise_on_sql")
    depositor: Mapped[Organisation] = relationship(foreign_keys=depositor_id, lazy="raise_on_sql")
    message: Mapped[Message | None] = relationship(lazy="raise_on_sql")
    lines: Mapped[list["ClaimLine"]] = relationship(order_by="ClaimLine.id", lazy="raise_on_sql")
    withdrawal: Mapped["ClaimWithdrawal | None"] = relationship(lazy="raise_on_sql")


class ClaimLine(Base):
    """One obligation in a claim, with the copies missing and the day they were due when it was made.

    `left_out` says why the letter, when it was sent, no longer named it; empty: it did, or has not been sent.
    """

    __tablename__ = "claim_line"
    __table_args__ = (
        UniqueConstraint("claim_id", "obligation_id"),
        Index("ix_claim_line_obligation", "obligation_id", "id"),
    )

    id: Key
    claim_id: Mapped[int] = mapped_column(ForeignKey("claim.id"))
    obligation_id: Mapped[int] = mapped_column(ForeignKey("obligation.id"))
    copies: Mapped[int]
    due_on: Mapped[date]
    left_out: Mapped[str] = mapped_column(default="")

    obligation: Mapped[Obligation] = relationship(lazy="raise_on_sql")


class ClaimWithdrawal(Base):
    """A library takes back what it passed to the authority; a letter that was sent cannot be taken back."""

    __tablename__ = "claim_withdrawal"

    id: Key
    claim_id: Mapped[int] = mapped_column(ForeignKey("claim.id"), unique=True)
    reason: Mapped[str]
    withdrawn_at: Mapped[datetime]
    withdrawn_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))


class ClaimAnswer(Base):
    """What a depositor answered about one line. Answers are added, never changed: the last one counts.

    `day` is when it was sent or will be; None where it is not theirs.
    """

    __tablename__ = "claim_answer"
    __table_args__ = (Index("ix_claim_answer_line", "line_id", "id"),)

    id: Key
    line_id: Mapped[int] = mapped_column(ForeignKey("claim_line.id"))
    kind: Mapped[AnswerKind] = mapped_column(enum_column(AnswerKind))
    day: Mapped[date | None]
    words: Mapped[str] = mapped_column(default="")
    answered_at: Mapped[datetime]
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
