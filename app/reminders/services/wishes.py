"""A person says when he wants to be reminded, on his page or by the link in a digest."""

from dataclasses import replace
from datetime import datetime

from app.accounts.people import people_of
from app.domain.actor import Actor
from app.domain.errors import DomainError, Forbidden
from app.domain.events import Event, Subject
from app.domain.reminding import Wishes
from app.infra.db import session
from app.infra.events import publish
from app.reminders.models import ReminderSettings
from app.reminders.wishes import NOTHING, others_are_told_of_late, read_wishes


def change_wishes(*, wishes: Wishes, by: Actor, at: datetime) -> None:
    """Keep when one wants to be reminded; `NOTHING` ends all reminders.

    Raises:
        Forbidden: nobody with an account acts.
        DomainError: `reminders.last`, nobody else of the organisation would be told of what is late.
    """
    account_id = _own(by)
    if not wishes.after and not _others(account_id):
        raise DomainError("reminders.last", field="after")
    _keep(account_id, wishes, by, at)


def stop_reminders(*, by: Actor, at: datetime) -> bool:
    """End one's reminders by the link in a digest, as far as that may be; True if all of them.

    Those of what is late go on while nobody else of the organisation would be told. Repeating changes
    nothing.

    Raises:
        Forbidden: nobody with an account acts.
    """
    account_id = _own(by)
    before = read_wishes(session().get(ReminderSettings, account_id))
    last = not _others(account_id)
    quiet = replace(NOTHING, quiet_from=before.quiet_from, quiet_until=before.quiet_until, after=last)
    if before != quiet:
        _keep(account_id, quiet, by, at)
    return not last


def _own(by: Actor) -> int:
    if by.account_id is None:
        raise Forbidden("forbidden")
    return by.account_id


def _others(account_id: int) -> bool:
    """Whether colleagues are told of what is late."""
    person = people_of([account_id]).get(account_id)
    return person is not None and others_are_told_of_late(person)


def _keep(account_id: int, wishes: Wishes, by: Actor, at: datetime) -> None:
    days = wishes.days_before
    session().merge(
        ReminderSettings(
            account_id=account_id,
            days_before=None if days is None else list(days),
            after=wishes.after,
            weekly_on=wishes.weekly_on,
            quiet_from=wishes.quiet_from,
            quiet_until=wishes.quiet_until,
            changed_at=at,
        )
    )
    session().flush()
    facts: dict[str, object] = {
        "days_before": list(days) if days is not None else None,
        "after_date": wishes.after,
        "weekly": wishes.weekly_on is not None,
    }
    publish(Event("account.reminders_changed", by, at, (Subject("account", account_id),), after=facts))
