"""What lists say lies at an open desk is worked out in SQL, what finishing it counts in Python: they agree,
whatever was scanned there."""

import random
from contextlib import suppress
from dataclasses import dataclass, field

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.deposits.obligations.queries import in_transit_by_obligation
from app.deposits.receiving.models import Scan
from app.deposits.receiving.services import (
    accept_scan,
    confirm_arrival,
    open_arrival,
    return_scan,
    scan,
    undo_scan,
)
from app.domain.errors import Conflict
from app.domain.receiving import Condition
from app.infra.db import session as current_session
from app.infra.db import transaction
from tests.factories.receiving import AT, World, labels_of, make_world, new_key, received, send_parcel

UNREGISTERED = "9785170987658"
SEEDS = range(10)


@dataclass
class Desks:
    """A library with two parcels on the way, one of them only packed, that opens one by its slip and works at
    another arrival without any."""

    dice: random.Random
    world: World = field(init=False)

    def __post_init__(self) -> None:
        self.owed = self.dice.choice((3, 20))
        self.world = make_world(2, copies=self.owed)
        self.copies = [self.dice.randint(1, 3), self.dice.randint(1, 4)]
        sent = send_parcel(self.world, dict(enumerate(self.copies)))
        packed = send_parcel(self.world, {0: self.dice.randint(1, 2)}, sent=False)
        self.announced, self.packed = labels_of(sent), labels_of(packed)
        with transaction():
            self.arrivals = [self._open(sent.code), self._open(None)]

    def _open(self, code: str | None) -> int:
        sender = None if code else self.world.publisher.id
        by = self.world.librarian
        return open_arrival(consignment_code=code, depositor_id=sender, by=by, at=AT).id

    def scan(self, arrival: int, text: str, condition: Condition = Condition.GOOD) -> None:
        with transaction():
            scan(
                arrival_id=arrival, text=text, key=new_key(), condition=condition,
                by=self.world.librarian, at=AT,
            )  # fmt: skip

    def work(self, acts: int, labels: list[str], *, all_sound: bool) -> None:
        """Scan labels and numbers at either desk, name faults, decide on them and take back, at random."""
        for _ in range(acts):
            arrival = self.dice.choice(self.arrivals)
            if self.dice.random() < 0.3:
                self._decide(arrival, all_sound=all_sound)
                continue
            labelled = self.dice.random() < 0.5
            text = self.dice.choice(labels if labelled else self.world.isbns)
            sound = all_sound or self.dice.random() < 0.7
            self.scan(arrival, text, Condition.GOOD if sound else Condition.DAMAGED)

    def _decide(self, arrival: int, *, all_sound: bool) -> None:
        standing = select(Scan).where(Scan.arrival_id == arrival, Scan.undone_at.is_(None))
        scans = current_session().scalars(standing.order_by(Scan.id)).all()
        if not scans:
            return
        chosen = self.dice.choice(scans)
        act, by = self.dice.choice(("undo", "accept", "return")), self.world.librarian
        with suppress(Conflict), transaction():  # what counts already, or is counted at the other desk
            if act == "undo":
                undo_scan(arrival_id=arrival, scan_id=chosen.id, by=by, at=AT)
            elif act == "accept":
                accept_scan(arrival_id=arrival, scan_id=chosen.id, reason="Arzimaydi", by=by, at=AT)
            elif not all_sound:
                return_scan(arrival_id=arrival, scan_id=chosen.id, reason="Xato", by=by, at=AT)

    def told(self) -> list[int]:
        ids = [owed.id for owed in self.world.obligations]
        found = in_transit_by_obligation(ids)
        return [found.get(each, 0) for each in ids]

    def finish(self) -> list[int]:
        """Confirm both desks, in either order, and return what counts then."""
        for arrival in self.dice.sample(self.arrivals, k=2):
            self.scan(arrival, UNREGISTERED)  # an arrival in which nothing lies is not finished
            with transaction():
                confirm_arrival(arrival_id=arrival, by=self.world.librarian, at=AT)
        return [received(owed) for owed in self.world.obligations]


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("labelled", [True, False])
def test_where_all_that_was_announced_came_lists_say_what_the_receipts_will_count(
    session: Session, seed: int, labelled: bool
) -> None:
    desks = Desks(random.Random(seed))  # noqa: S311 - the same dice each time, no secret
    desks.work(14, desks.packed + (desks.announced if labelled else []), all_sound=True)
    counted = zip(desks.world.isbns, desks.copies, strict=True)
    by_number = [isbn for isbn, copies in counted for _ in range(copies)]
    for text in desks.announced if labelled else by_number:
        desks.scan(desks.arrivals[0], text)
    told = desks.told()
    assert desks.finish() == [min(desks.owed, copies) for copies in told]
    assert desks.told() == [0, 0], "the packed parcel has not left, the others are counted"


@pytest.mark.parametrize("seed", SEEDS)
def test_whatever_is_scanned_lists_never_say_less_than_the_receipts_will_count(
    session: Session, seed: int
) -> None:
    desks = Desks(random.Random(seed))  # noqa: S311 - the same dice each time, no secret
    desks.work(16, desks.announced + desks.packed, all_sound=False)
    told = desks.told()
    counted = desks.finish()
    assert all(min(desks.owed, say) >= come for say, come in zip(told, counted, strict=True)), (told, counted)
