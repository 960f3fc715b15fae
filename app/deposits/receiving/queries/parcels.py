"""Reads of the receiving desk: parcels on their way, opened parcels as they stand."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import bindparam, exists, func, not_, select
from sqlalchemy.orm import contains_eager, joinedload
from sqlalchemy.orm.attributes import set_committed_value

from app.deposits.consignments.models import Box, Consignment, ConsignmentLine
from app.deposits.obligations.models import Obligation
from app.deposits.obligations.transit import ON_ITS_WAY
from app.deposits.receiving.books import books_by_id
from app.deposits.receiving.labels import scans_of
from app.deposits.receiving.lines import ParcelLine, changed_lines, lines_in_hand, parcel_lines, with_books
from app.deposits.receiving.matching import OWED, OWED_IN, Owed, owed_by
from app.deposits.receiving.models import Arrival, Receipt, Scan
from app.deposits.receiving.offline.queries import some_refused
from app.deposits.receiving.places import absent
from app.deposits.receiving.tally import Tally, take_tally
from app.deposits.receiving.version import stands_of, version_of, version_of_figures
from app.domain.actor import Actor
from app.domain.errors import NotFound
from app.infra.db import read, session
from app.organisations.models import Organisation
from app.policy.permissions import Permission
from app.policy.predicates import Parties
from app.policy.table import may_with

LONG_ON_THE_WAY = timedelta(days=10)
_MOST_SHOWN = 50


@dataclass(frozen=True, slots=True)
class ParcelOnItsWay:
    """A consignment to the library that has not been opened, or whose receipt was taken back (`again`).

    `sent_at` None: its sender never marked it as sent. No `copies`: all of it came otherwise.
    """

    code: str
    depositor: Organisation
    sent_at: datetime | None
    copies: int
    late: bool
    again: bool


@dataclass(frozen=True, slots=True)
class Parcel:
    """An opened parcel as it stands; `lines` are those asked for of `all_lines`. `others` are
    the libraries for which copies of it are taken in; `some_refused`, whether scans were that devices
    sent. `follows`: the version that showed all other lines as
    they are; empty where `lines` do not stand on an earlier version."""

    arrival: Arrival
    tally: Tally
    lines: Sequence[ParcelLine]
    all_lines: int
    version: str
    some_refused: bool
    follows: str = ""
    others: Mapping[int, Organisation] = field(default_factory=dict)

    @property
    def figures_version(self) -> str:
        """The version of what a receipt would count now."""
        return version_of_figures(self.version, self.tally)

    @property
    def boxes(self) -> Sequence[Box]:
        """The boxes of a parcel that has several."""
        return self.arrival.consignment.boxes if self.arrival.consignment else ()

    @property
    def boxes_here(self) -> int:
        """How many of them have come."""
        return sum(box.arrived_at is not None for box in self.boxes)

    def line_of(self, scan_id: int) -> ParcelLine | None:
        """Return the line that a standing scan belongs to."""
        return next((line for line in self.lines if any(s.id == scan_id for s in line.scans)), None)

    def for_others(self, scans: Sequence[Scan]) -> list[Organisation]:
        """Return the libraries to which these copies are to be passed on."""
        to = {self.tally.for_others[scan.id] for scan in scans if scan.id in self.tally.for_others}
        return [self.others[library_id] for library_id in sorted(to)]


def parcels_on_their_way(actor: Actor, *, at: datetime) -> list[ParcelOnItsWay]:
    """Return what was sent to the actor's library and is to be opened, the longest on its way first.

    What was opened comes again once its receipt is taken back: no arrival of it is open then.
    """
    copies = (
        select(func.sum(ConsignmentLine.copies - absent()))
        .where(ConsignmentLine.consignment_id == Consignment.id)
        .correlate(Consignment)
        .scalar_subquery()
    )
    left = func.coalesce(Consignment.sent_at, Consignment.arrived_at)
    in_hand = exists().where(Arrival.consignment_id == Consignment.id, Arrival.is_open)
    statement = (
        select(Consignment, copies)
        .join(Consignment.depositor)
        .where(
            Consignment.depository_id == actor.organisation_id,
            ON_ITS_WAY,
            not_(in_hand),
        )
        .options(contains_eager(Consignment.depositor))
        .order_by(left, Consignment.id)
        .limit(_MOST_SHOWN)
    )
    return [_on_its_way(parcel, count or 0, at) for parcel, count in session().execute(statement)]


def _on_its_way(parcel: Consignment, copies: int, at: datetime) -> ParcelOnItsWay:
    left = parcel.sent_at or parcel.arrived_at or parcel.created_at
    again = parcel.arrived_at is not None
    late = copies > 0 and not again and at - left > LONG_ON_THE_WAY
    return ParcelOnItsWay(parcel.code, parcel.depositor, parcel.sent_at, copies, late, again)


# Made once, for each scan asks them: to make a statement takes longer than to ask it.
# The same text however many were scanned: PostgreSQL keeps the plan.
_SCANNED = select(Scan.release_id).where(Scan.arrival_id == bindparam("here"), Scan.undone_at.is_(None))
_OWED = select(*OWED).where(OWED_IN, Obligation.release_id.in_(_SCANNED))
_LINES = (
    select(ConsignmentLine, absent(), exists().where(Box.consignment_id == bindparam("parcel")))
    .where(ConsignmentLine.consignment_id == bindparam("parcel"))
    .order_by(ConsignmentLine.id)
)
_BOXES = select(Box).where(Box.consignment_id == bindparam("parcel")).order_by(Box.ordinal)
_ARRIVAL = (
    select(Arrival, some_refused())
    .where(Arrival.id == bindparam("here"))
    .options(
        joinedload(Arrival.depositor).joinedload(Organisation.region),
        joinedload(Arrival.consignment),
    )
)


def parcel_for(
    actor: Actor,
    arrival_id: int,
    choose: Callable[[Sequence[ParcelLine]], Sequence[ParcelLine]] = tuple,
) -> Parcel:
    """Return an arrival of the actor's library as it stands now, with all of its lines or those that
    `choose` takes of them. Raises `NotFound`."""
    found = _read(actor, arrival_id)
    every = found.lines()
    return _parcel(found, every, choose(every))


def parcel_changed(actor: Actor, arrival_id: int, scan_id: int | None, *, counted_now: bool) -> Parcel:
    """Return an arrival with the lines that a scan changed (`scan_id`: the scan spoken of, made by this act
    if `counted_now`), and the version that it changed.

    Of a parcel too large to be shown whole, the lines that hands are at. Raises `NotFound`.
    """
    found = _read(actor, arrival_id)
    every = found.lines()
    in_hand = lines_in_hand(every, scan_id)
    if len(in_hand) < len(every):
        return _parcel(found, every, in_hand)
    follows = found.version(without=scan_id if counted_now else None)
    return _parcel(found, every, changed_lines(every, scan_id), follows)


@dataclass(frozen=True, slots=True)
class _Found:
    """An arrival, all its scans, what they come to, how many copies of its slip are in it no longer, and
    whether scans of devices were refused."""

    arrival: Arrival
    scans: Sequence[Scan]
    tally: Tally
    gone: int
    some_refused: bool

    def lines(self) -> list[ParcelLine]:
        return parcel_lines(self.arrival, self.tally)

    def version(self, without: int | None = None) -> str:
        scans = [scan for scan in self.scans if scan.id != without]
        return version_of(self.arrival, stands_of(scans), self.gone)


def _read(actor: Actor, arrival_id: int) -> _Found:
    arrival, some_refused = _arrival_for(actor, arrival_id)
    gone = _add_contents(arrival.consignment) if arrival.consignment is not None else {}
    scans, labels = scans_of(arrival.id)
    standing = [scan for scan in scans if scan.undone_at is None]
    owed = [Owed(*row) for row in read(_OWED, {**owed_by(arrival), "here": arrival.id})]
    tally = take_tally(arrival, standing, owed, labels, gone)
    return _Found(arrival, scans, tally, sum(gone.values()), some_refused)


def _parcel(
    found: _Found, every: Sequence[ParcelLine], chosen: Sequence[ParcelLine], follows: str = ""
) -> Parcel:
    books = books_by_id(line.release_id for line in chosen if line.release_id is not None)
    return Parcel(
        found.arrival,
        found.tally,
        with_books(chosen, books),
        len(every),
        found.version(),
        found.some_refused,
        follows,
        _others(found.tally),
    )


def _others(tally: Tally) -> dict[int, Organisation]:
    wanted = set(tally.for_others.values())
    found = session().scalars(select(Organisation).where(Organisation.id.in_(wanted))) if wanted else ()
    return {library.id: library for library in found}


def scan_for(actor: Actor, arrival_id: int, scan_id: int) -> Scan:
    """Return a standing scan of an arrival of the actor's library. Raises `NotFound`."""
    _arrival_for(actor, arrival_id)
    statement = select(Scan).where(
        Scan.id == scan_id, Scan.arrival_id == arrival_id, Scan.undone_at.is_(None)
    )
    found = session().scalar(statement)
    if found is None:
        raise NotFound("not_found")
    return found


def receipt_of(arrival_id: int) -> Receipt | None:
    """Return the receipt that confirmed an arrival, if it is confirmed."""
    return session().scalar(select(Receipt).where(Receipt.arrival_id == arrival_id))


def _arrival_for(actor: Actor, arrival_id: int) -> tuple[Arrival, bool]:
    row = session().execute(_ARRIVAL, {"here": arrival_id}).one_or_none()
    if row is None:
        raise NotFound("not_found")
    arrival, some_refused = row
    library = Parties(depository_ids=frozenset({arrival.depository_id}))
    if not may_with(actor, Permission.RECEIVING_WORK, library):
        raise NotFound("not_found")
    return arrival, some_refused


def _add_contents(parcel: Consignment) -> Mapping[int, int]:
    """Load what is in a parcel, and return by line how many copies are in it no longer; SQLAlchemy's own way
    of loading what belongs to objects takes three times as long for one of them."""
    found = session().execute(_LINES, {"parcel": parcel.id}).all()
    boxed = any(has_boxes for _line, _gone, has_boxes in found)
    boxes = session().scalars(_BOXES, {"parcel": parcel.id}).all() if boxed else []
    set_committed_value(parcel, "lines", [line for line, _gone, _has_boxes in found])
    set_committed_value(parcel, "boxes", boxes)
    return {line.id: gone for line, gone, _has_boxes in found}
