"""Labelled copies: in which parcel one travels, whether it counts, and which scan by ISBN it stands for."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ScalarSelect, and_, bindparam, exists, func, or_, select

from app.deposits.consignments.models import Consignment, ConsignmentLine, Copy
from app.deposits.obligations.models import Obligation
from app.deposits.receiving.models import Arrival, Scan
from app.deposits.receiving.places import LIES, current_line, scanned_since
from app.domain.slips import taken_over
from app.infra.db import read, session


@dataclass(frozen=True, slots=True)
class LabelHere:
    """A labelled copy that is scanned in an arrival; both are locked until the transaction ends."""

    arrival_id: int
    depository_id: int
    depositor_id: int | None
    consignment_id: int | None
    confirmed_at: datetime | None
    discarded_at: datetime | None
    copy_id: int
    release_id: int


@dataclass(frozen=True, slots=True)
class LabelKnown:
    """What is known of such a copy: to which library, from whom and in which parcel it travels, to which one
    it is owed, and whether it is still: then its label `binds`; the scan that this act made already, and the
    one that counts it; whether copies of its book stand here by their ISBN."""

    depository_id: int | None
    depositor_id: int | None
    consignment_id: int | None
    owed_to_id: int | None
    binds: bool
    repeated_id: int | None
    counted_id: int | None
    some_by_isbn: bool


def scan_of_act() -> ScalarSelect[int]:
    """The scan that an act made, by its arrival (`here`) and its key (`act`)."""
    made = select(Scan.id).where(Scan.arrival_id == bindparam("here"), Scan.key == bindparam("act"))
    return made.scalar_subquery()


# Made once: to make a statement takes longer than to ask it, and hands wait for each scan.
_LOCKED = (
    select(
        Arrival.id,
        Arrival.depository_id,
        Arrival.depositor_id,
        Arrival.consignment_id,
        Arrival.confirmed_at,
        Arrival.discarded_at,
        Copy.id,
        Copy.release_id,
    )
    .select_from(Arrival)
    .join(Copy, Copy.code == bindparam("label"))
    .where(Arrival.id == bindparam("here"))
    # In this order, as everybody: the arrival, then the copy.
    .with_for_update(of=[Arrival, Copy])
)
_STANDING = (Scan.arrival_id == bindparam("here"), Scan.undone_at.is_(None))
# Two looks into indexes; by one condition for both the database reads every scan of the parcel.
_COUNTED = func.coalesce(
    select(Scan.id).where(LIES, Scan.copy_id == Copy.id).scalar_subquery(),
    # One that was addressed elsewhere counts nowhere, and has been scanned here all the same.
    select(Scan.id).where(*_STANDING, Scan.text == Copy.code).limit(1).scalar_subquery(),
)
# Who sent a copy took it back with its parcel; one that nobody owes any more is free for whoever lacks it.
_BINDS = and_(
    Consignment.id.is_not(None),
    Consignment.cancelled_at.is_(None),
    Obligation.cancelled_at.is_(None),
    Obligation.excused_at.is_(None),
    or_(Obligation.copies.is_(None), Obligation.received < Obligation.copies),
)
_SOME_BY_ISBN = exists().where(*_STANDING, Scan.release_id == Copy.release_id, Scan.copy_id.is_(None))
_KNOWN = (
    select(
        Consignment.depository_id,
        Consignment.depositor_id,
        Consignment.id,
        Obligation.depository_id,
        _BINDS,
        scan_of_act(),
        _COUNTED,
        _SOME_BY_ISBN,
    )
    .select_from(Copy)
    .outerjoin(ConsignmentLine, ConsignmentLine.id == current_line())
    .outerjoin(Consignment, Consignment.id == ConsignmentLine.consignment_id)
    .outerjoin(Obligation, Obligation.id == ConsignmentLine.obligation_id)
    .where(Copy.id == bindparam("copy"))
)
_SET_ASIDE = (
    select(Scan.id)
    .join(Arrival, Arrival.id == Scan.arrival_id)
    .join(Copy, Copy.code == Scan.text)
    .where(
        Scan.release_id == bindparam("release"),
        Copy.id == bindparam("copy"),
        Arrival.depository_id == bindparam("library"),
        Scan.copy_id.is_(None),
        LIES,
        ~scanned_since(),
    )
    .limit(1)
)
_SCANS = (
    select(Scan, ConsignmentLine.obligation_id)
    .outerjoin(Copy, Copy.id == Scan.copy_id)
    .outerjoin(ConsignmentLine, ConsignmentLine.id == current_line())
    .where(Scan.arrival_id == bindparam("here"))
    .order_by(Scan.id)
)
_BY_ISBN = (
    select(Scan)
    .where(*_STANDING, Scan.release_id == bindparam("release"), Scan.copy_id.is_(None))
    .order_by(Scan.id)
)
_ANNOUNCED = select(ConsignmentLine.id, ConsignmentLine.copies).where(
    ConsignmentLine.consignment_id == bindparam("parcel"), ConsignmentLine.release_id == bindparam("release")
)
_LABELLED = (
    select(func.count())
    .select_from(Scan)
    .join(Scan.copy)
    .where(*_STANDING, current_line().in_(bindparam("lines", expanding=True)))
)


def locked_label(arrival_id: int, code: str) -> LabelHere | None:
    """Return a copy by its label and the arrival in which it is scanned; None for a code that was never
    printed, or an arrival that is not there.

    Both stay locked until the transaction ends: scanned in two parcels at once, a copy counts in one.
    """
    found = read(_LOCKED, {"here": arrival_id, "label": code}).one_or_none()
    return LabelHere(*found) if found else None


def known_of(here: LabelHere, key: str) -> LabelKnown:
    """Return what is known of a copy when the act `key` scans it.

    A statement of its own, after the locks: PostgreSQL shows a statement what was committed before it began,
    not what was while it waited.
    """
    return LabelKnown(*read(_KNOWN, {"here": here.arrival_id, "copy": here.copy_id, "act": key}).one())


def set_aside_at(here: LabelHere) -> int | None:
    """Return the scan by which a copy of another library lies set aside at this one already, in whatever
    arrival; None where it does not."""
    label = {"copy": here.copy_id, "release": here.release_id, "library": here.depository_id}
    return session().scalar(_SET_ASIDE, label)


def scans_of(arrival_id: int) -> tuple[list[Scan], dict[int, int]]:
    """Return the scans of an arrival, those taken back too, in the order they were made; and for each copy
    with a label among them the obligation for which it travels."""
    rows = session().execute(_SCANS, {"here": arrival_id}).all()
    labels = {scan.copy_id: obligation_id for scan, obligation_id in rows if scan.copy_id and obligation_id}
    return [scan for scan, _obligation_id in rows], labels


def scanned_by_isbn(here: LabelHere) -> Scan | None:
    """Return the scan by ISBN of the copy whose label, one of the slip's own, is scanned now; None if that is
    another copy."""
    book = {"here": here.arrival_id, "release": here.release_id}
    unlabelled = {scan.id: scan for scan in session().scalars(_BY_ISBN, book)}
    slip = dict(iter(read(_ANNOUNCED, {"parcel": here.consignment_id, "release": here.release_id})))
    labelled = session().scalar(_LABELLED, {"here": here.arrival_id, "lines": list(slip)})
    mine = [(scan.id, scan.condition) for scan in unlabelled.values()]
    found = taken_over(sum(slip.values()), labelled or 0, mine)
    return unlabelled[found] if found is not None else None
