"""Scanning copies of an opened parcel."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from sqlalchemy import select

from app.deposits.consignments.models import Copy
from app.deposits.receiving.labels import (
    LabelHere,
    LabelKnown,
    known_of,
    locked_label,
    scan_of_act,
    scanned_by_isbn,
    set_aside_at,
)
from app.deposits.receiving.matching import names_another_issue, releases_meant
from app.deposits.receiving.models import Arrival, Scan
from app.deposits.receiving.places import has_had
from app.deposits.receiving.services.boxes import note_box
from app.deposits.receiving.services.conditions import said_of
from app.deposits.receiving.services.locking import locked_arrival, refuse_ended, works_at
from app.deposits.series import next_code
from app.domain.actor import Actor
from app.domain.codes import CodeKind, ScannedCode, UnknownScan, classify_scan
from app.domain.codes import Scan as Scanned
from app.domain.errors import NotFound
from app.domain.events import Event, Subject
from app.domain.identifiers import BarCoded, Issn
from app.domain.receiving import Condition
from app.infra import clock
from app.infra.db import add_row, session
from app.infra.events import publish
from app.publications.models import Release


class Outcome(StrEnum):
    """What a scan led to. Only `recorded` made a row."""

    RECORDED = "recorded"
    ALREADY_COUNTED = "already_counted"
    CHOOSE = "choose"
    ANOTHER_ISSUE = "another_issue"
    BOX_ARRIVED = "box_arrived"
    OTHER_BOX = "other_box"
    PARCEL_CODE = "parcel_code"
    PAPER_CODE = "paper_code"
    PRODUCT_CODE = "product_code"
    CHECK_CHARACTER = "check_character"
    UNKNOWN_LABEL = "unknown_label"
    UNREADABLE = "unreadable"


ASKING = (Outcome.CHOOSE, Outcome.ANOTHER_ISSUE)
"""After these the librarian says which release it is."""

_OF_CODE = {
    CodeKind.COPY: Outcome.UNKNOWN_LABEL,  # never printed: those that were have been found
    CodeKind.BOX: Outcome.OTHER_BOX,
    CodeKind.CONSIGNMENT: Outcome.PARCEL_CODE,
}
_OF_ACT = select(scan_of_act())


@dataclass(frozen=True, slots=True)
class ScanResult:
    """What one scan led to: its row (or the row that had taken the label in already), or the releases among
    which the librarian must choose. `instead_of` is the ISBN by which the labelled copy had been scanned,
    `said_before` its condition as it was named then."""

    outcome: Outcome
    scan_id: int | None = None
    choices: tuple[int, ...] = ()
    instead_of: str = ""
    said_before: Condition = Condition.GOOD


@dataclass(frozen=True, slots=True)
class _Act:
    """One scan: where and under which key, by whom and when, and what is said of the copy."""

    arrival_id: int
    key: str
    condition: Condition
    by: Actor
    at: datetime
    device_at: datetime | None
    desk: int | None


@dataclass(frozen=True, slots=True)
class _Copy:
    """What a scan found; a copy without a release is a book that nobody registered. `before` is the scan by
    ISBN of this very copy."""

    text: str
    release_id: int | None = None
    copy_id: int | None = None
    elsewhere: bool = False
    before: Scan | None = None


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

    `release_id` is the librarian's choice where an ISBN means several releases. A label for another library
    is addressed elsewhere: it does not count unless accepted, but where its parcel is cancelled or its copy
    owed no longer. One of another sender counts for that sender.
    `device_at` is the clock of the device on which the scan waited; `desk` the session at which it is made.

    Raises:
        NotFound: no such arrival within reach.
        Conflict: `arrival.confirmed`, `arrival.discarded`.
    """
    act, code = _Act(arrival_id, key, condition, by, at, device_at, desk), classify_scan(text)
    if isinstance(code, ScannedCode) and code.kind is CodeKind.COPY:
        here = locked_label(arrival_id, code.text)
        if here is not None:
            return _scan_label(act, code.text, here)
    return _scan_other(act, code, release_id)


def take_by_title(
    *,
    arrival_id: int,
    release_id: int,
    key: str,
    condition: Condition,
    by: Actor,
    at: datetime,
    desk: int | None = None,
) -> ScanResult:
    """Take in a copy that bears nothing to scan, by the title that the librarian chose. It gets a code of its
    own, to be printed on a label, and counts from then on by that. `key` and `desk` as in `scan`.

    Raises:
        NotFound: no such arrival within reach, no such release.
        Conflict: `arrival.confirmed`, `arrival.discarded`.
    """
    arrival = locked_arrival(arrival_id, by)
    repeated_id = session().scalar(_OF_ACT, {"here": arrival_id, "act": key})
    if repeated_id is not None:
        return ScanResult(Outcome.RECORDED, repeated_id)
    refuse_ended(arrival)
    if session().get(Release, release_id) is None:
        raise NotFound("not_found")
    code = next_code(CodeKind.COPY, clock.local_day(at).year)
    copy_id = add_row(Copy, {"code": code, "release_id": release_id})
    act = _Act(arrival_id, key, condition, by, at, None, desk)
    return _record(act, _Copy(code, release_id, copy_id))


def _scan_label(act: _Act, text: str, here: LabelHere) -> ScanResult:
    if not works_at(act.by, here.depository_id):
        raise NotFound("not_found")
    known = known_of(here, act.key)
    if known.repeated_id is not None:
        return ScanResult(Outcome.RECORDED, known.repeated_id)
    refuse_ended(here)
    if known.counted_id is not None:
        return ScanResult(Outcome.ALREADY_COUNTED, known.counted_id)
    elsewhere = _is_for_another(here, known)
    set_aside_id = set_aside_at(here) if elsewhere else None
    if set_aside_id is not None:
        return ScanResult(Outcome.ALREADY_COUNTED, set_aside_id)
    on_slip = known.consignment_id is not None and known.consignment_id == here.consignment_id
    before = scanned_by_isbn(here) if on_slip and known.some_by_isbn else None
    return _record(act, _Copy(text, here.release_id, here.copy_id, elsewhere, before))


def _is_for_another(here: LabelHere, known: LabelKnown) -> bool:
    """Whoever brought it: a copy addressed or owed to this library is where the law wants it, and a label
    that binds nobody makes no copy worse than its ISBN would."""
    if not known.binds or here.depository_id in (known.depository_id, known.owed_to_id):
        return False
    return not has_had(known.depository_id, here.copy_id)


def _scan_other(act: _Act, code: Scanned, release_id: int | None) -> ScanResult:
    arrival = locked_arrival(act.arrival_id, act.by)
    repeated_id = session().scalar(_OF_ACT, {"here": act.arrival_id, "act": act.key})
    if repeated_id is not None:
        return ScanResult(Outcome.RECORDED, repeated_id)
    refuse_ended(arrival)
    if isinstance(code, ScannedCode) and note_box(arrival, code, by=act.by, at=act.at) is not None:
        return ScanResult(Outcome.BOX_ARRIVED)
    found = _find(arrival, code, release_id)
    return (
        ScanResult(found.outcome, choices=found.choices)
        if isinstance(found, _Refusal)
        else _record(act, found)
    )


def _record(act: _Act, found: _Copy) -> ScanResult:
    before, said = found.before, said_of(_condition_of(act, found), found.before)
    if before is not None:
        before.undone_at = act.at
    scan_id = add_row(
        Scan,
        {
            "arrival_id": act.arrival_id,
            "key": act.key,
            "text": found.text,
            "release_id": found.release_id,
            "copy_id": None if found.elsewhere else found.copy_id,
            "at": act.at,
            "device_at": act.device_at,
            "by_id": act.by.account_id,
            "desk_id": act.desk,
            **said,
        },
    )
    more = {
        "instead_of": before.text if before else "",
        "device_at": act.device_at.isoformat() if act.device_at else "",
    }
    told = {"text": found.text, "condition": str(said["condition"]), "release": found.release_id}
    told |= {name: value for name, value in more.items() if value}
    earlier = {"condition": before.condition.value} if before else {}
    publish(Event("scan.recorded", act.by, act.at, subjects(act.arrival_id), earlier, told))
    if before is None:
        return ScanResult(Outcome.RECORDED, scan_id)
    return ScanResult(Outcome.RECORDED, scan_id, instead_of=before.text, said_before=before.condition)


def _condition_of(act: _Act, found: _Copy) -> Condition:
    return Condition.ADDRESSED_ELSEWHERE if found.elsewhere else act.condition


def _find(arrival: Arrival, found: Scanned, release_id: int | None) -> _Copy | _Refusal:
    if isinstance(found, UnknownScan):
        reasons = {
            "scan.product_code": Outcome.PRODUCT_CODE,
            "code.check_character": Outcome.CHECK_CHARACTER,
        }
        return _Refusal(reasons.get(found.reason, Outcome.UNREADABLE))
    if isinstance(found, ScannedCode):
        return _Refusal(_OF_CODE.get(found.kind, Outcome.PAPER_CODE))
    return _find_book(arrival, found, release_id)


def _find_book(arrival: Arrival, number: BarCoded, chosen: int | None) -> _Copy | _Refusal:
    if isinstance(number, Issn) and number.misread:
        return _Refusal(Outcome.CHECK_CHARACTER)
    meant = releases_meant(arrival, number)
    if not meant:
        # A wrong digit in a number that nobody registered is a slip of the finger, not a strange book.
        return _Copy(number.hyphenated) if number.valid else _Refusal(Outcome.CHECK_CHARACTER)
    # What the bar code says of the issue stays with the copy: by that its title's way of numbering is known.
    text = number.with_add_on if isinstance(number, Issn) else number.hyphenated
    if chosen in meant:
        return _Copy(text, chosen)
    if names_another_issue(arrival, meant, number):
        return _Refusal(Outcome.ANOTHER_ISSUE, tuple(meant))
    if len(meant) > 1:
        return _Refusal(Outcome.CHOOSE, tuple(meant))
    return _Copy(text, meant[0])


def subjects(arrival_id: int) -> tuple[Subject, ...]:
    """Scans belong to the arrival alone: until the receipt nothing has happened to the release."""
    return (Subject("arrival", arrival_id),)
