"""Parcels of the demonstration: sent on posting days, received some days later, not always as announced."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random

from sqlalchemy import select

from app.deposits.consignments.models import Consignment, ConsignmentLine, Copy
from app.deposits.consignments.services import cancel_consignment, create_consignment, send_consignment
from app.deposits.obligations.models import Obligation
from app.deposits.receiving.services import accept_scan, confirm_arrival, open_arrival, return_scan, scan
from app.desks.demo.country import House
from app.desks.demo.timeline import Timeline, moment, weekday_from
from app.domain.actor import Actor
from app.domain.law import Form
from app.domain.receiving import Condition
from app.infra.db import session
from app.publications.models import Identifier, Release

PACKING = timedelta(minutes=40)
"""How long before it is sent a parcel was prepared; nothing of the demonstration lies ahead of its hour."""
CARRIERS = ("Oʻzbekiston pochtasi", "Kuryer", "Oʻzi olib borgan")
DECISIONS = {
    True: (accept_scan, "Muqova burchagi ezilgan, oʻqishga xalal bermaydi"),
    False: (return_scan, "Suv tekkan, sahifalari yopishgan"),
}
SHORT, DAMAGED, SURPLUS = 0.06, 0.10, 0.13
"""Up to which draw between 0 and 1 a parcel is short, holds a damaged copy, or one copy too many."""


@dataclass(frozen=True, slots=True)
class Expected:
    """A copy in a parcel: its label and its release."""

    code: str
    release_id: int


class Post:
    """Sends what is ready and lets it arrive. What came short or damaged is sent again, or forgotten."""

    def __init__(self, timeline: Timeline, librarians: Mapping[int, Actor], chance: Random) -> None:
        self._timeline = timeline
        self._librarians = librarians
        self._chance = chance
        self._ready: defaultdict[int, dict[int, datetime]] = defaultdict(dict)

    def make_ready(self, depositor_id: int, release_id: int, at: datetime) -> None:
        """Let a depositor send what it owes of a release on its first posting day from `at` on."""
        self._ready[depositor_id][release_id] = at

    def open_for(self, house: House, first: date, *, every: int) -> None:
        """Let a house post every so many days, from `first` on."""
        self._timeline.plan(
            moment(weekday_from(first), 11, house.number * 3), lambda at: self._posting_day(house, at, every)
        )

    def post(self, house: House, at: datetime, *, arrives: bool = True) -> list[str]:
        """Send all that is ready; return the codes of the parcels."""
        ready = self._ready[house.organisation_id]
        releases = [release_id for release_id, since in ready.items() if since <= at - PACKING]
        for release_id in releases:
            del ready[release_id]
        parcels: defaultdict[int, dict[int, int]] = defaultdict(dict)
        for owed in _open_on_paper(house.organisation_id, releases) if releases else ():
            parcels[owed.depository_id][owed.id] = (owed.copies or 0) - owed.handed_over
        return [
            self._send(house, depository_id, lines, at, arrives) for depository_id, lines in parcels.items()
        ]

    def cancel_one(self, house: House, at: datetime) -> None:
        """Prepare a parcel of what is ready, and take it back."""
        lines = self._first_parcel(house, at)
        if lines is not None:
            made = create_consignment(depository_id=lines[0], lines=lines[1], by=house.clerk, at=at)
            cancel_consignment(code=made.code, by=house.clerk, at=at + timedelta(minutes=9))

    def open_one(self, house: House, depository_id: int, at: datetime) -> None:
        """Open a parcel that another house has sent to a library, scan its first copy, and stop there."""
        on_its_way = select(Consignment.code).where(
            Consignment.depository_id == depository_id,
            Consignment.depositor_id != house.organisation_id,
            Consignment.sent_at < at,
            Consignment.arrived_at.is_(None),
            Consignment.cancelled_at.is_(None),
        )
        code = session().scalar(on_its_way.order_by(Consignment.id).limit(1))
        if code is not None:
            librarian = self._librarians[depository_id]
            arrival = open_arrival(consignment_code=code, depositor_id=None, by=librarian, at=at)
            self._scan(arrival.id, _copies(code)[0].code, Condition.GOOD, librarian, at)

    def _first_parcel(self, house: House, at: datetime) -> tuple[int, dict[int, int]] | None:
        ready = self._ready[house.organisation_id]
        for owed in _open_on_paper(house.organisation_id, [r for r, since in ready.items() if since <= at]):
            return owed.depository_id, {owed.id: (owed.copies or 0) - owed.received}
        return None

    def _posting_day(self, house: House, at: datetime, every: int) -> None:
        self.post(house, at)
        following = weekday_from(at.date() + timedelta(days=every))
        self._timeline.plan(
            moment(following, 11, house.number * 3), lambda now: self._posting_day(house, now, every)
        )

    def _send(
        self, house: House, depository_id: int, lines: Mapping[int, int], at: datetime, arrives: bool
    ) -> str:
        made = create_consignment(depository_id=depository_id, lines=lines, by=house.clerk, at=at - PACKING)
        carrier = self._chance.choice(CARRIERS)
        tracking = f"NM{self._chance.randrange(10**9):09d}UZ" if carrier == CARRIERS[0] else ""
        send_consignment(code=made.code, carrier=carrier, tracking=tracking, by=house.clerk, at=at)
        if arrives:
            code = made.code
            days = 1 if carrier != CARRIERS[0] else self._chance.randrange(2, 5)
            day = weekday_from(at.date() + timedelta(days=days))
            self._timeline.plan(
                moment(day, 10 + self._chance.randrange(6), self._chance.randrange(60)),
                lambda now: self._arrive(code, house, depository_id, now),
            )
        return made.code

    def _arrive(self, code: str, house: House, depository_id: int, at: datetime) -> None:
        librarian = self._librarians[depository_id]
        arrival_id = open_arrival(consignment_code=code, depositor_id=None, by=librarian, at=at).id
        copies = list(_copies(code))
        fault = self._chance.random()
        again: int | None = None
        if fault < SHORT and len(copies) > 1:
            again = copies.pop().release_id
        elif SHORT <= fault < DAMAGED:
            again = copies[0].release_id
        for number, copy in enumerate(copies):
            damaged = number == 0 and SHORT <= fault < DAMAGED
            self._scan(arrival_id, copy.code, Condition.DAMAGED if damaged else Condition.GOOD, librarian, at)
        if DAMAGED <= fault < SURPLUS:
            self._scan_isbn(arrival_id, copies[0].release_id, librarian, at)
        if again is not None and self._chance.random() < 0.7:
            self.make_ready(house.organisation_id, again, at + timedelta(days=4))
        self._timeline.plan(
            at + timedelta(minutes=4 + 2 * len(copies)),
            lambda now: self._confirm(arrival_id, librarian, now),
        )

    def _scan(self, arrival_id: int, text: str, condition: Condition, librarian: Actor, at: datetime) -> None:
        made = scan(
            arrival_id=arrival_id, text=text, key=text, condition=condition, by=librarian, at=at
        ).scan_id
        if condition is Condition.GOOD or made is None:
            return
        act, reason = DECISIONS[self._chance.random() < 0.3]
        act(arrival_id=arrival_id, scan_id=made, reason=reason, by=librarian, at=at)

    def _scan_isbn(self, arrival_id: int, release_id: int, librarian: Actor, at: datetime) -> None:
        """A copy too many, without a label."""
        carried = select(Identifier.value).join(Release, Release.publication_id == Identifier.publication_id)
        isbn = session().scalar(carried.where(Release.id == release_id, Identifier.scheme == "isbn").limit(1))
        if isbn is None:
            return
        scan(
            arrival_id=arrival_id,
            text=isbn,
            key="one-more",
            condition=Condition.GOOD,
            by=librarian,
            at=at,
            release_id=release_id,
        )

    def _confirm(self, arrival_id: int, librarian: Actor, at: datetime) -> None:
        confirm_arrival(arrival_id=arrival_id, by=librarian, at=at)


def _open_on_paper(depositor_id: int, releases: Sequence[int]) -> Sequence[Obligation]:
    statement = select(Obligation).where(
        Obligation.depositor_id == depositor_id,
        Obligation.release_id.in_(releases),
        Obligation.open,
        Obligation.form != Form.FILE,
        Obligation.event_on.is_not(None),
    )
    return session().scalars(statement.order_by(Obligation.id)).all()


def _copies(code: str) -> list[Expected]:
    statement = (
        select(Copy.code, Copy.release_id)
        .join(ConsignmentLine, ConsignmentLine.id == Copy.line_id)
        .join(Consignment, Consignment.id == ConsignmentLine.consignment_id)
        .where(Consignment.code == code)
        .order_by(Copy.id)
    )
    return [Expected(*row) for row in session().execute(statement)]
