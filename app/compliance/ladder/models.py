"""Tables of the ladder: steps called for, the letters that carry them, standing orders."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.models import Account
from app.infra.db import Base, Key
from app.infra.mail import Message


class StandingOrder(Base):
    """A person's order that a step of the law is taken each working day from a day on, until revoked.

    `region_soato` is that of the person, None where he works for the whole country. `worked_on` is the last
    day on which the worker was through with it. `language`: in which notices are issued; None for a reminder.
    """

    __tablename__ = "standing_order"

    id: Key
    rule_set_id: Mapped[int] = mapped_column(ForeignKey("adopted_rule_set.id"))
    step: Mapped[int]
    language: Mapped[str | None]
    region_soato: Mapped[str | None] = mapped_column(ForeignKey("region.soato"), index=True)
    from_on: Mapped[date]
    reason: Mapped[str]
    ordered_at: Mapped[datetime]
    ordered_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    revoked_at: Mapped[datetime | None]
    revoked_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    worked_on: Mapped[date | None]

    ordered_by: Mapped[Account | None] = relationship(foreign_keys=ordered_by_id, lazy="raise_on_sql")


class StepCall(Base):
    """A reminder of the law that somebody called for, for one obligation; rows are added, never changed.

    `step` is its number in the rule set, `action` and `locator` what the set said then. It goes out with the
    depositor's next digest and is taken once one of its letters is sent. `order_id`: under which standing
    order; `by_id` is then who gave that.
    """

    __tablename__ = "step_call"
    __table_args__ = (Index("ix_step_call_obligation", "obligation_id", "step"),)

    id: Key
    obligation_id: Mapped[int] = mapped_column(ForeignKey("obligation.id"))
    depositor_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    rule_set_id: Mapped[int] = mapped_column(ForeignKey("adopted_rule_set.id"))
    step: Mapped[int]
    action: Mapped[str]
    locator: Mapped[str]
    called_at: Mapped[datetime] = mapped_column(index=True)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    order_id: Mapped[int | None] = mapped_column(ForeignKey("standing_order.id"))

    by: Mapped[Account | None] = relationship(lazy="raise_on_sql")


class StepLetter(Base):
    """That a digest says a step, with the local day of its composing; made anew each time it is composed, so
    what a letter that was sent carried is what it said."""

    __tablename__ = "step_letter"
    __table_args__ = (UniqueConstraint("call_id", "message_id"),)

    id: Key
    call_id: Mapped[int] = mapped_column(ForeignKey("step_call.id"))
    message_id: Mapped[int] = mapped_column(ForeignKey("message.id"), index=True)
    day: Mapped[date]

    message: Mapped[Message] = relationship(lazy="raise_on_sql")
