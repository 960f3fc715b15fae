"""Acts of a collecting library: sending on what it took in for others."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import select, update

from app.deposits.consignments.models import Consignment, ConsignmentLine, Copy, PassedCopy
from app.deposits.consignments.services import cancel_consignment, tell
from app.deposits.obligations.models import Obligation
from app.deposits.passing.queries import held, lies_here
from app.deposits.receiving.models import Scan
from app.deposits.receiving.places import AWAY, copies_in, leave
from app.deposits.receiving.services.transfers import scans_of_sender
from app.deposits.series import next_code
from app.domain.actor import Actor
from app.domain.codes import CodeKind
from app.domain.errors import DomainError, NotFound
from app.infra import clock
from app.infra.db import session


def prepare_transfer(*, depository_id: int, lines: Mapping[int, int], by: Actor, at: datetime) -> Consignment:
    """Put copies that lie here into a parcel to the library they are for: so many towards each obligation.

    A copy that came without a label gets one, so that it is known again where it arrives. Zero leaves a line
    out.

    Raises:
        NotFound: the actor works at no library.
        DomainError: `consignment.empty`; `transfer.not_here`: fewer copies lie here than are to be sent.
    """
    wanted = {obligation_id: copies for obligation_id, copies in lines.items() if copies > 0}
    if by.organisation_id is None:
        raise NotFound("not_found")
    if not wanted:
        raise DomainError("consignment.empty")
    chosen = _taken_from_shelf(by.organisation_id, depository_id, wanted)
    transfer = Consignment(
        code=next_code(CodeKind.CONSIGNMENT, clock.local_day(at).year),
        depositor_id=by.organisation_id,
        depository_id=depository_id,
        is_transfer=True,
        created_at=at,
        created_by_id=by.account_id,
    )
    session().add(transfer)
    session().flush()
    for obligation_id, scans in chosen.items():
        _add_line(transfer, obligation_id, scans, at)
    releases = [scan.release_id for scans in chosen.values() for scan in scans if scan.release_id is not None]
    tell("transfer.prepared", transfer, releases, by, at, wanted)
    return transfer


def cancel_transfer(*, code: str, by: Actor, at: datetime) -> Consignment:
    """Take the copies of a transfer out of its parcel before it is opened: they lie here again.

    Raises as `cancel_consignment` does.
    """
    cancelled = cancel_consignment(code=code, by=by, at=at)
    lines = session().scalars(
        select(ConsignmentLine.id).where(ConsignmentLine.consignment_id == cancelled.id)
    )
    sent = scans_of_sender(copies_in(lines.all()), cancelled.depositor_id)
    session().execute(update(Scan).where(Scan.id.in_(sent), AWAY).values(passed_on_at=None))
    return cancelled


def _taken_from_shelf(
    library_id: int, depository_id: int, wanted: Mapping[int, int]
) -> Mapping[int, Sequence[Scan]]:
    """By obligation the scans of the copies to send, locked, so that none is sent twice."""
    statement = (
        held(Obligation.id, Scan)
        .where(lies_here(library_id), Obligation.id.in_(wanted), Obligation.depository_id == depository_id)
        .order_by(Scan.id)
        .with_for_update(of=Scan)
    )
    here: dict[int, list[Scan]] = {obligation_id: [] for obligation_id in sorted(wanted)}
    for obligation_id, scan in session().execute(statement):
        here[obligation_id].append(scan)
    for obligation_id, copies in wanted.items():
        if len(here[obligation_id]) < copies:
            raise DomainError("transfer.not_here", f"copies-{obligation_id}", here=len(here[obligation_id]))
    return {obligation_id: scans[: wanted[obligation_id]] for obligation_id, scans in here.items()}


def _add_line(transfer: Consignment, obligation_id: int, scans: Sequence[Scan], at: datetime) -> None:
    line = ConsignmentLine(
        consignment_id=transfer.id,
        obligation_id=obligation_id,
        release_id=scans[0].release_id,
        copies=len(scans),
    )
    session().add(line)
    session().flush()
    leave(scans, at)
    for scan in scans:
        if scan.copy_id is None:
            scan.copy = Copy(
                code=next_code(CodeKind.COPY, clock.local_day(at).year),
                line_id=line.id,
                release_id=line.release_id,
            )
        else:
            session().add(PassedCopy(line_id=line.id, copy_id=scan.copy_id))
    session().flush()
