"""Decides who is to be reminded today: a portion of people at a time, each in a transaction of its own."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, and_, delete, exists, func, insert, or_, select

from app.accounts.models import Account
from app.accounts.people import Person, people_of
from app.compliance.ladder.letters import depositors_to_remind
from app.domain.actor import Role
from app.infra import clock
from app.infra.bulk import new_ids
from app.infra.db import session
from app.infra.mail import Message
from app.reminders.models import Reminder, ReminderLook, ReminderSettings
from app.reminders.queries.grounds import Grounds
from app.reminders.queries.owing import OpenDate, open_dates, something_to_tell
from app.reminders.wishes import USUAL, wishes_of

KIND = "reminder"
PEOPLE_AT_ONCE = 100
DAY = timedelta(days=1)


def plan_reminders(*, at: datetime, limit: int = PEOPLE_AT_ONCE) -> int:
    """Look at the next people who were not thought of today and return how many; 0: at all of them.

    Who is to be reminded, of himself or because a step of the law was called for, gets a digest that awaits
    sending. While one waits, no other is planned: it will
    tell everything when it goes out. In quiet hours nobody is looked at.
    """
    today, hour = clock.local_day(at), at.astimezone(clock.zone()).hour
    looked = _not_yet_looked_at(today, hour, limit)
    if not looked:
        return 0
    people = people_of(looked)
    wishes = wishes_of(people)
    owners = {own for person in people.values() for own in person.actor.organisation_ids}
    dates, called = open_dates(owners, today), depositors_to_remind(owners, at=at)
    grounds = Grounds()
    since = {account_id: looked[account_id] or today - DAY for account_id in people}
    told = [
        (person, since[key])
        for key, person in people.items()
        if (wishes[key].after and called & person.actor.organisation_ids)
        or something_to_tell(dates_of(person, dates), wishes[key], grounds, since=since[key], today=today)
    ]
    _keep(told, today, at)
    session().execute(delete(ReminderLook).where(ReminderLook.account_id.in_(looked)))
    session().execute(insert(ReminderLook), [{"account_id": key, "on": today} for key in looked])
    session().flush()
    return len(looked)


def dates_of(person: Person, dates: Mapping[int, Sequence[OpenDate]]) -> list[OpenDate]:
    """The open dates of a person's organisation and of the records that were merged into it."""
    return [item for own in person.actor.organisation_ids for item in dates.get(own, ())]


def _not_yet_looked_at(today: date, hour: int, limit: int) -> dict[int, date | None]:
    """The next depositors' people by account, with the day of the last look; nobody else takes them."""
    waiting = exists().where(
        Reminder.account_id == Account.id,
        Message.id == Reminder.message_id,
        Message.waits,
    )
    statement = (
        select(Account.id, ReminderLook.on)
        .outerjoin(ReminderLook, ReminderLook.account_id == Account.id)
        .outerjoin(ReminderSettings, ReminderSettings.account_id == Account.id)
        .where(
            Account.role == Role.DEPOSITOR,
            Account.organisation_id.is_not(None),
            Account.deactivated_at.is_(None),
            or_(ReminderLook.on.is_(None), ReminderLook.on < today),
            ~waiting.correlate(Account),
            ~_quiet(hour),
        )
        .order_by(Account.id)
        .limit(limit)
        .with_for_update(of=Account, skip_locked=True, key_share=True)
    )
    return {row.id: row.on for row in session().execute(statement)}


def _quiet(hour: int) -> ColumnElement[bool]:
    """What `app.domain.reminding.is_quiet` says, as a condition."""
    start = func.coalesce(ReminderSettings.quiet_from, USUAL.quiet_from)
    end = func.coalesce(ReminderSettings.quiet_until, USUAL.quiet_until)
    over_midnight = and_(start > end, or_(start <= hour, end > hour))
    return or_(over_midnight, and_(start <= hour, end > hour))


def _keep(told: Sequence[tuple[Person, date]], today: date, at: datetime) -> None:
    """Let a digest to each of these people await sending, with the day since which it tells."""
    ids = new_ids(Message, len(told)) if told else ()
    for message_id, (person, since) in zip(ids, told, strict=True):
        message = Message(id=message_id, kind=KIND, to=person.email, subject="", body="", queued_at=at)
        reminder = Reminder(
            account_id=person.actor.account_id,
            organisation_id=person.actor.organisation_id,
            day=today,
            since=since,
            message=message,
        )
        session().add(reminder)
