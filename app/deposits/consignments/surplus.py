"""What a parcel holds beyond what is owed, with what other parcels hold already."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping

from sqlalchemy import func, select

from app.deposits.consignments.models import Consignment, ConsignmentLine
from app.deposits.consignments.states import ConsignmentState, state_of
from app.deposits.obligations.models import Obligation
from app.deposits.obligations.transit import BY_DEPOSITOR, STILL_IN_IT, UNDELIVERED, beside_slips
from app.deposits.receiving.places import absent_from
from app.domain.errors import DomainError
from app.infra.db import session
from app.publications.models import Publication, Release
from app.publications.queries import full_title


def beyond_owed(consignment: Consignment) -> Mapping[int, int]:
    """By obligation, the copies still in a parcel that go beyond what is owed and not in an earlier one or at
    a desk; nothing once it is received, nor in a transfer, whose copies are owed no longer by its sender."""
    if not _is_weighed(consignment):
        return Counter()
    gone = absent_from([consignment], counted=True)
    announced = {line.obligation_id: line.copies - gone[line.id] for line in consignment.lines}
    return _beyond([line.obligation for line in consignment.lines], announced, before=consignment.id)


def ended_lines(consignment: Consignment, beyond: Mapping[int, int]) -> frozenset[int]:
    """The obligations of a parcel under which nothing is owed any more, of those that hold copies `beyond`
    it."""
    obligations = (line.obligation for line in consignment.lines)
    return frozenset(each.id for each in obligations if beyond.get(each.id) and _still_owed(each) == 0)


def refuse_owed_no_longer(consignment: Consignment) -> None:
    """Let nobody send unawares what was owed when the parcel was prepared and is not owed now, lies in an
    earlier parcel or at a desk, be it a part of the copies.

    Raises:
        DomainError: `consignment.owed_no_longer`, with each title and how many copies are too many.
    """
    if consignment.is_transfer:
        return
    statement = (
        select(full_title(), STILL_IN_IT, Obligation)
        .select_from(ConsignmentLine)
        .join(Obligation, Obligation.id == ConsignmentLine.obligation_id)
        .join(Release, Release.id == ConsignmentLine.release_id)
        .join(Publication, Publication.id == Release.publication_id)
        .where(ConsignmentLine.consignment_id == consignment.id)
        .order_by(ConsignmentLine.id)
    )
    lines = session().execute(statement).all()
    announced = {obligation.id: copies for _title, copies, obligation in lines}
    beyond = _beyond([obligation for _title, _copies, obligation in lines], announced, before=consignment.id)
    titles = [
        f"{title} ({beyond[obligation.id]})" for title, _copies, obligation in lines if beyond[obligation.id]
    ]
    if titles:
        raise DomainError("consignment.owed_no_longer", "owed_no_longer", titles=", ".join(titles))


def refuse_more_than_owed(obligations: Collection[Obligation], wanted: Mapping[int, int]) -> None:
    """Let nobody announce more than is owed unawares.

    Raises:
        DomainError: `consignment.more_than_owed`, with each title and how many copies are too many.
    """
    beyond = _beyond(obligations, wanted)
    if not beyond:
        return
    statement = (
        select(Obligation.id, full_title())
        .join(Release, Release.id == Obligation.release_id)
        .join(Publication, Publication.id == Release.publication_id)
        .where(Obligation.id.in_(beyond))
        .order_by(Obligation.id)
    )
    titles = [f"{title} (+{beyond[obligation_id]})" for obligation_id, title in session().execute(statement)]
    raise DomainError("consignment.more_than_owed", "more_than_owed", titles=", ".join(titles))


def _still_owed(obligation: Obligation) -> int | None:
    """The copies that are still owed; None while their number is not known."""
    if obligation.cancelled_at is not None or obligation.excused_at is not None:
        return 0
    return None if obligation.copies is None else max(0, obligation.copies - obligation.handed_over)


def _is_weighed(consignment: Consignment) -> bool:
    return not consignment.is_transfer and state_of(consignment) in (
        ConsignmentState.DRAFT,
        ConsignmentState.SENT,
    )


def _beyond(
    obligations: Iterable[Obligation], announced: Mapping[int, int], *, before: int | None = None
) -> Counter[int]:
    counted = {each.id: owed for each in obligations if (owed := _still_owed(each)) is not None}
    elsewhere = _in_other_parcels(counted, before)
    return +Counter(
        {
            obligation_id: announced[obligation_id] - max(0, owed - elsewhere[obligation_id])
            for obligation_id, owed in counted.items()
        }
    )


def _in_other_parcels(obligation_ids: Collection[int], before: int | None) -> Counter[int]:
    """The copies in parcels that are prepared or on their way, where this one is made among those made before
    it, and what lies at an open desk."""
    statement = (
        select(ConsignmentLine.obligation_id, func.sum(STILL_IN_IT))
        .join(Consignment, Consignment.id == ConsignmentLine.consignment_id)
        .where(
            ConsignmentLine.obligation_id.in_(obligation_ids),
            BY_DEPOSITOR,
            UNDELIVERED,
        )
        .group_by(ConsignmentLine.obligation_id)
    )
    if before is not None:
        statement = statement.where(Consignment.id < before)
    at_desk = select(Obligation.id, beside_slips()).where(Obligation.id.in_(obligation_ids))
    held = (Counter(dict(iter(session().execute(some)))) for some in (statement, at_desk))
    return sum(held, Counter[int]())
