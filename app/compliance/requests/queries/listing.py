"""Lists of requests, and how many wait."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, and_, func, or_, select

from app.compliance.requests.deciders import entrusted_to, lacks_decider
from app.compliance.requests.models import Decision, DepositorRequest, RequestLine
from app.compliance.requests.queries.rows import RequestRow, read_row, select_rows
from app.compliance.requests.scope import requests_within_reach
from app.deposits.obligations.queries import EXACT_TOTAL
from app.domain.actor import Actor
from app.domain.requests import RequestKind, Standing
from app.domain.script import search_key
from app.infra.db import session, streamed
from app.organisations.models import Organisation
from app.policy.permissions import Permission

MOST_SHOWN = 50


@dataclass(frozen=True, slots=True)
class RequestFilter:
    """What the list is narrowed to; None and an empty text narrow nothing. WAITING holds what is overdue.

    `entrusted`: what the actor was named to decide; `undecidable`: what nobody may decide.
    """

    query: str = ""
    kind: RequestKind | None = None
    standing: Standing | None = None
    region: str = ""
    entrusted: bool = False
    undecidable: bool = False


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many requests wait for the authority, how many of them beyond its time, since when the oldest does,
    and the first day by which one is to be answered; None: none waits, or the rules set no time."""

    number: int
    overdue: int
    since: datetime | None
    answer_by: date | None


def list_requests(
    actor: Actor, wanted: RequestFilter, *, today: date, after: int | None = None, limit: int
) -> list[RequestRow]:
    """Requests within reach, the latest first; `after` is the id of the last one before these."""
    statement = select_rows().where(_narrowed(actor, wanted, today))
    if after is not None:
        statement = statement.where(DepositorRequest.id < after)
    ordered = statement.order_by(DepositorRequest.id.desc()).limit(limit)
    return [read_row(row) for row in session().execute(ordered)]


def every_request(actor: Actor, wanted: RequestFilter, *, today: date) -> Iterator[RequestRow]:
    """All that `list_requests` would give, read a batch at a time for an export."""
    statement = select_rows().where(_narrowed(actor, wanted, today))
    for row in streamed(statement.order_by(DepositorRequest.id.desc())):
        yield read_row(row)


def count_requests(actor: Actor, wanted: RequestFilter, *, today: date) -> int:
    """How many `list_requests` would give in all, counting no further than one past EXACT_TOTAL."""
    found = (
        select(DepositorRequest.id)
        .join(Organisation, Organisation.id == DepositorRequest.depositor_id)
        .outerjoin(Decision, Decision.request_id == DepositorRequest.id)
        .where(_narrowed(actor, wanted, today))
    )
    return session().scalar(select(func.count()).select_from(found.limit(EXACT_TOTAL + 1).subquery())) or 0


def requests_waiting(actor: Actor, *, today: date) -> Waiting:
    """What waits for the authority, in one statement."""
    certain = func.min(DepositorRequest.answer_by).filter(DepositorRequest.answer_provisional.is_(False))
    counted = (
        func.count(),
        func.count().filter(_overdue(today)),
        func.min(DepositorRequest.made_at),
        certain,
    )
    statement = select(*counted).select_from(DepositorRequest)
    reached = requests_within_reach(actor, Permission.REQUEST_READ)
    return Waiting(*session().execute(statement.where(DepositorRequest.ended_at.is_(None), reached)).one())


def requests_of(
    actor: Actor, *, obligation_ids: Collection[int] = (), notice_ids: Collection[int] = ()
) -> list[RequestRow]:
    """Requests within reach that name one of these obligations or are about one of these notices, the latest
    first."""
    named = select(RequestLine.request_id).where(RequestLine.obligation_id.in_(obligation_ids))
    about = or_(DepositorRequest.id.in_(named), DepositorRequest.notice_id.in_(notice_ids))
    statement = select_rows().where(about, requests_within_reach(actor, Permission.REQUEST_READ))
    ordered = statement.order_by(DepositorRequest.id.desc()).limit(MOST_SHOWN)
    return [read_row(row) for row in session().execute(ordered)]


def _overdue(today: date) -> ColumnElement[bool]:
    return and_(DepositorRequest.answer_by < today, DepositorRequest.answer_provisional.is_(False))


def _narrowed(actor: Actor, wanted: RequestFilter, today: date) -> ColumnElement[bool]:
    conditions = [requests_within_reach(actor, Permission.REQUEST_READ)]
    if wanted.kind is not None:
        conditions.append(DepositorRequest.kind == wanted.kind)
    if wanted.standing is not None:
        conditions.append(_stands(wanted.standing, today))
    if wanted.region:
        conditions.append(DepositorRequest.region_soato == wanted.region)
    if wanted.entrusted:
        conditions.append(entrusted_to(actor))
    if wanted.undecidable:
        conditions.append(lacks_decider())
    if typed := wanted.query.strip():
        by_name = Organisation.search_key.contains(search_key(typed), autoescape=True)
        conditions.append(or_(by_name, Organisation.stir == "".join(typed.split()), Decision.number == typed))
    return and_(*conditions)


def _stands(standing: Standing, today: date) -> ColumnElement[bool]:
    request, waits = DepositorRequest, DepositorRequest.ended_at.is_(None)
    if standing is Standing.WAITING:
        return waits
    if standing is Standing.OVERDUE:
        return and_(waits, _overdue(today))
    if standing is Standing.WITHDRAWN:
        return request.withdrawn_at.is_not(None)
    if standing is Standing.LAPSED:
        return and_(~waits, request.withdrawn_at.is_(None), Decision.id.is_(None))
    if standing is Standing.REOPENED:
        return Decision.reopened_at.is_not(None)
    return and_(Decision.outcome == standing.value, Decision.reopened_at.is_(None))
