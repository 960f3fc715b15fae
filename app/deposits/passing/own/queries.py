"""Reads of the copies of its own that a library is to give away, and of those that it gave."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import Select, and_, case, func, select

from app.deposits.obligations.models import Obligation
from app.deposits.passing.own.duties import Duty, duties_of
from app.deposits.passing.own.models import GivenCopy
from app.deposits.receiving.models import Receipt, ReceiptLine, Scan
from app.domain.actor import Actor
from app.domain.errors import DomainError
from app.domain.law.forwarding import give_by
from app.infra import clock
from app.infra.db import session
from app.law.calendars.queries import calendar
from app.publications.models import Publication, Release
from app.publications.queries import full_title

MOST_SHOWN = 25
"""Of so many releases is shown what is to be given: what is noted makes room for the next."""


class ToGive(NamedTuple):
    """Copies of one release to give to one recipient; `by` None: the law names no day that can be counted."""

    obligation_id: int
    release_id: int
    title: str
    language: str
    script: str
    since: datetime
    recipient: str
    named: Mapping[str, str]
    copies: int
    by: date | None


class Given(NamedTuple):
    """Copies of one release that went to one recipient, the last of them at `at`."""

    obligation_id: int
    release_id: int
    title: str
    language: str
    script: str
    recipient: str
    copies: int
    at: datetime
    named: Mapping[str, str]


STANDING = GivenCopy.taken_back_at.is_(None)
OWN = and_(ReceiptLine.obligation_id.is_not(None), ReceiptLine.copies > 0, Scan.undone_at.is_(None))
"""The condition on scans and their receipt lines that the copy counts for its library; its receipt stands."""


def to_give(actor: Actor) -> list[ToGive]:
    """What the actor's library is still to give away, of MOST_SHOWN releases, what came in first comes first.

    Where the law does not say how many copies, nothing is to be given.
    """
    duties = _numbered(duties_of(actor))
    if not duties:
        return []
    oldest = func.min(Receipt.at)
    whole = {rule_set_id: sum(duty.copies or 0 for duty in found) for rule_set_id, found in duties.items()}
    given = select(func.count(GivenCopy.id)).where(GivenCopy.obligation_id == Obligation.id, STANDING)
    statement = (
        _own(
            actor, Obligation.id, Release.id, full_title(), Publication.language, Publication.script, oldest,
            Obligation.rule_set_id,
        )
        .where(Obligation.rule_set_id.in_(duties))
        .group_by(Obligation.id, Release.id, Publication.id)
        .having(given.correlate(Obligation).scalar_subquery() < case(whole, value=Obligation.rule_set_id))
        .order_by(oldest, Obligation.id)
        .limit(MOST_SHOWN)
    )  # fmt: skip
    rows = session().execute(statement).all()
    gone = given_of([row[0] for row in rows])
    found = []
    for row in rows:
        facts, since = row[:-1], row[-2]
        for duty in duties[row.rule_set_id]:
            name = duty.forward.recipient
            rest = (duty.copies or 0) - gone.get((row[0], name), 0)
            if rest > 0:
                found.append(ToGive._make([*facts, name, duty.recipient, rest, _day(duty, since)]))
    return found


def given_lately(actor: Actor, limit: int = 10) -> list[Given]:
    """What was noted last as given away by the actor's library."""
    duties = duties_of(actor)
    last = func.max(GivenCopy.at)
    statement = (
        select(
            Obligation.id, Release.id, full_title(), Publication.language, Publication.script,
            GivenCopy.recipient, func.count(), last, Obligation.rule_set_id,
        )
        .join(Obligation, Obligation.id == GivenCopy.obligation_id)
        .join(Release, Release.id == Obligation.release_id)
        .join(Publication, Publication.id == Release.publication_id)
        .where(Obligation.depository_id == actor.organisation_id, STANDING)
        .group_by(Obligation.id, Release.id, Publication.id, GivenCopy.recipient)
        .order_by(last.desc(), Obligation.id)
        .limit(limit)
    )  # fmt: skip
    names = {
        (rule_set_id, duty.forward.recipient): duty.recipient
        for rule_set_id, found in duties.items()
        for duty in found
    }
    rows = session().execute(statement).all()
    return [Given(*row[:-1], names.get((row.rule_set_id, row.recipient), {})) for row in rows]


def given_of(obligation_ids: Sequence[int]) -> Mapping[tuple[int, str], int]:
    """How many copies of each of these obligations went to each recipient."""
    statement = (
        select(GivenCopy.obligation_id, GivenCopy.recipient, func.count())
        .where(GivenCopy.obligation_id.in_(obligation_ids), STANDING)
        .group_by(GivenCopy.obligation_id, GivenCopy.recipient)
    )
    return {(obligation_id, name): number for obligation_id, name, number in session().execute(statement)}


def without_number(actor: Actor) -> list[Duty]:
    """Duties of which the law does not say how many copies."""
    return [duty for found in duties_of(actor).values() for duty in found if duty.copies is None]


def _numbered(duties: Mapping[int, list[Duty]]) -> dict[int, list[Duty]]:
    known = {key: [duty for duty in found if duty.copies] for key, found in duties.items()}
    return {key: found for key, found in known.items() if found}


def _own(actor: Actor, *columns: Any) -> Select[Any]:
    return (
        select(*columns)
        .select_from(ReceiptLine)
        .join(Receipt, Receipt.id == ReceiptLine.receipt_id)
        .join(Scan, Scan.id == ReceiptLine.scan_id)
        .join(Obligation, Obligation.id == ReceiptLine.obligation_id)
        .join(Release, Release.id == Obligation.release_id)
        .join(Publication, Publication.id == Release.publication_id)
        .where(Receipt.depository_id == actor.organisation_id, OWN)
    )


def _day(duty: Duty, since: datetime) -> date | None:
    try:
        due = give_by(duty.forward, clock.local_day(since), calendar(duty.rule_set.working_week))
    except DomainError:
        return None
    return due.on if due else None
