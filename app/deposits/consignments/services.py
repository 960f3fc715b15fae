"""Acts on consignments: composing, sending, cancelling."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import select

from app.deposits.consignments.models import Consignment, ConsignmentLine, Copy
from app.deposits.consignments.packing import pack
from app.deposits.consignments.queries import consignment_to_change
from app.deposits.consignments.surplus import refuse_more_than_owed, refuse_owed_no_longer
from app.deposits.obligations.models import Obligation
from app.deposits.obligations.scope import within_reach
from app.deposits.series import next_code
from app.domain.actor import Actor
from app.domain.codes import CodeKind
from app.domain.errors import Conflict, DomainError, NotFound
from app.domain.events import Event, Subject
from app.domain.law.vocabulary import Form
from app.infra import clock
from app.infra.db import session
from app.infra.events import publish
from app.organisations.collecting.queries import served_by
from app.policy.permissions import Permission

MOST_COPIES = 999


def create_consignment(
    *,
    depository_id: int,
    lines: Mapping[int, int],
    boxes: int = 1,
    more_than_owed: bool = False,
    by: Actor,
    at: datetime,
) -> Consignment:
    """Compose a parcel for one depository: so many copies towards each obligation, each with its own code.

    `boxes` is into how many it is packed. With `more_than_owed` more copies may be announced than are owed
    and in no other parcel (a spare one is surplus at the library); zero leaves a line out.

    Raises:
        NotFound: an obligation is not the actor's, or not owed to this depository nor to one for which it
            collects.
        DomainError: `consignment.empty`, `consignment.copies`, `consignment.nothing_to_send`,
            `consignment.boxes`, `consignment.more_than_owed`.
    """
    wanted = {obligation_id: copies for obligation_id, copies in lines.items() if copies != 0}
    if not wanted:
        raise DomainError("consignment.empty")
    if not all(0 < copies <= MOST_COPIES for copies in wanted.values()):
        raise DomainError("consignment.copies", most=MOST_COPIES)
    obligations = _obligations(by, depository_id, sorted(wanted))
    if not more_than_owed:
        refuse_more_than_owed(obligations, wanted)
    consignment = Consignment(
        code=next_code(CodeKind.CONSIGNMENT, clock.local_day(at).year),
        depositor_id=by.organisation_id,
        depository_id=depository_id,
        created_at=at,
        created_by_id=by.account_id,
    )
    session().add(consignment)
    session().flush()
    pack(consignment, boxes, at=at)
    for obligation in obligations:
        _add_line(consignment, obligation, wanted[obligation.id], at)
    session().flush()
    tell("consignment.prepared", consignment, [o.release_id for o in obligations], by, at, wanted)
    return consignment


def send_consignment(
    *, code: str, carrier: str, tracking: str, owed_no_longer: bool = False, by: Actor, at: datetime
) -> Consignment:
    """Mark a parcel as sent; its copies count as in transit from now on. With `owed_no_longer` it may hold
    what is not owed any more.

    Raises:
        NotFound: it is not the actor's.
        Conflict: `consignment.sent_already`, `consignment.cancelled_already`, `consignment.opened_already`.
        DomainError: `consignment.owed_no_longer`.
    """
    consignment = consignment_to_change(by, code)
    if consignment.cancelled_at is not None:
        raise Conflict("consignment.cancelled_already")
    if consignment.sent_at is not None:
        raise Conflict("consignment.sent_already")
    if consignment.arrived_at is not None:
        raise Conflict("consignment.opened_already")
    if not owed_no_longer:
        refuse_owed_no_longer(consignment)
    consignment.sent_at = at
    consignment.carrier = carrier
    consignment.tracking = tracking
    session().flush()
    tell("consignment.sent", consignment, releases_in(consignment), by, at, {"carrier": carrier})
    return consignment


def cancel_consignment(*, code: str, by: Actor, at: datetime) -> Consignment:
    """Take a parcel back before the library has opened it; its copies are owed as before.

    Raises:
        NotFound: it is not the actor's.
        Conflict: `consignment.arrived_already`, `consignment.cancelled_already`.
    """
    consignment = consignment_to_change(by, code)
    if consignment.arrived_at is not None or consignment.confirmed_at is not None:
        raise Conflict("consignment.arrived_already")
    if consignment.cancelled_at is not None:
        raise Conflict("consignment.cancelled_already")
    consignment.cancelled_at = at
    session().flush()
    tell("consignment.cancelled", consignment, releases_in(consignment), by, at, {})
    return consignment


def _obligations(by: Actor, depository_id: int, ids: Sequence[int]) -> Sequence[Obligation]:
    found = (
        session()
        .scalars(
            select(Obligation)
            .where(
                Obligation.id.in_(ids),
                Obligation.depository_id.in_({depository_id, *served_by(depository_id)}),
                Obligation.depositor_id.in_(by.organisation_ids),
                within_reach(by, Permission.CONSIGNMENT_PREPARE),
            )
            .order_by(Obligation.id)
        )
        .all()
    )
    if len(found) != len(ids):
        raise NotFound("not_found")
    if any(o.form == Form.FILE or o.cancelled_at is not None for o in found):
        raise DomainError("consignment.nothing_to_send")
    return found


def _add_line(consignment: Consignment, obligation: Obligation, copies: int, at: datetime) -> None:
    line = ConsignmentLine(
        consignment_id=consignment.id,
        obligation_id=obligation.id,
        release_id=obligation.release_id,
        copies=copies,
    )
    session().add(line)
    session().flush()
    year = clock.local_day(at).year
    session().add_all(
        Copy(code=next_code(CodeKind.COPY, year), line_id=line.id, release_id=obligation.release_id)
        for _ in range(copies)
    )


def releases_in(consignment: Consignment) -> Sequence[int]:
    """The releases of which a parcel holds copies."""
    statement = select(ConsignmentLine.release_id).where(ConsignmentLine.consignment_id == consignment.id)
    return session().scalars(statement.distinct().order_by(ConsignmentLine.release_id)).all()


def tell(
    name: str,
    consignment: Consignment,
    releases: Sequence[int],
    by: Actor,
    at: datetime,
    after: Mapping[int, int] | Mapping[str, str],
) -> None:
    """Publish what happened to a parcel, for it, the releases in it and its sender."""
    subjects = (
        Subject("consignment", consignment.id),
        *(Subject("release", release_id) for release_id in dict.fromkeys(releases)),
        Subject("organisation", consignment.depositor_id),
    )
    facts: dict[str, object] = {str(key): value for key, value in after.items()}
    publish(Event(name, by, at, subjects, after={"code": consignment.code, **facts}))
