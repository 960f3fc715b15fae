"""Scanning the shelves: each scan is compared with what is expected of its release."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import and_, not_, or_, select

from app.deposits.accessions.holding import held_at
from app.deposits.accessions.models import Accession
from app.deposits.inventory.sections.models import Placement
from app.deposits.inventory.stock_takes.models import ExpectedCopy, ShelfScan, StockTake, StockTakePart
from app.deposits.inventory.stock_takes.recognising import (
    Recognised,
    Unclear,
    numbers_not_found,
    recognise,
)
from app.deposits.inventory.stock_takes.services.locking import locked_part
from app.deposits.receiving.models import Arrival, Scan
from app.deposits.receiving.offline.sent import SentScan
from app.deposits.receiving.places import LIES
from app.domain.actor import Actor
from app.domain.errors import NotFound
from app.domain.events import Event, Subject
from app.domain.stock_taking import HeldCopy, Seen, Verdict, compare
from app.infra.db import session
from app.infra.events import publish


class Outcome(StrEnum):
    """What a scan of a shelf led to. Only `recorded` made a row."""

    RECORDED = "recorded"
    ALREADY_SCANNED = "already_scanned"
    ALL_SCANNED = "all_scanned"
    CHOOSE = "choose"
    SCAN_NUMBER = "scan_number"
    PRODUCT_CODE = "product_code"
    CHECK_CHARACTER = "check_character"
    NO_COPY = "no_copy"
    NO_NUMBER = "no_number"
    NOT_GIVEN = "not_given"
    FIGURE_MISSING = "figure_missing"


@dataclass(frozen=True, slots=True)
class ShelfResult:
    """What one scan led to: its row (or the row that had counted the copy), or the releases that it means."""

    outcome: Outcome
    scan: ShelfScan | None = None
    choices: tuple[int, ...] = ()


def scan_shelf(
    *, part_id: int, text: str, key: str, release_id: int | None = None, by: Actor, at: datetime
) -> ShelfResult:
    """Record one scan on the shelf of a part. `key` names the act: repeating it changes nothing.

    A number or a label counts once, each scan of an ISBN again. Scanned both ways, a copy is one: its number
    or label stands. A misplaced copy that is scanned on its own shelf was put back, and one that
    nobody had received was received since: the earlier scan falls.

    Raises:
        NotFound: no such part at the actor's library.
        Conflict: `stock_take.closed`, `stock_take.not_begun`.
    """
    stock_take, part = locked_part(part_id, by)
    repeated = select(ShelfScan).where(ShelfScan.stock_take_id == stock_take.id, ShelfScan.key == key)
    before = session().scalar(repeated)
    if before is not None:
        return ShelfResult(Outcome.RECORDED, before)
    found = recognise(stock_take, text, release_id)
    if isinstance(found, Unclear):
        return _unclear(stock_take, found)
    counted = _counted_already(stock_take, found)
    anew = counted is not None and (_received_since(counted, found) or _put_back(stock_take, counted, part))
    if counted is not None and not anew:
        return ShelfResult(Outcome.ALREADY_SCANNED, counted)
    if counted is not None:
        counted.undone_at = at
    elif _is_one_of_those_named(stock_take, found, part):
        return ShelfResult(Outcome.ALL_SCANNED)
    made = ShelfScan(
        stock_take_id=stock_take.id, key=key, text=found.text, section_id=part.section_id,
        release_id=found.release_id, of_one=found.of_one, meant_id=found.meant_id,
        verdict=Verdict.UNKNOWN, at=at, by_id=by.account_id,
    )  # fmt: skip
    session().add(made)
    session().flush()
    _settle(stock_take, found.release_id, at)
    after = {"text": made.text, "verdict": made.verdict.value}
    publish(Event("shelf.scanned", by, at, (Subject("stock_take", stock_take.id),), after=after))
    return ShelfResult(Outcome.RECORDED, made)


def _unclear(stock_take: StockTake, found: Unclear) -> ShelfResult:
    outcome = Outcome(found.reason)
    if outcome is Outcome.SCAN_NUMBER and not numbers_not_found(stock_take, found.choices):
        outcome = Outcome.ALL_SCANNED
    return ShelfResult(outcome, choices=found.choices)


def undo_shelf_scan(*, part_id: int, scan_id: int | None, by: Actor, at: datetime) -> ShelfScan | None:
    """Take a scan back; the row stays. Without `scan_id` the last one of the actor's account on this shelf,
    from whichever device it came; None when there is nothing to take back.

    Raises:
        NotFound: no such part at the actor's library, no such scan in its stock-take.
        Conflict: `stock_take.closed`, `stock_take.not_begun`.
    """
    stock_take, part = locked_part(part_id, by)
    undone = _standing_scan(part, scan_id, by)
    if undone is None:
        return None
    undone.undone_at = at
    session().flush()
    _settle(stock_take, undone.release_id, at)
    subjects = (Subject("stock_take", stock_take.id),)
    publish(Event("shelf.undone", by, at, subjects, before={"text": undone.text}))
    return undone


def take_sent_shelf_scan(*, sent: SentScan, by: Actor, at: datetime) -> ShelfResult | None:
    """Record a scan that waited on a device, or take one back that was taken back there since; None if there
    is nothing more to be done.

    Raises as `scan_shelf` does.
    """
    if not sent.taken_back:
        return scan_shelf(part_id=sent.place_id, text=sent.text, key=sent.key, by=by, at=at)
    stock_take, part = locked_part(sent.place_id, by)
    came = select(ShelfScan.id).where(
        ShelfScan.stock_take_id == stock_take.id, ShelfScan.key == sent.key, ShelfScan.undone_at.is_(None)
    )
    scan_id = session().scalar(came)
    if scan_id is not None:
        undo_shelf_scan(part_id=part.id, scan_id=scan_id, by=by, at=at)
    return None


def settle_releases(*, depository_id: int, release_ids: Collection[int], at: datetime) -> None:
    """Compare anew what was scanned of releases in the stock-takes under way at a library."""
    under_way = select(StockTake).where(
        StockTake.depository_id == depository_id,
        StockTake.begun_at.is_not(None),
        StockTake.closed_at.is_(None),
    )
    locked = under_way.order_by(StockTake.id).with_for_update().execution_options(populate_existing=True)
    for stock_take in session().scalars(locked).all():
        scanned = select(ShelfScan.release_id).where(
            ShelfScan.stock_take_id == stock_take.id, ShelfScan.undone_at.is_(None)
        )
        seen = {release_id for release_id in session().scalars(scanned.distinct()) if release_id is not None}
        for release_id in sorted(seen.intersection(release_ids)):
            _settle(stock_take, release_id, at)


def _standing_scan(part: StockTakePart, scan_id: int | None, by: Actor) -> ShelfScan | None:
    standing = select(ShelfScan).where(
        ShelfScan.stock_take_id == part.stock_take_id, ShelfScan.undone_at.is_(None)
    )
    if scan_id is None:
        own = standing.where(ShelfScan.section_id == part.section_id, ShelfScan.by_id == by.account_id)
        return session().scalar(own.order_by(ShelfScan.id.desc()).limit(1))
    found = session().scalar(standing.where(ShelfScan.id == scan_id))
    if found is None:
        raise NotFound("not_found")
    return found


def _counted_already(stock_take: StockTake, found: Recognised) -> ShelfScan | None:
    if not found.of_one:
        return None
    same = ShelfScan.text == found.text
    if found.meant_id is not None:
        same = or_(same, ShelfScan.meant_id == found.meant_id)
    statement = select(ShelfScan).where(
        ShelfScan.stock_take_id == stock_take.id, ShelfScan.undone_at.is_(None), ShelfScan.of_one, same
    )
    return session().scalar(statement.limit(1))


def _received_since(counted: ShelfScan, found: Recognised) -> bool:
    """Whether a copy that no receipt knew when it was scanned was taken in since, or taken in anew."""
    return counted.copy_id is None and found.meant_id not in (None, counted.meant_id)


def _put_back(stock_take: StockTake, counted: ShelfScan, part: StockTakePart) -> bool:
    """Whether a copy that was found on another shelf is scanned now where it belongs."""
    if counted.verdict is not Verdict.MISPLACED or counted.release_id is None:
        return False
    copies = _copies(stock_take, counted.release_id)
    return any(copy.key == counted.copy_id and copy.section == part.section_id for copy in copies)


def _is_one_of_those_named(stock_take: StockTake, found: Recognised, part: StockTakePart) -> bool:
    """Whether one more scan of an ISBN, or of a label that no receipt knows, could only be a copy on this
    shelf that was scanned by its number or label already."""
    if found.meant_id is not None or found.release_id is None:
        return False
    scans = _standing(stock_take, found.release_id)
    one_more = Seen(max((scan.id for scan in scans), default=0) + 1, part.section_id, of_one=found.of_one)
    matches = compare(_copies(stock_take, found.release_id), [*map(_seen, scans), one_more])
    return matches[one_more.key].again


def _standing(stock_take: StockTake, release_id: int) -> Sequence[ShelfScan]:
    mine = (ShelfScan.stock_take_id == stock_take.id, ShelfScan.release_id == release_id)
    return session().scalars(select(ShelfScan).where(*mine, ShelfScan.undone_at.is_(None))).all()


def _seen(scan: ShelfScan) -> Seen:
    return Seen(scan.id, scan.section_id, scan.meant_id, of_one=scan.of_one)


def _settle(stock_take: StockTake, release_id: int | None, at: datetime) -> None:
    """Compare anew what was scanned of a release with its copies; there are few of them in one library."""
    if release_id is None:
        return
    scans = _standing(stock_take, release_id)
    matches = compare(_copies(stock_take, release_id), map(_seen, scans))
    changed = [scan for scan in scans if scan.copy_id != matches[scan.id].copy]
    # No two rows may name one copy, not even for a moment.
    for scan in changed:
        scan.copy_id = None
    session().flush()
    for scan in scans:
        scan.copy_id, scan.verdict = matches[scan.id].copy, matches[scan.id].verdict
        if matches[scan.id].again:
            scan.undone_at = at
    session().flush()


def _copies(stock_take: StockTake, release_id: int) -> Sequence[HeldCopy]:
    """The copies of a release that should have been there when it began, and those that the library holds."""
    expected = session().execute(
        select(ExpectedCopy, Scan.copy_id.is_not(None), not_(LIES))
        .join(Scan, Scan.id == ExpectedCopy.copy_id)
        .where(ExpectedCopy.stock_take_id == stock_take.id, ExpectedCopy.release_id == release_id)
    )
    copies = {
        copy.copy_id: HeldCopy(copy.copy_id, copy.section_id, True, bool(copy.number), by_label, gone)
        for copy, by_label, gone in expected
    }
    numbered = and_(Accession.scan_id == Scan.id, Accession.struck_at.is_(None))
    held = session().execute(
        select(Scan.id, Placement.section_id, Accession.id.is_not(None), Scan.copy_id.is_not(None))
        .join(Arrival, Arrival.id == Scan.arrival_id)
        .outerjoin(Placement, Placement.scan_id == Scan.id)
        .outerjoin(Accession, numbered)
        .where(held_at(stock_take.depository_id), Scan.release_id == release_id)
    )
    for copy_id, section_id, has_number, by_label in held:
        copies.setdefault(copy_id, HeldCopy(copy_id, section_id, False, has_number, by_label))
    return list(copies.values())
