"""Reads of consignments, each within the actor's reach."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, and_, exists, false, func, or_, select, true, tuple_
from sqlalchemy.orm import joinedload, selectinload

from app.deposits.consignments.models import Consignment, ConsignmentLine
from app.deposits.consignments.states import ConsignmentState
from app.deposits.obligations.models import Obligation
from app.deposits.obligations.queries import ObligationFilter, list_obligations
from app.deposits.obligations.rows import ObligationRow
from app.deposits.obligations.scope import State, in_state, within_reach
from app.deposits.obligations.transit import BY_DEPOSITOR, ON_ITS_WAY, UNDELIVERED, in_transit
from app.domain.actor import Actor
from app.domain.codes import CodeKind, parse_code
from app.domain.errors import DomainError, NotFound
from app.infra.db import session
from app.organisations.collecting.queries import collectors_of, served_by
from app.organisations.models import Organisation
from app.policy.permissions import Permission
from app.policy.predicates import Reach
from app.policy.table import reaches
from app.publications.models import Publication, Release

# A parcel is composed from one page; who owes one library more than this composes several.
MOST_LINES = 200


@dataclass(frozen=True, slots=True)
class ConsignmentRow:
    """What a list shows of a consignment."""

    id: int
    code: str
    depositor: Organisation
    depository: Organisation
    copies: int
    created_at: datetime
    sent_at: datetime | None
    arrived_at: datetime | None
    confirmed_at: datetime | None
    cancelled_at: datetime | None


@dataclass(frozen=True, slots=True)
class Destination:
    """A depository to which the actor still owes copies that are not on their way, and the library, if any,
    that takes parcels in for it."""

    depository: Organisation
    obligations: int
    earliest_due: date | None
    collector: Organisation | None


@dataclass(frozen=True, slots=True)
class CopiesInParcel:
    """Copies that lie in a parcel; it is `on_its_way` once it was sent, or the library has opened it."""

    code: str
    copies: int
    on_its_way: bool


def within_consignment_reach(actor: Actor) -> ColumnElement[bool]:
    """The condition that the actor may read a consignment."""
    return or_(false(), *(_reached(r, actor) for r in reaches(actor, Permission.CONSIGNMENT_READ)))


def _reached(reach: Reach, actor: Actor) -> ColumnElement[bool]:
    if reach is Reach.ALL or (reach is Reach.REGION and actor.region_soato is None):
        return true()
    if reach is Reach.REGION:
        depositor = select(Organisation.region_soato).where(Organisation.id == Consignment.depositor_id)
        return depositor.scalar_subquery() == actor.region_soato
    if actor.organisation_id is None:
        return false()
    if reach is Reach.AS_DEPOSITOR:
        return Consignment.depositor_id.in_(actor.organisation_ids)
    # A library learns of a parcel once it is sent, or when it stands on its desk; its own transfers it knows.
    shown = or_(Consignment.sent_at.is_not(None), Consignment.arrived_at.is_not(None))
    own = and_(Consignment.is_transfer, Consignment.depositor_id == actor.organisation_id)
    return or_(and_(Consignment.depository_id == actor.organisation_id, shown), own)


def consignment_for(actor: Actor, code: str) -> Consignment:
    """Return a consignment by its code, with its lines, their releases and copies.

    Raises:
        NotFound: there is none within reach.
    """
    publication = joinedload(ConsignmentLine.release).joinedload(Release.publication)
    lines = selectinload(Consignment.lines).options(
        publication.selectinload(Publication.identifiers),
        publication.selectinload(Publication.contributors),
        joinedload(ConsignmentLine.obligation).options(
            joinedload(Obligation.rule_set), joinedload(Obligation.depository)
        ),
        selectinload(ConsignmentLine.items),
        selectinload(ConsignmentLine.passed),
    )
    places = joinedload(Consignment.depository).options(
        joinedload(Organisation.region), joinedload(Organisation.district)
    )
    statement = (
        select(Consignment)
        .where(Consignment.code == _canonical(code), within_consignment_reach(actor))
        .options(joinedload(Consignment.depositor), places, lines, selectinload(Consignment.boxes))
    )
    found = session().scalar(statement)
    if found is None:
        raise NotFound("not_found")
    return found


def consignment_to_change(actor: Actor, code: str) -> Consignment:
    """Return a consignment of the actor's own, locked until the transaction ends. Raises `NotFound`."""
    statement = select(Consignment).where(
        Consignment.code == _canonical(code),
        Consignment.depositor_id.in_(actor.organisation_ids),
        within_consignment_reach(actor),
    )
    found = session().scalar(statement.with_for_update())
    if found is None:
        raise NotFound("not_found")
    return found


def list_consignments(
    actor: Actor,
    *,
    state: ConsignmentState | None = None,
    after: tuple[datetime, int] | None = None,
    limit: int,
) -> list[ConsignmentRow]:
    """Consignments within reach, the newest first; `after` is the key (made at, id) of the last row."""
    depositor, depository = Consignment.depositor, Consignment.depository
    copies = (
        select(func.coalesce(func.sum(ConsignmentLine.copies), 0))
        .where(ConsignmentLine.consignment_id == Consignment.id)
        .correlate(Consignment)
        .scalar_subquery()
    )
    statement = (
        select(Consignment, copies)
        .where(within_consignment_reach(actor), _in_state(state))
        .options(joinedload(depositor), joinedload(depository))
        .order_by(Consignment.created_at.desc(), Consignment.id.desc())
        .limit(limit)
    )
    if after is not None:
        statement = statement.where(tuple_(Consignment.created_at, Consignment.id) < after)
    return [_row(consignment, int(count)) for consignment, count in session().execute(statement)]


def destinations(actor: Actor, today: date) -> list[Destination]:
    """The depositories to which the actor can send something now, the earliest due first."""
    statement = (
        select(Organisation, func.count(), func.min(Obligation.due_on))
        .join(Obligation, Obligation.depository_id == Organisation.id)
        .where(
            within_reach(actor, Permission.CONSIGNMENT_PREPARE), in_state(State.TO_SEND, today, in_transit())
        )
        .group_by(Organisation.id)
        .order_by(func.min(Obligation.due_on).asc().nulls_last(), Organisation.id)
    )
    found = session().execute(statement).all()
    collectors = collectors_of([depository.id for depository, _count, _due in found])
    return [
        Destination(depository, count, due, collectors.get(depository.id)) for depository, count, due in found
    ]


def sendable_to(
    actor: Actor, depository_id: int, *, today: date, collected: bool = False
) -> list[ObligationRow]:
    """What the actor still owes to a depository in copies, and if `collected` to those for which it collects;
    the earliest due first, MOST_LINES at most."""
    libraries = {depository_id, *(served_by(depository_id) if collected else ())}
    found = [
        row
        for own in sorted(actor.organisation_ids)
        for library_id in sorted(libraries)
        for row in list_obligations(actor, _to_send(library_id, own), today=today, limit=MOST_LINES)
    ]
    return sorted(found, key=lambda row: (row.due_on or date.max, row.id))[:MOST_LINES]


def _to_send(depository_id: int, depositor_id: int) -> ObligationFilter:
    return ObligationFilter(state=State.TO_SEND, depository_id=depository_id, depositor_id=depositor_id)


def drafts_of(actor: Actor, obligation_ids: Sequence[int]) -> Mapping[int, Sequence[CopiesInParcel]]:
    """By obligation, its copies in parcels of the actor's own that are prepared and not sent."""
    own = Consignment.depositor_id.in_(actor.organisation_ids)
    return _in_parcels(obligation_ids, own, _in_state(ConsignmentState.DRAFT))


def undelivered_by_publisher(obligation_ids: Sequence[int]) -> Mapping[int, Sequence[CopiesInParcel]]:
    """By obligation, its copies in parcels, prepared or on their way, of who registered the release; the
    caller has made sure of its reach."""
    publisher = (
        select(Publication.publisher_id)
        .join(Release, Release.publication_id == Publication.id)
        .where(Release.id == ConsignmentLine.release_id)
    )
    return _in_parcels(obligation_ids, Consignment.depositor_id == publisher.scalar_subquery(), UNDELIVERED)


def _in_parcels(
    obligation_ids: Sequence[int], *which: ColumnElement[bool]
) -> Mapping[int, Sequence[CopiesInParcel]]:
    statement = (
        select(ConsignmentLine.obligation_id, Consignment.code, ConsignmentLine.copies, ON_ITS_WAY)
        .join(Consignment, Consignment.id == ConsignmentLine.consignment_id)
        .where(ConsignmentLine.obligation_id.in_(obligation_ids), BY_DEPOSITOR, *which)
        .order_by(Consignment.id)
    )
    found: defaultdict[int, list[CopiesInParcel]] = defaultdict(list)
    for obligation_id, code, copies, on_its_way in session().execute(statement):
        found[obligation_id].append(CopiesInParcel(code, copies, on_its_way))
    return found


def consignments_of_release(actor: Actor, release_id: int) -> Sequence[Consignment]:
    """The consignments within reach that hold copies of a release, the newest first."""
    holds = exists().where(
        ConsignmentLine.consignment_id == Consignment.id, ConsignmentLine.release_id == release_id
    )
    statement = (
        select(Consignment)
        .where(holds, within_consignment_reach(actor))
        .options(joinedload(Consignment.depository))
        .order_by(Consignment.created_at.desc(), Consignment.id.desc())
    )
    return session().scalars(statement).all()


def _in_state(state: ConsignmentState | None) -> ColumnElement[bool]:
    row = Consignment
    conditions: dict[ConsignmentState | None, ColumnElement[bool]] = {
        None: true(),
        ConsignmentState.DRAFT: and_(
            row.sent_at.is_(None),
            row.arrived_at.is_(None),
            row.cancelled_at.is_(None),
            row.confirmed_at.is_(None),
        ),
        ConsignmentState.SENT: and_(
            row.sent_at.is_not(None), row.arrived_at.is_(None), row.cancelled_at.is_(None)
        ),
        ConsignmentState.OPEN: and_(row.arrived_at.is_not(None), row.confirmed_at.is_(None)),
        ConsignmentState.CONFIRMED: row.confirmed_at.is_not(None),
        ConsignmentState.CANCELLED: row.cancelled_at.is_not(None),
    }
    return conditions[state]


def _row(consignment: Consignment, copies: int) -> ConsignmentRow:
    return ConsignmentRow(
        consignment.id,
        consignment.code,
        consignment.depositor,
        consignment.depository,
        copies,
        consignment.created_at,
        consignment.sent_at,
        consignment.arrived_at,
        consignment.confirmed_at,
        consignment.cancelled_at,
    )


def _canonical(code: str) -> str:
    """Return the code as it is kept, however it was typed; what is no consignment code finds nothing."""
    try:
        parsed = parse_code(code)
    except DomainError as error:
        raise NotFound("not_found") from error
    if parsed.kind is not CodeKind.CONSIGNMENT:
        raise NotFound("not_found")
    return parsed.text
