"""Reads of obligations, each within the actor's reach, in a number of statements that does not grow."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Date,
    Integer,
    Select,
    and_,
    bindparam,
    func,
    or_,
    select,
    true,
    tuple_,
)

from app.deposits.obligations.expected import condition_of
from app.deposits.obligations.models import Obligation, UndecidedRule
from app.deposits.obligations.rows import ObligationRow, Party, read_row, select_rows, select_rows_quickly
from app.deposits.obligations.scope import State, in_state, noticed, within_reach
from app.deposits.obligations.transit import in_transit, transit_by_obligation
from app.domain.actor import Actor
from app.domain.errors import NotFound
from app.domain.publication import DepositorRole
from app.infra.db import read, session, streamed
from app.infra.search import matching
from app.organisations.models import Organisation, OrganisationKind
from app.policy.permissions import Permission
from app.publications.models import Publication, Release

EXACT_TOTAL = 10_000
KEPT = 256
"""How many statements of lists a process keeps made."""


@dataclass(frozen=True, slots=True)
class ObligationFilter:
    """What a list is narrowed to, and by which permission read; None and an empty text narrow nothing."""

    state: State | None = None
    depositor_id: int | None = None
    depository_id: int | None = None
    query: str = ""
    region: str = ""
    permission: Permission = Permission.OBLIGATION_READ


@dataclass(frozen=True, slots=True)
class Counts:
    """How many obligations are in each state that a desk shows."""

    late: int
    due_soon: int
    waiting: int
    in_transit: int
    forecast: int
    unidentified: int


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """A rule that cannot be decided until the missing facts are known."""

    rule_id: str
    rule_set_id: int
    missing: tuple[str, ...]


def obligations_of(actor: Actor, release_id: int) -> list[ObligationRow]:
    """Every obligation of a release that the actor may see, cancelled ones last; its publisher sees all."""
    return obligations_of_each(actor, [release_id])[release_id]


def obligations_of_each(actor: Actor, release_ids: Collection[int]) -> dict[int, list[ObligationRow]]:
    """The same of each of several releases, by the release."""
    found: dict[int, list[ObligationRow]] = {release_id: [] for release_id in release_ids}
    seen = within_reach(actor, Permission.OBLIGATION_READ, Permission.DELIVERY_EXPECT)
    if actor.organisation_id is not None:
        seen = or_(seen, Publication.publisher_id.in_(actor.organisation_ids))
    statement = select_rows(actor).where(Obligation.release_id.in_(release_ids), seen)
    order = (Obligation.cancelled_at.is_not(None), Obligation.due_on.asc().nulls_last(), Obligation.id)
    for row in session().execute(statement.order_by(*order)):
        found[row.release_id].append(read_row(row))
    return found


def undecided_of(release_id: int) -> list[OpenQuestion]:
    """The rules of a release that wait for a fact; the caller has made sure that it is within reach."""
    statement = select(UndecidedRule.rule_id, UndecidedRule.rule_set_id, UndecidedRule.missing)
    found = session().execute(
        statement.where(UndecidedRule.release_id == release_id).order_by(UndecidedRule.rule_id)
    )
    return [OpenQuestion(rule_id, rule_set_id, tuple(missing)) for rule_id, rule_set_id, missing in found]


def undecided_among(release_ids: Collection[int]) -> frozenset[int]:
    """Those of the releases for which a rule waits for a fact; the caller has made sure of the reach."""
    waiting = select(UndecidedRule.release_id).where(UndecidedRule.release_id.in_(release_ids))
    return frozenset(session().scalars(waiting.distinct()))


def list_obligations(
    actor: Actor,
    wanted: ObligationFilter,
    *,
    today: date,
    after: tuple[date | None, int] | None = None,
    limit: int,
) -> list[ObligationRow]:
    """Obligations within reach, the earliest due first and those without a date last.

    `after` is the key (due date, id) of the last row before these. Cancelled ones come only when asked for.
    """
    due_on, last_id = after or (None, None)
    values = {"due_on": due_on, "last_id": last_id, "limit": limit}
    found: list[ObligationRow] = []
    # Two statements rather than one ordered "nulls last", for which SQLite would sort the whole table.
    if after is None or due_on is not None:
        statement = _dated(actor, wanted, today, first=after is None)
        found = [read_row(row) for row in read(statement, values).all()]
    if len(found) < limit:
        statement = _undated(actor, wanted, today, first=after is None or due_on is not None)
        values["limit"] = limit - len(found)
        found += [read_row(row) for row in read(statement, values).all()]
    moving = in_transit_by_obligation([row.id for row in found if row.in_transit])
    return [row._replace(in_transit=moving.get(row.id, 0)) if row.in_transit else row for row in found]


def count_obligations(actor: Actor, wanted: ObligationFilter, *, today: date) -> int:
    """How many `list_obligations` would give in all, counting no further than one past EXACT_TOTAL."""
    return read(_total(actor, wanted, today)).scalar_one()


# The statements of a list are kept for whom it was shown to: people look at the same few lists all day, and
# to make a statement and find it compiled takes longer than its fifty rows.


@lru_cache(KEPT)
def _dated(actor: Actor, wanted: ObligationFilter, today: date, *, first: bool) -> Select[Any]:
    dated = select_rows_quickly(actor).where(_narrowed(actor, wanted, today), Obligation.due_on.is_not(None))
    if not first:
        last = tuple_(bindparam("due_on", type_=Date()), bindparam("last_id", type_=BigInteger()))
        dated = dated.where(tuple_(Obligation.due_on, Obligation.id) > last)
    return dated.order_by(Obligation.due_on, Obligation.id).limit(bindparam("limit", type_=Integer()))


@lru_cache(KEPT)
def _undated(actor: Actor, wanted: ObligationFilter, today: date, *, first: bool) -> Select[Any]:
    undated = select_rows_quickly(actor).where(_narrowed(actor, wanted, today), Obligation.due_on.is_(None))
    if not first:
        undated = undated.where(Obligation.id > bindparam("last_id", type_=BigInteger()))
    return undated.order_by(Obligation.id).limit(bindparam("limit", type_=Integer()))


@lru_cache(KEPT)
def _total(actor: Actor, wanted: ObligationFilter, today: date) -> Select[int]:
    matches = select(Obligation.id).where(_narrowed(actor, wanted, today))
    if wanted.query:
        matches = matches.join(Obligation.release).join(Release.publication)
    return select(func.count()).select_from(matches.limit(EXACT_TOTAL + 1).subquery())


def every_obligation(actor: Actor, wanted: ObligationFilter, *, today: date) -> Iterator[ObligationRow]:
    """All that `list_obligations` would give, read a batch at a time for an export."""
    ordered = (
        select_rows(actor)
        .where(_narrowed(actor, wanted, today))
        .order_by(Obligation.due_on.asc().nulls_last(), Obligation.id)
    )
    for row in streamed(ordered):
        yield read_row(row)


def counts_for(actor: Actor, today: date) -> Counts:
    """How many obligations within reach are in each state, in one statement."""
    transit = transit_by_obligation()
    sent = func.coalesce(transit.c.copies, 0)
    states = (State.LATE, State.DUE_SOON, State.WAITING, State.IN_TRANSIT, State.FORECAST, State.UNIDENTIFIED)
    statement = (
        select(*(func.count().filter(in_state(state, today, sent)) for state in states))
        .select_from(Obligation)
        .outerjoin(transit, transit.c.obligation_id == Obligation.id)
        .where(Obligation.open, within_reach(actor, Permission.OBLIGATION_READ))
    )
    numbers = session().execute(statement).one()._mapping.values()
    return Counts(*numbers)


def in_transit_by_obligation(ids: Collection[int]) -> dict[int, int]:
    """The copies on their way to each of these obligations; those without any are left out."""
    if not ids:
        return {}
    return {each: int(copies) for each, copies in read(_moving(), {"ids": list(ids)}).all()}


@cache
def _moving() -> Select[int, int]:
    sent = in_transit()
    return select(Obligation.id, sent).where(Obligation.id.in_(bindparam("ids", expanding=True)), sent > 0)


def obligation_row(actor: Actor, obligation_id: int) -> ObligationRow:
    """One obligation within reach; a publisher reaches what others owe of its releases. Raises `NotFound`."""
    seen = within_reach(actor, Permission.OBLIGATION_READ, Permission.DELIVERY_EXPECT)
    if actor.organisation_id is not None:
        seen = or_(seen, Publication.publisher_id.in_(actor.organisation_ids))
    return _one(select_rows(actor).where(Obligation.id == obligation_id, seen))


def assignable_row(actor: Actor, obligation_id: int) -> ObligationRow:
    """One obligation whose depositor the actor may name. Raises `NotFound`."""
    seen = within_reach(actor, Permission.OBLIGATION_ASSIGN)
    return _one(select_rows(actor).where(Obligation.id == obligation_id, seen))


def printer_as_written(obligation_id: int) -> str:
    """What whoever registered the release wrote of the printing house that owes; empty for another role."""
    written = select(Release.printer_name).join(Obligation, Obligation.release_id == Release.id)
    of_printer = Obligation.depositor_role == DepositorRole.PRINTER
    return session().scalar(written.where(Obligation.id == obligation_id, of_printer)) or ""


def assignable(actor: Actor, obligation_id: int, *, lock: bool = False) -> Obligation:
    """The record of an obligation whose depositor the actor may name. Raises `NotFound`."""
    statement = select(Obligation).where(
        Obligation.id == obligation_id, within_reach(actor, Permission.OBLIGATION_ASSIGN)
    )
    found = session().scalar(statement.with_for_update() if lock else statement)
    if found is None:
        raise NotFound("not_found")
    return found


def depositories(region: str | None = None) -> list[Party]:
    """The libraries that copies are owed to, by name; of one region, if it is named."""
    found = _DEPOSITORIES if region is None else _DEPOSITORIES.where(Organisation.region_soato == region)
    return [Party(*row) for row in read(found).all()]


def possible_depositors() -> list[Party]:
    """The organisations that can owe copies and still exist, by name."""
    never = (OrganisationKind.DEPOSITORY, OrganisationKind.AUTHORITY)
    existing = _PARTIES.where(Organisation.kind.not_in(never), Organisation.closed_at.is_(None))
    return [Party(*row) for row in read(existing).all()]


_PARTIES = select(*(getattr(Organisation, name) for name in Party._fields)).order_by(
    Organisation.name, Organisation.id
)
_DEPOSITORIES = _PARTIES.where(Organisation.kind == OrganisationKind.DEPOSITORY)


def _one(statement: Select[Any]) -> ObligationRow:
    found = session().execute(statement).one_or_none()
    if found is None:
        raise NotFound("not_found")
    return read_row(found)


def _narrowed(actor: Actor, wanted: ObligationFilter, today: date) -> ColumnElement[bool]:
    conditions: list[ColumnElement[bool]] = [true(), within_reach(actor, wanted.permission)]
    if wanted.state is not State.CANCELLED:
        conditions.append(Obligation.cancelled_at.is_(None))
    if wanted.state is not None:
        conditions.append(condition_of(wanted.state, today, noticed(actor)))
    if wanted.depositor_id is not None:
        conditions.append(Obligation.depositor_id == wanted.depositor_id)
    if wanted.depository_id is not None:
        conditions.append(Obligation.depository_id == wanted.depository_id)
    if wanted.region:
        conditions.append(Obligation.region_soato == wanted.region)
    if wanted.query:
        conditions.append(matching(Publication.id, wanted.query))
    return and_(*conditions)
