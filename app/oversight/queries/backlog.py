"""What waits for the authority itself: its own lateness, as far as anything says so."""

from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from sqlalchemy import func, select

from app.compliance.cases.models import Case
from app.compliance.cases.scope import cases_within_reach
from app.compliance.claims.models import Claim, ClaimLine
from app.compliance.claims.scope import passed
from app.compliance.countersigning.queries.listing import proposals_waiting
from app.compliance.queries.late import LateFilter, count_late
from app.compliance.requests.queries.deciders import undecidable
from app.compliance.requests.queries.listing import requests_waiting
from app.compliance.scope import late_within_reach, noticed
from app.deposits.discrepancies.queries import count_open
from app.deposits.obligations.models import Obligation
from app.domain.actor import Actor
from app.infra import clock
from app.infra.db import session
from app.joining.queries import waiting_for
from app.joining.standing import published_day
from app.policy.permissions import Permission


class Backlog(NamedTuple):
    """So much of one sort waits. `since` is the day from which the oldest does, `answer_by` the last day of
    its published time; None: nothing says so."""

    name: str
    waiting: int
    since: date | None = None
    answer_by: date | None = None


def applications(actor: Actor, _today: date) -> Backlog:
    """Applications to join that wait for an answer."""
    found = waiting_for(actor)
    if found.since is None:
        return Backlog("applications", found.number)
    return Backlog("applications", found.number, clock.local_day(found.since), published_day(found.since))


def passed_on(actor: Actor, today: date) -> Backlog:
    """Depositors with late lines that libraries passed on and that no notice names."""
    first = (
        select(func.min(Claim.made_at))
        .join(ClaimLine, ClaimLine.claim_id == Claim.id)
        .join(Obligation, Obligation.id == ClaimLine.obligation_id)
        .where(passed(), ~noticed(), late_within_reach(actor, today))
    )
    since = session().scalar(first)
    found = count_late(actor, LateFilter(unnoticed=True, passed=True), today=today)
    return Backlog("passed_on", found.depositors, clock.local_day(since) if since else None)


def discrepancies(actor: Actor, _today: date) -> Backlog:
    """Discrepancies of parcels that are not settled."""
    return Backlog("discrepancies", count_open(actor)[0])


def requests(actor: Actor, today: date) -> Backlog:
    """Requests of depositors that wait for a decision."""
    found = requests_waiting(actor, today=today)
    since = clock.local_day(found.since) if found.since else None
    return Backlog("requests", found.number, since, found.answer_by)


def proposals(actor: Actor, _today: date) -> Backlog:
    """Notices that one person proposed and nobody has countersigned."""
    found = proposals_waiting(actor)
    return Backlog("proposals", found.number, clock.local_day(found.since) if found.since else None)


def overdue(actor: Actor, today: date) -> Backlog:
    """Requests whose time for an answer is over."""
    found = requests_waiting(actor, today=today)
    return Backlog("overdue", found.overdue, answer_by=found.answer_by if found.overdue else None)


def nobody(actor: Actor, _today: date) -> Backlog:
    """Requests that nobody may decide, until a head names somebody or an account is opened."""
    found = undecidable(actor)
    return Backlog("undecidable", found.number, clock.local_day(found.since) if found.since else None)


def cases(actor: Actor, _today: date) -> Backlog:
    """Cases that are not settled."""
    open_ones = select(func.count(), func.min(Case.opened_at))
    reached = cases_within_reach(actor, Permission.CASE_READ)
    number, since = session().execute(open_ones.where(Case.settled_at.is_(None), reached)).one()
    return Backlog("cases", number, clock.local_day(since) if since else None)


SOURCES: tuple[Callable[[Actor, date], Backlog], ...] = (
    applications,
    requests,
    overdue,
    nobody,
    proposals,
    cases,
    passed_on,
    discrepancies,
)
"""One line of the page each; what else keeps the authority's own clock is added here."""


def backlog(actor: Actor, today: date) -> list[Backlog]:
    """What waits on a day, source by source."""
    return [source(actor, today) for source in SOURCES]
