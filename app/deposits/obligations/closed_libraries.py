"""Due dates that stand where a closure of their library moved them, or are still to be moved."""

from collections.abc import Mapping, Sequence
from datetime import date

from sqlalchemy import func, select

from app.deposits.obligations.judging import Calendars
from app.deposits.obligations.models import Obligation
from app.deposits.obligations.rejudging.models import Rejudging
from app.domain.closures import first_open_day
from app.domain.errors import DomainError
from app.domain.law import RuleSet
from app.domain.law.vocabulary import WhenClosed
from app.infra.db import session
from app.law.queries import rule_sets
from app.organisations.libraries.models import LibraryClosure
from app.organisations.models import Organisation


def moved_dates(library: Organisation, closures: Sequence[LibraryClosure]) -> Mapping[int, int]:
    """How many due dates at a library stand where each closure moved them, by its key.

    All dates within a closure move to one day, and are provisional for good (0028).
    """
    heeding = [law.rule_set for law in rule_sets() if law.rule_set.heeds_closures]
    if not closures or not heeding:
        return {}
    open_days = _open_days(library, closures, heeding)
    rules = {
        rule.id
        for law in heeding
        for rule in law.rules.values()
        if rule.when_closed is WhenClosed.FIRST_OPEN_DAY
    }
    counted = (
        select(Obligation.due_on, func.count())
        .where(
            Obligation.depository_id == library.id,
            Obligation.due_on.in_(set().union(*open_days.values())),
            Obligation.rule_id.in_(rules),
            Obligation.provisional,
            Obligation.cancelled_at.is_(None),
        )
        .group_by(Obligation.due_on)
    )
    by_day = dict(iter(session().execute(counted)))
    moved = {key: sum(by_day.get(day, 0) for day in days) for key, days in open_days.items()}
    return {key: number for key, number in moved.items() if number}


def moves_dates(library: Organisation) -> bool:
    """Whether a run that a closure of a library asked for is not finished."""
    unfinished = select(Rejudging.id).where(
        Rejudging.depository_id == library.id, Rejudging.finished_at.is_(None)
    )
    return session().scalar(unfinished.limit(1)) is not None


def _open_days(
    library: Organisation, closures: Sequence[LibraryClosure], laws: Sequence[RuleSet]
) -> Mapping[int, set[date]]:
    """The days to which closures move dates, by their keys: one for each week by which a law counts."""
    calendars, found = Calendars(), {closure.id: set[date]() for closure in closures}
    for law in laws:
        standing = calendars.closed(law).get(library.code or "", ())
        for closure in closures:
            try:
                found[closure.id].add(first_open_day(closure.last_on, standing, calendars.of(law)))
            except DomainError:
                # What no calendar covers was counted by nobody, so nothing was moved there.
                continue
    return found
