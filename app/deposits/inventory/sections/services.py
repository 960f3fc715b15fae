"""Acts on sections: they are opened and closed, and copies are placed into them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Integer, and_, exists, func, literal, not_, select
from sqlalchemy.dialects import postgresql, sqlite

from app.deposits.accessions.holding import held_at
from app.deposits.accessions.queries import KnownCopy, copies_called
from app.deposits.inventory.scope import own_library, takes_stock_at
from app.deposits.inventory.sections.choosing import within_range
from app.deposits.inventory.sections.models import Placement, Section
from app.deposits.receiving.models import Arrival, Receipt, Scan
from app.domain.actor import Actor
from app.domain.codes import ScannedCode, classify_scan
from app.domain.errors import Conflict, DomainError, NotFound
from app.domain.events import Event, Subject
from app.domain.script import as_seen
from app.infra.db import UtcDateTime, hold, session
from app.infra.events import publish


@dataclass(frozen=True, slots=True)
class Placed:
    """How many copies were placed, and how many of them had belonged to another section."""

    copies: int
    moved: int


def open_section(*, mark: str, name: str, by: Actor, at: datetime) -> Section:
    """Add a section to the actor's library. Marks that look alike, such as a Latin and a Cyrillic A, are one.

    Raises:
        NotFound: the actor works at no library.
        Conflict: `section.mark_used`.
    """
    depository_id = own_library(by)
    mark = " ".join(mark.split())
    hold(Section)
    used = session().scalars(select(Section.mark).where(Section.depository_id == depository_id))
    same = next((known for known in used if as_seen(known) == as_seen(mark)), None)
    if same is not None:
        raise Conflict("section.mark_used", "mark", mark=same)
    section = Section(depository_id=depository_id, mark=mark, name=name.strip(), created_at=at)
    session().add(section)
    session().flush()
    publish(Event("section.opened", by, at, _subjects(section), after={"mark": mark}))
    return section


def close_section(*, section_id: int, by: Actor, at: datetime) -> Section:
    """Let a section take no more copies. Closing again changes nothing.

    Raises:
        NotFound: no such section at the actor's library.
        Conflict: `section.not_empty`.
    """
    section = locked_section(section_id, by)
    placed = (
        select(Placement.scan_id)
        .join(Scan, Scan.id == Placement.scan_id)
        .join(Arrival, Arrival.id == Scan.arrival_id)
        .where(Placement.section_id == section_id, held_at(section.depository_id))
    )
    if session().scalar(placed.limit(1)) is not None:
        raise Conflict("section.not_empty")
    if section.closed_at is None:
        section.closed_at = at
        session().flush()
        publish(Event("section.closed", by, at, _subjects(section), after={"mark": section.mark}))
    return section


def place_scanned(*, section_id: int, text: str, by: Actor, at: datetime) -> int:
    """Place the copy that a scanned text means; return the scan that took it in.

    An ISBN means, at each scan, one more of the book's copies without a number that lie in no section.

    Raises:
        NotFound: no such section at the actor's library.
        DomainError: `placing.unknown_copy`, `placing.all_placed`, `placing.scan_number`.
    """
    section = locked_section(section_id, by)
    found = [copy for copy in copies_called(by, text) if copy.held]
    if not found:
        raise DomainError("placing.unknown_copy", "code", text=text)
    chosen = found[0].scan.id if len(found) == 1 else _one_more(found, text)
    _place(section, Scan.id == chosen, by, at)
    publish(Event("copies.placed", by, at, _subjects(section), after={"mark": section.mark, "copies": 1}))
    return chosen


def _one_more(found: Sequence[KnownCopy], text: str) -> int:
    """The first taken in of several copies that lies in no section and has no number: it would say which."""
    copies = [copy.scan.id for copy in found]
    lying = set(session().scalars(select(Placement.scan_id).where(Placement.scan_id.in_(copies))))
    free = [copy for copy in found if copy.scan.id not in lying]
    if not free:
        raise DomainError("placing.all_placed", "code", text=text)
    without = [copy.scan.id for copy in free if copy.accession is None or copy.accession.struck_at]
    if not without:
        raise DomainError("placing.scan_number", "code", text=text)
    return without[-1]


def place_many(
    *, section_id: int, receipt: str = "", first: str = "", last: str = "", by: Actor, at: datetime
) -> Placed:
    """Place many copies.

    Of a receipt all of them, or those with accession numbers from `first` to `last` in the order of their
    series, or, with neither, all that lie in no section.

    Raises:
        NotFound: no such section at the actor's library.
        DomainError: `placing.nothing`, `placing.no_range`.
        Conflict: `placing.receipt_or_range`.
    """
    section = locked_section(section_id, by)
    chosen = _chosen(section.depository_id, receipt.strip(), first.strip(), last.strip())
    moved = _elsewhere(section, chosen)
    placed = Placed(_place(section, chosen, by, at), moved)
    if not placed.copies:
        raise DomainError("placing.nothing")
    after = {"mark": section.mark, "copies": placed.copies}
    publish(Event("copies.placed", by, at, _subjects(section), after=after))
    return placed


def locked_section(section_id: int, by: Actor) -> Section:
    """Return an open section of the actor's library, locked. Raises `NotFound`."""
    section = session().get(Section, section_id, with_for_update=True, populate_existing=True)
    if section is None or not takes_stock_at(by, section.depository_id):
        raise NotFound("not_found")
    return section


def _chosen(depository_id: int, receipt: str, first: str, last: str) -> ColumnElement[bool]:
    if receipt and (first or last):
        raise Conflict("placing.receipt_or_range")
    if receipt:
        read = classify_scan(receipt)
        number = read.text if isinstance(read, ScannedCode) else receipt.upper()
        of_receipt = select(Receipt.arrival_id).where(
            Receipt.number == number, Receipt.depository_id == depository_id
        )
        return Scan.arrival_id.in_(of_receipt)
    if first or last:
        return within_range(depository_id, first or last, last or first)
    return not_(exists().where(Placement.scan_id == Scan.id))


def _elsewhere(section: Section, chosen: ColumnElement[bool]) -> int:
    """How many of the chosen copies belong to another section now."""
    copies = select(Scan.id).join(Arrival, Arrival.id == Scan.arrival_id)
    copies = copies.where(held_at(section.depository_id), chosen)
    moved = select(func.count()).where(Placement.section_id != section.id, Placement.scan_id.in_(copies))
    return session().scalar(moved) or 0


def _place(section: Section, chosen: ColumnElement[bool], by: Actor, at: datetime) -> int:
    """Place the held copies that meet a condition by one statement, however many they are."""
    if section.closed_at is not None:
        raise Conflict("section.closed")
    insert = postgresql.insert if session().get_bind().dialect.name == "postgresql" else sqlite.insert
    copies = (
        select(
            Scan.id,
            literal(section.id, Integer()),
            literal(at, UtcDateTime()),
            literal(by.account_id, Integer()),
        )
        .join(Arrival, Arrival.id == Scan.arrival_id)
        .where(and_(held_at(section.depository_id), chosen))
    )
    columns = ["scan_id", "section_id", "placed_at", "placed_by_id"]
    adding = insert(Placement).from_select(columns, copies)
    moving = adding.on_conflict_do_update(
        index_elements=["scan_id"],
        set_={name: getattr(adding.excluded, name) for name in columns[1:]},
    )
    return len(session().execute(moving.returning(Placement.scan_id)).all())


def _subjects(section: Section) -> tuple[Subject, ...]:
    return (Subject("section", section.id), Subject("organisation", section.depository_id))
