"""The worklist of late depositors: one row for each, computed from open obligations alone."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Integer,
    Select,
    Subquery,
    bindparam,
    cast,
    func,
    or_,
    select,
)

from app.compliance.claims.scope import is_passed_on
from app.compliance.models import Notice
from app.compliance.queries.last_notices import LastNotice, last_notices
from app.compliance.queries.late_order import COUNTED, LateOrder, beyond, ordering
from app.compliance.queries.staying import depositors, some_are_merged
from app.compliance.scope import STAYING, late_within_reach, noticed
from app.deposits.obligations.models import Obligation
from app.deposits.obligations.queries import KEPT
from app.domain.actor import Actor
from app.domain.ages import Band
from app.domain.script import search_key
from app.infra.db import read, streamed
from app.organisations.models import Organisation, Region
from app.publications.models import Publication, Release

FIGURES: dict[str, Callable[[], ColumnElement[Any]]] = {
    "titles": lambda: func.count(Obligation.release_id.distinct()),
    "lines": func.count,
    "copies": lambda: cast(func.sum(Obligation.copies - Obligation.handed_over), Integer),
    "unnoticed": lambda: func.count().filter(~noticed()),
    "oldest": lambda: func.min(Obligation.due_on),
}
"""What is counted of each depositor's late lines."""


class History(StrEnum):
    """Whether a depositor has had a notice before, and was late again or still is."""

    FIRST = "first"
    AGAIN = "again"


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


class LatePage(NamedTuple):
    """Some of the late depositors, and how many they are in all."""

    rows: list[LateDepositor]
    total: LateTotal


def list_late(
    actor: Actor,
    wanted: LateFilter,
    *,
    today: date,
    order: LateOrder = LateOrder.OLDEST,
    after: list[object] | None = None,
    limit: int,
) -> LatePage:
    """Late depositors within reach; `after` is the `late_key` of the last one before these.

    All the late are read once, for no more than their order and number ask; the rest is asked of those shown.
    """
    merged = some_are_merged()
    late, statement = _places(actor, wanted, today, order, merged=merged)
    if after is not None:
        statement = statement.where(beyond(late, order, after))
    found = read(statement, {"limit": limit}).all()
    if not found:
        return LatePage([], LateTotal(0, 0) if after is None else count_late(actor, wanted, today=today))
    ids = [row.depositor_id for row in found]
    notices = last_notices(ids)
    rows = [
        row._replace(last_notice=notices.get(row.id))
        for row in _described(actor, wanted, today, order, ids, merged=merged)
    ]
    return LatePage(rows, LateTotal(found[0].depositors, int(found[0].all_copies)))


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
    late = _grouped(actor, wanted, today, *FIGURES, merged=some_are_merged())
    for row in streamed(_named(late).order_by(*ordering(late, order))):
        yield _read(row)


def count_late(actor: Actor, wanted: LateFilter, *, today: date) -> LateTotal:
    """How many depositors `list_late` would give in all, and the copies they owe."""
    depositors, copies = read(_total(actor, wanted, today, merged=some_are_merged())).one()
    return LateTotal(depositors, int(copies))


def late_of(
    actor: Actor, depositor_ids: list[int], *, today: date, order: LateOrder = LateOrder.NAME
) -> list[LateDepositor]:
    """Those of these depositors who are late within reach."""
    return _described(actor, LateFilter(), today, order, depositor_ids, merged=some_are_merged())


def _described(
    actor: Actor, wanted: LateFilter, today: date, order: LateOrder, ids: Sequence[int], *, merged: bool
) -> list[LateDepositor]:
    statement = _rows(actor, wanted, today, order, merged=merged)
    return [_read(row) for row in read(statement, {"among": ids}).all()]


# Kept for whom they were shown to, as those of the list of obligations.


@lru_cache(KEPT)
def _places(
    actor: Actor, wanted: LateFilter, today: date, order: LateOrder, *, merged: bool
) -> tuple[Subquery, Select[Any]]:
    """Who stands where in the list, and with each how many depositors there are and what they owe in all."""
    needed = {"copies"} | ({order.value} if order in COUNTED else set())
    groups = _grouped(actor, wanted, today, *sorted(needed), merged=merged)
    in_all = func.count().over().label("depositors"), func.sum(groups.c.copies).over().label("all_copies")
    late = select(groups, *in_all).subquery("late")
    statement = (
        select(late.c.depositor_id, late.c.depositors, late.c.all_copies)
        .join(Organisation, Organisation.id == late.c.depositor_id)
        .order_by(*ordering(late, order))
        .limit(bindparam("limit", type_=Integer()))
    )
    return late, statement


@lru_cache(KEPT)
def _rows(actor: Actor, wanted: LateFilter, today: date, order: LateOrder, *, merged: bool) -> Select[Any]:
    """All that the list says of depositors whose ids are given as `among`."""
    late = _grouped(actor, wanted, today, *FIGURES, merged=merged, some=True)
    return _named(late).order_by(*ordering(late, order))


@lru_cache(KEPT)
def _total(actor: Actor, wanted: LateFilter, today: date, *, merged: bool) -> Select[int, int]:
    late = _grouped(actor, wanted, today, "copies", merged=merged)
    return select(func.count(), func.coalesce(func.sum(late.c.copies), 0)).select_from(late)


def _grouped(
    actor: Actor, wanted: LateFilter, today: date, *figures: str, merged: bool, some: bool = False
) -> Subquery:
    """Who is late, one row for each with some of `FIGURES`; what a merged record owes is counted with the one
    that stays. With `some`, only of the ids `among`."""
    depositor, source = depositors(merged=merged)
    statement = (
        select(depositor.label("depositor_id"), *(FIGURES[figure]().label(figure) for figure in figures))
        .select_from(source)
        .where(late_within_reach(actor, today))
        .group_by(depositor)
    )
    if some:
        statement = statement.where(depositor.in_(bindparam("among", expanding=True)))
    if wanted.history is not None:
        before = depositor.in_(select(STAYING).join(Notice, Notice.depositor_id == Organisation.id))
        statement = statement.where(before if wanted.history is History.AGAIN else ~before)
    if wanted.query.strip():
        statement = statement.where(depositor.in_(_found(wanted.query)))
    if wanted.unnoticed:
        statement = statement.having(FIGURES["unnoticed"]() > 0)
    if wanted.age is not None:
        statement = statement.having(_oldest_within(wanted.age, today))
    return statement.where(*_narrowed(wanted, today)).subquery("late")


def _oldest_within(age: Band, today: date) -> ColumnElement[bool]:
    oldest, latest = FIGURES["oldest"](), today - timedelta(days=age.least)
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


def _read(row: Sequence[Any]) -> LateDepositor:
    values = tuple(row)
    own = len(values) - len(Place._fields)
    return LateDepositor._make((*values[:own], Place(*values[own:]), None))
