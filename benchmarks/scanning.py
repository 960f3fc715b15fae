"""Sixteen librarians who scan at once: what is in their hands, their race, and the count at its end.

Two at a time hold the same labels in two parcels, so half of the scans must find a copy counted already.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, insert, select

from app.deposits.consignments.models import Copy
from app.deposits.obligations.models import Obligation
from app.deposits.receiving.models import Arrival, Scan
from app.deposits.receiving.services import Outcome, confirm_arrival, open_arrival, scan
from app.deposits.series import take_numbers
from app.domain.codes import CodeKind, numbered_code
from app.domain.receiving import Condition
from app.infra.db import session, transaction
from benchmarks.crew import Crew, ScanOne, Side
from benchmarks.scan_floor import BareScans, new_key
from benchmarks.stand import Stand

SCANNERS = 16
HANDS = SCANNERS // 2
"""How many different sets of labels they hold."""
ENOUGH = 1_000_000
"""Copies owed of a book, more than ever come."""
_CODED = 0.8
"""The share of numbers that have a code, at the least."""


@dataclass(frozen=True, slots=True)
class Turn:
    """One parcel for each scanner, and the labels in his hands; neighbours hold the same ones."""

    arrivals: Sequence[int]
    labels: Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True)
class Race:
    """How a turn went: its seconds, the milliseconds that each scan took, and the copies that they met."""

    seconds: float
    waits: Sequence[float]
    copies: int

    @property
    def of_one(self) -> float:
        """Milliseconds a scan, all scanners together."""
        return self.seconds * 1000 / len(self.waits)


def wanted_releases(stand: Stand, books: int) -> list[int]:
    """Let the national library wait for more copies of some books on paper than ever come; return these."""
    library = stand.country.libraries["uz-natlib"]
    owed = (Obligation.depository_id == library, Obligation.form == "physical")
    with transaction():
        found = session().scalars(select(Obligation).where(*owed).order_by(Obligation.id).limit(books)).all()
        for obligation in found:
            obligation.copies, obligation.open = ENOUGH, True
    assert len({obligation.release_id for obligation in found}) == books
    return [obligation.release_id for obligation in found]


def prepare(stand: Stand, releases: Sequence[int], labels: int) -> Turn:
    """Print so many labels for each hand, and open the parcels."""
    with transaction():
        hands = [print_labels(stand, releases, labels) for _ in range(HANDS)]
        arrivals = [
            open_arrival(consignment_code=None, depositor_id=None, by=stand.country.librarian, at=stand.at).id
            for _ in range(SCANNERS)
        ]
    return Turn(arrivals, [hand for hand in hands for _ in range(SCANNERS // HANDS)])


def print_labels(
    stand: Stand, releases: Sequence[int], labels: int, lines: Sequence[int | None] = (None,)
) -> list[str]:
    """Print labels for the releases in turn, and for the lines of a slip if there is one."""
    year = stand.today.year
    numbers = take_numbers(CodeKind.COPY.name.lower(), year, int(labels / _CODED) + HANDS)
    codes = [code for number in numbers if (code := numbered_code(CodeKind.COPY, year, number))][:labels]
    assert len(codes) == labels
    rows = [
        {"code": code, "release_id": releases[place % len(releases)], "line_id": lines[place % len(lines)]}
        for place, code in enumerate(codes)
    ]
    session().execute(insert(Copy), rows)
    return codes


def race(scanners: Crew, turn: Turn, side: Side, seconds: float | None = None) -> Race:
    """Let all scan at once, each through his labels or for so many seconds. None is lost and none counts
    twice, or it fails; so it does when anybody is told that the database is locked."""
    took, done = scanners.scan(side, list(zip(turn.arrivals, turn.labels, strict=True)), seconds)
    scanned = [len(waits) for _, waits in done]
    copies = sum(max(pair) for pair in zip(scanned[::2], scanned[1::2], strict=True))
    assert sum(counted for counted, _ in done) == copies, "a copy was lost or counted twice"
    return Race(took, [wait for _, waits in done for wait in waits], copies)


def product(stand: Stand) -> ScanOne:
    """Return the product's scan in its transaction."""

    def scan_one(arrival: int, label: str) -> bool:
        with stand.app.app_context(), transaction():
            found = scan(
                arrival_id=arrival, text=label, key=new_key(), condition=Condition.GOOD,
                by=stand.country.librarian, at=stand.at,
            )  # fmt: skip
            assert found.outcome in (Outcome.RECORDED, Outcome.ALREADY_COUNTED)
            return found.outcome is Outcome.RECORDED

    return scan_one


def bare(stand: Stand) -> ScanOne:
    """Return the same statements by the driver."""
    return BareScans(stand, SCANNERS)


def confirm(stand: Stand, arrivals: Sequence[int], expected: int) -> None:
    """Confirm every parcel in which something counted; each copy counts once, in obligations as in scans."""
    before = session().scalar(select(func.sum(Obligation.received))) or 0
    standing = select(Scan.arrival_id).join(Arrival).where(Scan.undone_at.is_(None))
    scanned = set(session().scalars(standing.distinct()))
    for arrival_id in arrivals:
        if arrival_id in scanned:
            with transaction():
                confirm_arrival(arrival_id=arrival_id, by=stand.country.librarian, at=stand.at)
    received = (session().scalar(select(func.sum(Obligation.received))) or 0) - before
    assert received == expected, f"{expected} copies came, {received} were received"
