"""What an attestation rests on: a depositor's obligations of a period, each with how it came out."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, aliased

from app.deposits.consignments.models import Consignment
from app.deposits.obligations.models import Obligation, UndecidedRule
from app.deposits.obligations.rows import ObligationRow, read_row, select_rows
from app.deposits.obligations.scope import State, in_state, is_unspared
from app.deposits.obligations.transit import in_transit
from app.deposits.receiving.models import Arrival, Receipt, ReceiptLine
from app.domain.actor import Actor
from app.domain.attestation import Outcome, Owed, completed_on, outcome_of
from app.domain.documents import NotCovered
from app.edeposit.models import DepositedFile
from app.infra import clock
from app.infra.db import batched, session
from app.publications.models import Publication, Release
from app.publications.queries import standing

MOST_OVERDUE = 200
"""So many lines a page can show; the number is exact."""


@dataclass(frozen=True, slots=True)
class Period:
    """From the first day to the last, both included."""

    first: date
    last: date

    @property
    def moments(self) -> tuple[datetime, datetime]:
        """Its beginning, and the moment at which it is over."""
        begin, end = (
            datetime.combine(day, time(), clock.zone()) for day in (self.first, self.last + timedelta(days=1))
        )
        return begin, end


@dataclass(frozen=True, slots=True)
class AccountLine:
    """Obligations of the period, `times` of them alike, and how they came out."""

    depository_id: int
    kind: str
    rule_set_id: int
    owed: Owed
    outcome: Outcome
    times: int = 1


def lines_due(ids: Collection[int], period: Period, *, today: date) -> list[AccountLine]:
    """The obligations of the depositor's records `ids` that fell due in the period."""
    return _lines(ids, Obligation.due_on.between(period.first, period.last), today)


def lines_of(ids: Collection[int], period: Period, *, today: date) -> list[AccountLine]:
    """The obligations that belong to the period: by the day they are due, else that of their event, else that
    of the registration. So each belongs to one year."""
    return _lines(ids, _belongs_to(period), today)


def releases_counted(ids: Collection[int], period: Period) -> list[int]:
    """The releases of which `lines_of` gives something, in the order of their numbers."""
    counted = (
        select(Obligation.release_id)
        .join(Release, Release.id == Obligation.release_id)
        .where(Obligation.depositor_id.in_(ids), _belongs_to(period), standing())
    )
    return list(session().scalars(counted.distinct().order_by(Obligation.release_id)))


def lines_by_release(
    ids: Collection[int], period: Period, releases: Sequence[int], *, today: date
) -> Mapping[int, Sequence[AccountLine]]:
    """What `lines_of` gives of each of these releases."""
    lines: defaultdict[int, list[AccountLine]] = defaultdict(list)
    for some in batched(releases):
        for release_id, line in _each(ids, and_(_belongs_to(period), Release.id.in_(some)), today):
            lines[release_id].append(line)
    return lines


def _belongs_to(period: Period) -> ColumnElement[bool]:
    row, (begin, end) = Obligation, period.moments
    dated = row.due_on.between(period.first, period.last)
    begun = and_(row.due_on.is_(None), row.event_on.between(period.first, period.last))
    awaited = and_(
        row.due_on.is_(None),
        row.event_on.is_(None),
        Release.registered_at >= begin,
        Release.registered_at < end,
    )
    return or_(dated, begun, awaited)


def _lines(ids: Collection[int], belongs: ColumnElement[bool], today: date) -> list[AccountLine]:
    """Those alike are one line: of which nothing came they are counted by the database, however many."""
    came = Obligation.handed_over > 0
    untouched = _facts().where(Obligation.depositor_id.in_(ids), belongs, ~came).subquery()
    alike = select(*untouched.c, func.count()).group_by(*untouched.c)
    counted = {_line(facts, None, today): times for *facts, times in session().execute(alike)}
    received = Counter(line for _, line in _each(ids, and_(belongs, came), today))
    return [replace(line, times=times) for line, times in (*counted.items(), *received.items())]


def _each(
    ids: Collection[int], belongs: ColumnElement[bool], today: date
) -> Iterator[tuple[int, AccountLine]]:
    """One by one, each with its release."""
    statement = _facts(Obligation.id, Obligation.release_id).where(Obligation.depositor_id.in_(ids), belongs)
    found = session().execute(statement).all()
    came = _came([number for number, *_ in found])
    for number, release_id, *facts in found:
        yield release_id, _line(facts, came[number], today)


def _facts(*first: InstrumentedAttribute[int]) -> Select[*tuple[Any, ...]]:
    """What `_line` reads of an obligation, behind `first`. What was withdrawn never counted."""
    row = Obligation
    return (
        select(
            *first, row.depository_id, Publication.kind, row.rule_set_id, row.copies,
            row.handed_over.label("handed_over"), in_transit().label("sent"), row.event_on, row.due_on,
            row.provisional, row.cancelled_at.is_not(None).label("ended"), row.pause, row.extended_to,
            row.excused_at.is_not(None).label("excused"),
        )
        .join(Release, Release.id == row.release_id)
        .join(Publication, Publication.id == Release.publication_id)
        .where(standing())
    )  # fmt: skip


def _line(facts: Sequence[Any], came: Sequence[tuple[date, int]] | None, today: date) -> AccountLine:
    depository, kind, law, copies, received, sent, event, due, estimated, ended, *relief = facts
    done = completed_on(copies, came) if came and copies is not None else None
    owed = Owed(copies, received, sent, event, due, estimated, ended, done, *relief)
    return AccountLine(depository, kind, law, owed, outcome_of(owed, today))


def _came(obligation_ids: Sequence[int]) -> Mapping[int, Sequence[tuple[date, int]]]:
    """By obligation, on which day how many copies came that count and were not taken back.

    A copy is there once the library opened its parcel, and a file once it was uploaded: how long the library
    takes to make its receipt is not the depositor's delay. A copy for which another library collects is there
    when that library has it.
    """
    came: defaultdict[int, list[tuple[date, int]]] = defaultdict(list)
    reversal = aliased(Receipt)
    in_hands = func.coalesce(DepositedFile.uploaded_at, Arrival.opened_at, Receipt.at)
    statement = (
        select(ReceiptLine.handed_over_for, in_hands, ReceiptLine.copies)
        .join(Receipt, Receipt.id == ReceiptLine.receipt_id)
        .outerjoin(Arrival, Arrival.id == Receipt.arrival_id)
        .outerjoin(DepositedFile, DepositedFile.receipt_id == Receipt.id)
        .outerjoin(reversal, reversal.reverses_id == Receipt.id)
        .outerjoin(Consignment, Consignment.id == Receipt.consignment_id)
        .where(Receipt.reverses_id.is_(None), reversal.id.is_(None), Consignment.is_transfer.is_not(True))
    )
    for some in batched(obligation_ids):
        taken_for = or_(ReceiptLine.obligation_id.in_(some), ReceiptLine.held_for_id.in_(some))
        for obligation_id, moment, copies in session().execute(statement.where(taken_for)):
            came[obligation_id or 0].append((clock.local_day(moment), copies))
    return came


def overdue_of(ids: Collection[int], actor: Actor, *, today: date) -> tuple[list[ObligationRow], int]:
    """What is overdue now beyond doubt, whenever it fell due, the oldest first, and how much that is in all.

    The caller has made sure of the actor's reach.
    """
    late = and_(
        Obligation.depositor_id.in_(ids),
        Obligation.provisional.is_(False),
        Obligation.copies.is_not(None),
        in_state(State.LATE, today, in_transit()),
    )
    shown = select_rows(actor).where(late).order_by(Obligation.due_on, Obligation.id).limit(MOST_OVERDUE)
    total = session().scalar(select(func.count()).select_from(Obligation).where(late)) or 0
    return [read_row(row) for row in session().execute(shown)], total


def registered_in(ids: Collection[int], period: Period) -> list[int]:
    """The releases that the depositor published and registered in the period, and that still stand."""
    begin, end = period.moments
    statement = (
        select(Release.id)
        .join(Publication, Publication.id == Release.publication_id)
        .where(
            Publication.publisher_id.in_(ids),
            Release.registered_at >= begin,
            Release.registered_at < end,
            standing(),
        )
    )
    return list(session().scalars(statement.order_by(Release.registered_at, Release.id)))


def not_covered(ids: Collection[int], period: Period, *, today: date) -> NotCovered:
    """What cannot be counted, of releases registered and obligations due until the period's end."""
    row = Obligation
    counted = (
        select(
            func.count().filter(row.depositor_id.in_(ids), row.event_on.is_(None)),
            func.count().filter(row.depositor_id.in_(ids), row.provisional, row.event_on.is_not(None)),
            func.count().filter(row.depositor_id.is_(None)),
        )
        .select_from(row)
        .join(Release, Release.id == row.release_id)
        .join(Publication, Publication.id == Release.publication_id)
        .where(row.open, or_(row.depositor_id.in_(ids), Publication.publisher_id.in_(ids)), _known(period))
    )
    undecided = (
        select(func.count())
        .select_from(UndecidedRule)
        .join(Release, Release.id == UndecidedRule.release_id)
        .join(Publication, Publication.id == Release.publication_id)
        .where(Publication.publisher_id.in_(ids), _known(period), standing())
    )
    forecasts, provisional, unidentified = session().execute(counted).one()
    spared = (
        select(func.count())
        .select_from(row)
        .where(row.depositor_id.in_(ids), row.due_on <= period.last, _is_spared(today))
    )
    return NotCovered(
        forecasts,
        provisional,
        session().scalar(undecided) or 0,
        unidentified,
        session().scalar(spared) or 0,
    )


def _is_spared(today: date) -> ColumnElement[bool]:
    """Where `app.domain.attestation.Outcome.SPARED` is what comes out."""
    row = Obligation
    return and_(
        row.open, row.event_on.is_not(None), row.copies.is_not(None), row.due_on < today, ~is_unspared(today)
    )


def _known(period: Period) -> ColumnElement[bool]:
    return Release.registered_at < period.moments[1]
