"""Two libraries to which a publisher owes the same book, each with a desk at which parcels are opened."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from app.deposits.receiving.models import Scan
from app.deposits.receiving.services import (
    Outcome,
    accept_scan,
    confirm_arrival,
    open_arrival,
    return_scan,
    reverse_receipt,
    scan,
    set_condition,
)
from app.domain.actor import Actor
from app.domain.receiving import Condition
from app.infra.db import session, transaction
from app.law.models import AdoptedRuleSet
from tests.factories.receiving import World, labels_of, make_obligation, make_world, new_key, send_parcel


@dataclass
class Desk:
    """The desk of one library, at which parcels are opened."""

    by: Actor
    at: datetime
    arrival: int = 0

    def open(self, parcel: str | None = None, depositor: int | None = None) -> None:
        with transaction():
            self.arrival = open_arrival(
                consignment_code=parcel, depositor_id=depositor, by=self.by, at=self.at
            ).id

    def scan(self, text: str, condition: Condition = Condition.GOOD, release: int | None = None) -> Outcome:
        with transaction():
            return scan(
                arrival_id=self.arrival, text=text, key=new_key(), condition=condition, release_id=release,
                by=self.by, at=self.at,
            ).outcome  # fmt: skip

    def last(self) -> Scan:
        found = select(Scan).where(Scan.arrival_id == self.arrival).order_by(Scan.id.desc()).limit(1)
        return session().scalars(found.execution_options(populate_existing=True)).one()

    def judge(self, condition: Condition) -> None:
        with transaction():
            set_condition(
                arrival_id=self.arrival, scan_id=self.last().id, condition=condition, by=self.by, at=self.at
            )

    def accept(self) -> None:
        with transaction():
            accept_scan(
                arrival_id=self.arrival, scan_id=self.last().id, reason="kerak", by=self.by, at=self.at
            )

    def give_back(self) -> None:
        with transaction():
            return_scan(
                arrival_id=self.arrival, scan_id=self.last().id, reason="xato", by=self.by, at=self.at
            )

    def confirm(self) -> str:
        with transaction():
            return confirm_arrival(arrival_id=self.arrival, by=self.by, at=self.at).number

    def reverse(self, number: str) -> None:
        with transaction():
            reverse_receipt(number=number, reason="xato", by=self.by, at=self.at)


@dataclass(frozen=True)
class Two:
    """Two libraries to which a publisher owes the same book, each with a desk and a parcel on its way."""

    first: World
    second: World
    here: Desk
    there: Desk
    labels_here: list[str]
    labels_there: list[str]
    parcels: tuple[str, str]


def two_libraries(at: datetime) -> Two:
    """Return them, with a parcel of two copies on its way to each."""
    first, second = make_world(1), make_world(1)
    with transaction():
        rules = session().get_one(AdoptedRuleSet, first.obligations[0].rule_set_id)
        owed = make_obligation(first.releases[0], first.publisher, second.library, rules)
    other = World(first.publisher, second.library, second.librarian, second.colleague, first.releases,
                  [owed], first.isbns)  # fmt: skip
    parcel, theirs = send_parcel(first, {0: 2}), send_parcel(other, {0: 2})
    return Two(
        first,
        other,
        Desk(first.librarian, at),
        Desk(second.librarian, at),
        labels_of(parcel),
        labels_of(theirs),
        (parcel.code, theirs.code),
    )
