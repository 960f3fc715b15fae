"""In which other parcel a label travels that was scanned in this one."""

from typing import NamedTuple

from sqlalchemy import and_, bindparam, select

from app.deposits.consignments.models import Consignment, ConsignmentLine, Copy
from app.deposits.obligations.transit import ON_ITS_WAY
from app.deposits.receiving.models import Scan
from app.deposits.receiving.places import current_line
from app.deposits.receiving.queries.parcels import Parcel
from app.domain.receiving import Condition
from app.infra.db import session
from app.organisations.models import Organisation


class SlipElsewhere(NamedTuple):
    """The parcel on whose slip a copy stands, and who sent it; `openable`: it is to be opened, or open, at
    the library of the desk."""

    code: str
    sender: Organisation
    openable: bool

    def is_of(self, depositor: Organisation | None) -> bool:
        """Whether it may be of the same house: the sender is not known, or the record of one is merged into
        that of the other."""
        return depositor is None or _house(depositor) == _house(self.sender)


def _house(record: Organisation) -> int:
    return record.merged_into_id or record.id


_SLIP = (
    select(
        Consignment.code,
        Organisation,
        and_(ON_ITS_WAY, Consignment.depository_id == bindparam("library")),
    )
    .select_from(Copy)
    .join(ConsignmentLine, ConsignmentLine.id == current_line())
    .join(Consignment, Consignment.id == ConsignmentLine.consignment_id)
    .join(Consignment.depositor)
    .where(Copy.id == bindparam("copy"))
)


_ADDRESSED_TO = (
    select(Organisation)
    .select_from(Copy)
    .join(ConsignmentLine, ConsignmentLine.id == current_line())
    .join(Consignment, Consignment.id == ConsignmentLine.consignment_id)
    .join(Consignment.depository)
    .where(Copy.code == bindparam("label"))
)


def addressed_to(parcel: Parcel, scan_id: int | None) -> Organisation | None:
    """Return the other library to which the copy of this scan, or of the last one, is addressed."""
    scan = _scan_in(parcel, scan_id)
    if scan is None or scan.condition is not Condition.ADDRESSED_ELSEWHERE:
        return None
    return session().scalar(_ADDRESSED_TO, {"label": scan.text})


def slip_elsewhere(parcel: Parcel, scan_id: int | None) -> SlipElsewhere | None:
    """Return the other parcel to which the copy of this scan, or of the last one, belongs; None where it
    belongs to this one, or to none."""
    scan = _scan_in(parcel, scan_id)
    slip = parcel.arrival.consignment
    on_slip = {line.obligation_id for line in slip.lines} if slip else set()
    if scan is None or scan.copy_id is None or parcel.tally.obligation_ids[scan.id] in on_slip:
        return None
    found = (
        session()
        .execute(_SLIP, {"copy": scan.copy_id, "library": parcel.arrival.depository_id})
        .one_or_none()
    )
    return SlipElsewhere(*found) if found and (slip is None or found[0] != slip.code) else None


def _scan_in(parcel: Parcel, scan_id: int | None) -> Scan | None:
    standing = {scan.id: scan for scan in parcel.tally.scans}
    return standing.get(scan_id) if scan_id else next(reversed(parcel.tally.scans), None)
