"""Scanning copies of an opened parcel."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from sqlalchemy import and_, bindparam, or_, select

from app.deposits.receiving.matching import locked_label, names_another_issue, releases_meant, scanned_by_isbn
from app.deposits.receiving.models import Arrival, Scan
from app.deposits.receiving.services.boxes import note_box
from app.deposits.receiving.services.locking import locked_arrival, refuse_ended
from app.domain.actor import Actor
from app.domain.codes import CodeKind, ScannedCode, UnknownScan, classify_scan
from app.domain.events import Event, Subject
from app.domain.identifiers import BarCoded, Issn
from app.domain.receiving import Condition
from app.infra.db import session
from app.infra.events import publish


class Outcome(StrEnum):
    """What a scan led to. Only `recorded` made a row."""

    RECORDED = "recorded"
    ALREADY_COUNTED = "already_counted"
    CHOOSE = "choose"
    BOX_ARRIVED = "box_arrived"
    OTHER_BOX = "other_box"
    PARCEL_CODE = "parcel_code"
    PAPER_CODE = "paper_code"
    PRODUCT_CODE = "product_code"
    CHECK_CHARACTER = "check_character"
    UNKNOWN_LABEL = "unknown_label"
    UNREADABLE = "unreadable"


_OF_PAPER = {CodeKind.BOX: Outcome.OTHER_BOX, CodeKind.CONSIGNMENT: Outcome.PARCEL_CODE}
# Made once: to make a statement takes longer than to ask it, and hands wait for each scan.
_REPEATED = select(Scan).where(Scan.arrival_id == bindparam("here"), Scan.key == bindparam("act"))
_COUNTED = select(Scan).where(
    Scan.undone_at.is_(None),
    Scan.passed_on_at.is_(None),
    or_(
        Scan.copy_id == bindparam("same"),
        and_(Scan.arrival_id == bindparam("here"), Scan.text == bindparam("read")),
    ),
)


@dataclass(frozen=True, slots=True)
class ScanResult:
    """What one scan led to: its row (or the row that had counted the label already), or the releases among
    which the librarian must choose. `instead_of` is the ISBN by which the labelled copy had been scanned."""

    outcome: Outcome
    scan: Scan | None = None
    choices: tuple[int, ...] = ()
    instead_of: str = ""


@dataclass(frozen=True, slots=True)
class _Copy:
    """What a scan found; a copy without a release is a book that nobody registered."""

    text: str
    release_id: int | None = None
    copy_id: int | None = None
    elsewhere: bool = False
    on_slip: bool = False


@dataclass(frozen=True, slots=True)
class _Refusal:
    outcome: Outcome
    choices: tuple[int, ...] = field(default=())


def scan(
    *,
    arrival_id: int,
    text: str,
    key: str,
    condition: Condition,
    by: Actor,
    at: datetime,
    release_id: int | None = None,
    device_at: datetime | None = None,
    desk: int | None = None,
) -> ScanResult:
    """Record one scan of a label or an ISBN. `key` names the act: repeating it changes nothing, also once the
    parcel is confirmed.

    A label counts once wherever it is scanned, each scan of an ISBN again. The label of a copy on the slip
    takes the place of a scan by ISBN where the slip announced no further copy: one copy is one.

    The code of one of the parcel's boxes notes that box and counts nothing.

    `release_id` is the librarian's choice where an ISBN means several releases. A label for another library,
    or of another depositor than the parcel's, is addressed elsewhere: it does not count unless accepted.
    `device_at` is the clock of the device on which the scan waited; `desk` the session at which it is made.

    Raises:
        NotFound: no such arrival within reach.
        Conflict: `arrival.confirmed`, `arrival.discarded`.
    """
    arrival = locked_arrival(arrival_id, by)
    repeated = session().scalar(_REPEATED, {"here": arrival_id, "act": key})
    if repeated is not None:
        return ScanResult(Outcome.RECORDED, repeated)
    refuse_ended(arrival)
    code = classify_scan(text)
    if isinstance(code, ScannedCode) and note_box(arrival, code, by=by, at=at) is not None:
        return ScanResult(Outcome.BOX_ARRIVED)
    found = _find(arrival, text, release_id)
    if isinstance(found, _Refusal):
        return ScanResult(found.outcome, choices=found.choices)
    counted = _counted_already(arrival, found)
    if counted is not None:
        return ScanResult(Outcome.ALREADY_COUNTED, counted)
    made = _scan_of(found, condition)
    made.arrival_id, made.key, made.at, made.device_at, made.desk_id = arrival.id, key, at, device_at, desk
    return _record(arrival, found, made, by)


def _record(arrival: Arrival, found: _Copy, made: Scan, by: Actor) -> ScanResult:
    before = scanned_by_isbn(arrival, found.release_id) if found.on_slip else None
    made.by_id = by.account_id
    if before is not None:
        _take_place(made, before)
    session().add(made)
    session().flush()
    instead_of = before.text if before else ""
    said = {"instead_of": instead_of, "device_at": made.device_at.isoformat() if made.device_at else ""}
    after = {"text": made.text, "condition": made.condition.value, "release": made.release_id}
    told = after | {name: value for name, value in said.items() if value}
    publish(Event("scan.recorded", by, made.at, subjects(made), after=told))
    return ScanResult(Outcome.RECORDED, made, instead_of=instead_of)


def _scan_of(found: _Copy, condition: Condition) -> Scan:
    return Scan(
        text=found.text,
        release_id=found.release_id,
        copy_id=None if found.elsewhere else found.copy_id,
        condition=Condition.ADDRESSED_ELSEWHERE if found.elsewhere else condition,
    )


def _take_place(made: Scan, before: Scan) -> None:
    """Let the label stand for the copy that was scanned by its ISBN, with what was said of that copy."""
    before.undone_at = made.at
    if made.condition is Condition.GOOD:
        made.condition, made.decision, made.reason = before.condition, before.decision, before.reason


def _find(arrival: Arrival, text: str, release_id: int | None) -> _Copy | _Refusal:
    found = classify_scan(text)
    if isinstance(found, UnknownScan):
        reasons = {
            "scan.product_code": Outcome.PRODUCT_CODE,
            "code.check_character": Outcome.CHECK_CHARACTER,
        }
        return _Refusal(reasons.get(found.reason, Outcome.UNREADABLE))
    if isinstance(found, ScannedCode):
        return _find_label(arrival, found)
    return _find_book(arrival, found, release_id)


def _find_label(arrival: Arrival, code: ScannedCode) -> _Copy | _Refusal:
    if code.kind is not CodeKind.COPY:
        return _Refusal(_OF_PAPER.get(code.kind, Outcome.PAPER_CODE))
    label = locked_label(code.text)
    if label is None:
        return _Refusal(Outcome.UNKNOWN_LABEL)
    other_library = label.depository_id not in (None, arrival.depository_id)
    senders = (None, arrival.depositor_id)
    other_depositor = arrival.depositor_id is not None and label.depositor_id not in senders
    return _Copy(
        code.text,
        label.release_id,
        label.copy_id,
        elsewhere=other_library or other_depositor,
        on_slip=label.consignment_id is not None and label.consignment_id == arrival.consignment_id,
    )


def _find_book(arrival: Arrival, number: BarCoded, chosen: int | None) -> _Copy | _Refusal:
    if isinstance(number, Issn) and number.misread:
        return _Refusal(Outcome.CHECK_CHARACTER)
    meant = releases_meant(arrival, number)
    if not meant:
        # A wrong digit in a number that nobody registered is a slip of the finger, not a strange book.
        return _Copy(number.hyphenated) if number.valid else _Refusal(Outcome.CHECK_CHARACTER)
    if chosen in meant:
        return _Copy(number.hyphenated, chosen)
    if len(meant) > 1 or names_another_issue(arrival, meant, number):
        return _Refusal(Outcome.CHOOSE, tuple(meant))
    return _Copy(number.hyphenated, meant[0])


def _counted_already(arrival: Arrival, found: _Copy) -> Scan | None:
    if found.copy_id is None:
        return None
    sought = {"here": arrival.id, "same": found.copy_id, "read": found.text}
    return session().scalar(_COUNTED, sought)


def subjects(scanned: Scan) -> tuple[Subject, ...]:
    """Scans belong to the arrival alone: until the receipt nothing has happened to the release."""
    return (Subject("arrival", scanned.arrival_id),)
