"""By which days a collecting library passes on what lies there, as the law of each obligation says."""

from collections.abc import Callable
from datetime import date
from functools import cache

from sqlalchemy import func

from app.deposits.obligations.models import Obligation
from app.deposits.passing.queries import held, lies_here
from app.deposits.receiving.models import Receipt
from app.domain.actor import Actor
from app.domain.errors import DomainError
from app.domain.law.forwarding import pass_on_by
from app.infra import clock
from app.infra.db import session
from app.law.calendars.queries import calendar
from app.law.queries import rule_set_by_id
from app.organisations.models import Organisation

DayCounter = Callable[[int, str | None, str | None, date], date | None]


def days_to_pass_on(actor: Actor) -> dict[int, date]:
    """By library for which copies lie at the actor's, the first day by which some of them must go on.

    A library is left out where no law names a day, or the day lies outside the calendar.
    """
    here = session().get(Organisation, actor.organisation_id) if actor.organisation_id else None
    statement = (
        held(Obligation.depository_id, Organisation.code, Obligation.rule_set_id, func.min(Receipt.at))
        .join(Organisation, Organisation.id == Obligation.depository_id)
        .where(lies_here(actor.organisation_id))
        .group_by(Obligation.depository_id, Organisation.code, Obligation.rule_set_id)
    )
    found: dict[int, date] = {}
    day_of = day_counter()
    for library_id, code, rule_set_id, since in session().execute(statement).all():
        day = day_of(rule_set_id, here.code if here else None, code, clock.local_day(since))
        if day is not None:
            found[library_id] = min(day, found.get(library_id, day))
    return found


def day_counter() -> DayCounter:
    """Return what tells by which day copies go on, from a rule set, the library that took them in, the one
    they are for (both by their codes) and the day on which they came. None: no law names a day.

    Each rule set and calendar is read once, for a list.
    """
    law_of, days_of = cache(rule_set_by_id), cache(calendar)

    def day(rule_set_id: int, holder: str | None, owed_to: str | None, taken_in_on: date) -> date | None:
        if holder is None or owed_to is None:
            return None
        law = law_of(rule_set_id).rule_set
        try:
            due = pass_on_by(law, holder, owed_to, taken_in_on, days_of(law.working_week))
        except DomainError:
            return None
        return due.on if due else None

    return day
