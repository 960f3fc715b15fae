"""The worklist of late depositors: one row for each, computed from open obligations alone."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Integer,
    Row,
    Select,
    Subquery,
    and_,
    bindparam,
    cast,
    func,
    or_,
    select,
)

from app.compliance.claims.scope import is_passed_on
from app.compliance.models import Notice
from app.compliance.queries.last_notices import LastNotice, last_notices
from app.compliance.queries.staying import depositors, some_are_merged
from app.compliance.scope import STAYING, late_within_reach, noticed
from app.deposits.obligations.models import Obligation
from app.deposits.obligations.queries import KEPT
from app.domain.actor import Actor
from app.domain.ages import Band
from app.domain.script import search_key
from app.infra.db import read, session, streamed
from app.organisations.models import Organisation, Region
from app.publications.models import Publication, Release


class LateOrder(StrEnum):
    """What the worklist begins with."""

    OLDEST = "oldest"
    COPIES = "copies"
    TITLES = "titles"
    NAME = "name"


class History(StrEnum):
    """Whether a depositor has had a notice before, and was late again or still is."""

    FIRST = "first"
    AGAIN = "again"


MOST_FIRST = frozenset({LateOrder.COPIES, LateOrder.TITLES})


@dataclass(frozen=True, slots=True)
class LateFilter:
    """What the worklist is narrowed to; empty narrows nothing. `days`: late for at least so many; `age`: of
    the oldest line that is counted; `passed`: a library passed it on."""

    query: str = ""
    region: str = ""
    depository_id: int | None = None
    days: int = 0
    age: Band | None = None
    kind: str = ""
    unnoticed: bool = False
    passed: bool = False
    history: History | None = None


class Place(NamedTuple):
    """A region by the names that the filter `place` chooses from."""

    soato: str
    name_uz: str
    name_uz_cyrl: str
    name_ru: str
    name_en: str


class LateDepositor(NamedTuple):
    """A depositor with copies overdue. `unnoticed` counts lines that no notice in force names."""

    id: int
    name: str
    name_ru: str
    name_en: str
    stir: str
    search_key: str
    titles: int
    lines: int
    copies: int
    unnoticed: int
    oldest: date
    region: Place
    last_notice: LastNotice | None = None


@dataclass(frozen=True, slots=True)
class LateTotal:
    """How many depositors, and copies they owe."""

    depositors: int
    copies: int


def list_late(
    actor: Actor,
    wanted: LateFilter,
    *,
    today: date,
    order: LateOrder = LateOrder.OLDEST,
    after: list[object] | None = None,
    limit: int,
) -> list[LateDepositor]:
    """Late depositors within reach; `after` is the `late_key` of the last one before these."""
    late, statement = _listed(actor, wanted, today, order, merged=some_are_merged())
    if after is not None:
        statement = statement.where(_beyond(late, order, after))
    rows = [_read(row) for row in read(statement, {"limit": limit}).all()]
    notices = last_notices([row.id for row in rows])
    return [row._replace(last_notice=notices.get(row.id)) for row in rows]


def late_key(row: LateDepositor, order: LateOrder) -> list[object]:
    """Where a row stands in the list."""
    firsts: dict[LateOrder, object] = {
        LateOrder.OLDEST: row.oldest.isoformat(),
        LateOrder.COPIES: row.copies,
        LateOrder.TITLES: row.titles,
        LateOrder.NAME: row.search_key,
    }
    return [firsts[order], row.id]


def every_late(actor: Actor, wanted: LateFilter, *, today: date, order: LateOrder) -> Iterator[LateDepositor]:
    """All that `list_late` would give, read a batch at a time; without their last notices."""
    late = _grouped(actor, wanted, today, merged=some_are_merged())
    for row in streamed(_named(late).order_by(*_ordering(late, order))):
        yield _read(row)


def count_late(actor: Actor, wanted: LateFilter, *, today: date) -> LateTotal:
    """How many depositors `list_late` would give in all, and the copies they owe."""
    depositors, copies = read(_total(actor, wanted, today, merged=some_are_merged())).one()
    return LateTotal(depositors, int(copies))


def late_of(
    actor: Actor, depositor_ids: list[int], *, today: date, order: LateOrder = LateOrder.NAME
) -> list[LateDepositor]:
    """Those of these depositors who are late within reach."""
    late = _grouped(actor, LateFilter(), today, merged=some_are_merged())
    statement = _named(late).where(late.c.depositor_id.in_(depositor_ids)).order_by(*_ordering(late, order))
    return [_read(row) for row in session().execute(statement)]


# Kept for whom they were shown to, as those of the list of obligations.


@lru_cache(KEPT)
def _listed(
    actor: Actor, wanted: LateFilter, today: date, order: LateOrder, *, merged: bool
) -> tuple[Subquery, Select[Any]]:
    late = _grouped(actor, wanted, today, merged=merged)
    return late, _named(late).order_by(*_ordering(late, order)).limit(bindparam("limit", type_=Integer()))


@lru_cache(KEPT)
def _total(actor: Actor, wanted: LateFilter, today: date, *, merged: bool) -> Select[int, int]:
    late = _grouped(actor, wanted, today, merged=merged)
    return select(func.count(), func.coalesce(func.sum(late.c.copies), 0)).select_from(late)


def _grouped(actor: Actor, wanted: LateFilter, today: date, *, merged: bool) -> Subquery:
    """Who is late, one row for each; what a merged record owes is counted with the one that stays."""
    fresh = ~noticed()
    depositor, source = depositors(merged=merged)
    statement = (
        select(
            depositor.label("depositor_id"),
            func.count(Obligation.release_id.distinct()).label("titles"),
            func.count().label("lines"),
            cast(func.sum(Obligation.copies - Obligation.handed_over), Integer).label("copies"),
            func.count().filter(fresh).label("unnoticed"),
            func.min(Obligation.due_on).label("oldest"),
        )
        .select_from(source)
        .where(late_within_reach(actor, today))
        .group_by(depositor)
    )
    if wanted.history is not None:
        before = depositor.in_(select(STAYING).join(Notice, Notice.depositor_id == Organisation.id))
        statement = statement.where(before if wanted.history is History.AGAIN else ~before)
    if wanted.query.strip():
        statement = statement.where(depositor.in_(_found(wanted.query)))
    if wanted.unnoticed:
        statement = statement.having(func.count().filter(fresh) > 0)
    if wanted.age is not None:
        statement = statement.having(_oldest_within(wanted.age, today))
    return statement.where(*_narrowed(wanted, today)).subquery("late")


def _oldest_within(age: Band, today: date) -> ColumnElement[bool]:
    oldest, latest = func.min(Obligation.due_on), today - timedelta(days=age.least)
    if age.most is None:
        return oldest <= latest
    return oldest.between(today - timedelta(days=age.most), latest)


def _narrowed(wanted: LateFilter, today: date) -> Iterator[ColumnElement[bool]]:
    """What the filter asks of single lines."""
    if wanted.region:
        yield Obligation.region_soato == wanted.region
    if wanted.depository_id is not None:
        yield Obligation.depository_id == wanted.depository_id
    if wanted.kind:
        yield Obligation.release_id.in_(
            select(Release.id).join(Publication).where(Publication.kind == wanted.kind)
        )
    if wanted.passed:
        yield is_passed_on()
    if wanted.days:
        yield Obligation.due_on <= today - timedelta(days=wanted.days)


def _found(query: str) -> Select[int]:
    """Depositors by any part of the name in any spelling, or by STIR, however it is spaced; a merged record
    finds the one that stays."""
    figures = "".join(query.split())
    by_name = Organisation.search_key.contains(search_key(query), autoescape=True)
    return select(STAYING).where(or_(by_name, Organisation.stir == figures))


def _named(late: Subquery) -> Select[Any]:
    """The groups with who they are, in the order in which `_read` takes a row apart."""
    who, place = Organisation, Region
    return (
        select(
            who.id, who.name, who.name_ru, who.name_en, func.coalesce(who.stir, ""), who.search_key,
            late.c.titles, late.c.lines, late.c.copies, late.c.unnoticed, late.c.oldest,
            place.soato, place.name_uz, place.name_uz_cyrl, place.name_ru, place.name_en,
        )
        .join(Organisation, Organisation.id == late.c.depositor_id)
        .join(Region, Region.soato == Organisation.region_soato)
    )  # fmt: skip


def _sorted_by(late: Subquery, order: LateOrder) -> ColumnElement[Any]:
    columns: dict[LateOrder, ColumnElement[Any]] = {
        LateOrder.OLDEST: late.c.oldest,
        LateOrder.COPIES: late.c.copies,
        LateOrder.TITLES: late.c.titles,
        LateOrder.NAME: Organisation.search_key.expression,
    }
    return columns[order]


def _ordering(late: Subquery, order: LateOrder) -> tuple[ColumnElement[Any], ColumnElement[Any]]:
    first = _sorted_by(late, order)
    return (first.desc() if order in MOST_FIRST else first.asc(), late.c.depositor_id.asc())


def _beyond(late: Subquery, order: LateOrder, after: list[object]) -> ColumnElement[bool]:
    first, last_id = after
    value = date.fromisoformat(str(first)) if order is LateOrder.OLDEST else first
    column = _sorted_by(late, order)
    further = column < value if order in MOST_FIRST else column > value
    return or_(further, and_(column == value, late.c.depositor_id > last_id))


def _read(row: Row[Any]) -> LateDepositor:
    values: tuple[Any, ...] = tuple(row)
    own = len(values) - len(Place._fields)
    return LateDepositor._make((*values[:own], Place(*values[own:]), None))
