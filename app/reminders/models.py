"""Tables of reminders: what people wish, when they were last thought of, what was sent to them."""

from datetime import date, datetime

from sqlalchemy import JSON, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.compliance.models import Notice
from app.infra.db import Base, Key
from app.infra.mail import Message


class ReminderSettings(Base):
    """What a person wishes, once he has said so; `app.domain.reminding.Wishes` says what the values mean."""

    __tablename__ = "reminder_settings"

    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), primary_key=True)
    days_before: Mapped[list[int] | None] = mapped_column(JSON(none_as_null=True))
    after: Mapped[bool]
    weekly_on: Mapped[int | None]
    quiet_from: Mapped[int]
    quiet_until: Mapped[int]
    changed_at: Mapped[datetime]


class ReminderLook(Base):
    """The last day on which it was looked whether a person has to be reminded of something."""

    __tablename__ = "reminder_look"

    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), primary_key=True)
    on: Mapped[date]


class Reminder(Base):
    """One digest to one person, at most one a day; what it says is composed when its message is sent.

    It tells what has come up after the day `since`. `organisation_id` is for whom the person was reminded.
    `day` is the day it was planned for and, once it is sent, the day of that.
    """

    __tablename__ = "reminder"
    __table_args__ = (UniqueConstraint("account_id", "day"),)

    id: Key
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    day: Mapped[date]
    since: Mapped[date]
    message_id: Mapped[int] = mapped_column(ForeignKey("message.id"), unique=True)

    message: Mapped[Message] = relationship(lazy="raise_on_sql")


class NoticeLetter(Base):
    """That a message tells one person of an act on a notice, by the name of its event; told once.

    `account_id` None: the letter goes to the address of a depositor of whom nobody has an account.
    """

    __tablename__ = "notice_letter"
    __table_args__ = (UniqueConstraint("notice_id", "act", "account_id"),)

    id: Key
    notice_id: Mapped[int] = mapped_column(ForeignKey("notice.id"))
    act: Mapped[str]
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    message_id: Mapped[int] = mapped_column(ForeignKey("message.id"), unique=True)

    notice: Mapped[Notice] = relationship(lazy="raise_on_sql")
