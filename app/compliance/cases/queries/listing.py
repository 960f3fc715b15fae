"""Cases as lists show them, in a number of statements that does not grow."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Row, Select, and_, func, or_, select, true, tuple_
from sqlalchemy.orm import joinedload

from app.compliance.cases.models import Case, Outcome
from app.compliance.cases.queries.steps import IN_FORCE, CaseStep, missing, nothing_missing, spared, step_on
from app.compliance.cases.queries.unpaid import has_unpaid
from app.compliance.cases.scope import cases_within_reach
from app.compliance.models import Notice
from app.domain.actor import Actor
from app.domain.ages import Band
from app.domain.script import search_key
from app.infra import clock
from app.infra.db import session, streamed
from app.organisations.models import Organisation
from app.policy.permissions import Permission

ROWS_AT_ONCE = 500


class State(StrEnum):
    """How far a case is; `CURABLE` is an open one in which nothing is missing any more."""

    OPEN = "open"
    CURABLE = "curable"
    CURED = "cured"
    EXCUSED = "excused"
    REFERRED = "referred"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class CaseFilter:
    """What the list is narrowed to; empty and None narrow nothing.

    `days`: opened at least so many days ago; `age`: so many days ago. `unassigned`: with no inspector.
    `step`: open ones at it. `specimen`: whether of a hypothetical rule set. `unpaid`: a claim is not paid in
    full.
    """

    query: str = ""
    state: State | None = None
    days: int = 0
    inspector_id: int | None = None
    region: str = ""
    age: Band | None = None
    unassigned: bool = False
    step: CaseStep | None = None
    specimen: bool | None = None
    unpaid: bool = False


class CaseRow(NamedTuple):
    """A case with its notices in force and the copies still missing of those they name: asked for, or spared
    for a time because of a request."""

    case: Case
    notices: int
    missing: int
    spared: int

    @property
    def state(self) -> State:
        """How far it is."""
        if self.case.outcome is not None:
            return State(self.case.outcome.value)
        return State.CURABLE if self.notices and not self.missing and not self.spared else State.OPEN

    def age(self, at: datetime) -> int:
        """Whole days since it was opened; of a settled case, until it was settled."""
        return ((self.case.settled_at or at) - self.case.opened_at).days


def list_cases(
    actor: Actor, wanted: CaseFilter, *, at: datetime, after: tuple[datetime, int] | None = None, limit: int
) -> list[CaseRow]:
    """Cases within reach, the newest first; `after` is (opened_at, id) of the last one before these."""
    statement = _rows(actor, wanted, at)
    if after is not None:
        statement = statement.where(tuple_(Case.opened_at, Case.id) < tuple_(*after))
    return [_read(row) for row in session().execute(statement.limit(limit))]


def every_case(actor: Actor, wanted: CaseFilter, *, at: datetime) -> Iterator[CaseRow]:
    """All that `list_cases` would give, read a batch at a time."""
    for row in streamed(_rows(actor, wanted, at), ROWS_AT_ONCE):
        yield _read(row)


def count_cases(actor: Actor, wanted: CaseFilter, *, at: datetime) -> int:
    """How many cases `list_cases` would give in all."""
    statement = select(func.count(Case.id)).join(Organisation, Organisation.id == Case.depositor_id)
    return session().scalar(statement.where(narrowed(actor, wanted, at))) or 0


def _rows(actor: Actor, wanted: CaseFilter, at: datetime) -> Select[Any]:
    today = clock.local_day(at)
    notices = select(func.count(Notice.id)).where(*IN_FORCE).correlate(Case).scalar_subquery()
    return (
        select(Case, notices.label("notices"), missing(today).label("missing"), spared(today).label("spared"))
        .join(Organisation, Organisation.id == Case.depositor_id)
        .options(joinedload(Case.depositor), joinedload(Case.region), joinedload(Case.inspector))
        .where(narrowed(actor, wanted, at))
        .order_by(Case.opened_at.desc(), Case.id.desc())
    )


def opened_within(age: Band, at: datetime) -> ColumnElement[bool]:
    """The condition that a case was opened so many whole days before a moment."""
    latest = Case.opened_at <= at - timedelta(days=age.least) if age.least else true()
    if age.most is None:
        return latest
    return and_(latest, Case.opened_at > at - timedelta(days=age.most + 1))


def narrowed(actor: Actor, wanted: CaseFilter, at: datetime) -> ColumnElement[bool]:
    """The condition that a case, joined to its depositor, is within reach and in the filter."""
    conditions = [cases_within_reach(actor, Permission.CASE_READ)]
    if wanted.state in (State.OPEN, State.CURABLE):
        conditions.append(Case.settled_at.is_(None))
    elif wanted.state is not None:
        conditions.append(Case.outcome == Outcome(wanted.state.value))
    if wanted.state is State.CURABLE:
        noticed = select(Notice.case_id).where(Notice.withdrawn_at.is_(None), Notice.case_id.is_not(None))
        conditions += [Case.id.in_(noticed), nothing_missing(clock.local_day(at))]
    if wanted.days:
        conditions.append(Case.opened_at <= at - timedelta(days=wanted.days))
    if wanted.inspector_id is not None:
        conditions.append(Case.inspector_id == wanted.inspector_id)
    conditions += _counted_with(wanted, at)
    if wanted.region:
        conditions.append(Case.region_soato == wanted.region)
    if typed := wanted.query.strip():
        by_name = Organisation.search_key.contains(search_key(typed), autoescape=True)
        conditions.append(or_(by_name, Case.number == typed, Organisation.stir == "".join(typed.split())))
    return and_(*conditions)


def _counted_with(wanted: CaseFilter, at: datetime) -> Iterator[ColumnElement[bool]]:
    """What figures of oversight add to the filter of their lists."""
    if wanted.age is not None:
        yield opened_within(wanted.age, at)
    if wanted.unassigned:
        yield Case.inspector_id.is_(None)
    if wanted.step is not None:
        yield and_(Case.settled_at.is_(None), step_on(clock.local_day(at)) == wanted.step.value)
    if wanted.unpaid:
        yield has_unpaid()
    if wanted.specimen is not None:
        yield Case.specimen.is_(wanted.specimen)


def _read(row: Row[Any]) -> CaseRow:
    return CaseRow(row.Case, row.notices, int(row.missing), int(row.spared))
