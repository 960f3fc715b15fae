"""Taking what another library offers on, and giving it back before it came."""

from datetime import datetime

from sqlalchemy import not_, select

from app.deposits.consignments.models import Consignment, ConsignmentLine, Copy
from app.deposits.discrepancies.models import Discrepancy, Settlement
from app.deposits.discrepancies.services.moving import move_copies
from app.deposits.discrepancies.services.standing import end, is_reversed, standing, tell
from app.deposits.receiving.models import Arrival, Receipt, Scan
from app.deposits.receiving.places import SET_ASIDE, current_line
from app.domain.actor import Actor
from app.domain.discrepancies import Outcome
from app.domain.errors import Conflict, NotFound
from app.infra.db import session
from app.organisations.models import Organisation


def take_offer(*, discrepancy_id: int, by: Actor, at: datetime) -> Discrepancy:
    """Take copies that another library offers: the first who asks gets them.

    Raises:
        NotFound: nothing of that number was ever offered.
        Conflict: `discrepancy.offer_gone`, `discrepancy.own_offer`.
    """
    found = session().get(Discrepancy, discrepancy_id, with_for_update=True, populate_existing=True)
    offer = standing(Settlement, discrepancy_id)
    if found is None or by.organisation_id is None or offer is None:
        raise NotFound("not_found")
    # Locked, so that it is not taken back at the same moment.
    receipt = session().get_one(Receipt, found.receipt_id, with_for_update=True)
    if offer.taken_by_id == by.organisation_id:
        return found
    if offer.outcome is not Outcome.OFFERED or is_reversed(receipt):
        raise Conflict("discrepancy.offer_gone")
    if receipt.depository_id == by.organisation_id:
        raise Conflict("discrepancy.own_offer")
    move_copies(found, Outcome.PASSED_ON, at)
    end(offer, at)
    session().add(
        Settlement(
            discrepancy_id=found.id,
            outcome=Outcome.PASSED_ON,
            note=offer.note,
            taken_by_id=by.organisation_id,
            at=at,
            by_id=by.account_id,
        )
    )
    session().flush()
    taker = session().get_one(Organisation, by.organisation_id)
    after = {"outcome": Outcome.PASSED_ON.value, "library": taker.name}
    tell("discrepancy.taken_by", receipt, found, by, at, after)
    return found


def give_back_offer(*, discrepancy_id: int, by: Actor, at: datetime) -> Discrepancy:
    """Give copies back that the actor's library took and that have not come there: they are offered again.

    Raises:
        NotFound: the library took nothing of that number, or has given it back.
        Conflict: `discrepancy.came_already`, `discrepancy.withdrawn`.
    """
    found = session().get(Discrepancy, discrepancy_id, with_for_update=True, populate_existing=True)
    taken = standing(Settlement, discrepancy_id)
    if found is None or by.organisation_id is None or taken is None:
        raise NotFound("not_found")
    receipt = session().get_one(Receipt, found.receipt_id, with_for_update=True)
    if taken.taken_by_id != by.organisation_id:
        raise NotFound("not_found")
    if is_reversed(receipt):
        raise Conflict("discrepancy.withdrawn")
    if _may_have_come(found, taken):
        raise Conflict("discrepancy.came_already")
    try:
        move_copies(found, Outcome.OFFERED, at)
    except Conflict as counted:
        raise Conflict("discrepancy.came_already") from counted
    end(taken, at)
    session().add(
        Settlement(
            discrepancy_id=found.id, outcome=Outcome.OFFERED, note=taken.note, at=at, by_id=by.account_id
        )
    )
    session().flush()
    library = session().get_one(Organisation, by.organisation_id).name
    after = {"outcome": Outcome.OFFERED.value, "library": library}
    tell("discrepancy.given_back", receipt, found, by, at, after)
    return found


def _may_have_come(found: Discrepancy, taken: Settlement) -> bool:
    """Whether the taker has scanned copies of the book since without a slip that cannot be told from those
    that it took: all but such as were sent to it under a label, and what it set aside. Whether a label of
    those that it took counts with it, who moves them is told by the label."""
    came = (
        select(Scan.id)
        .join(Arrival, Arrival.id == Scan.arrival_id)
        .outerjoin(Copy, Copy.id == Scan.copy_id)
        .outerjoin(ConsignmentLine, ConsignmentLine.id == current_line())
        .outerjoin(Consignment, Consignment.id == ConsignmentLine.consignment_id)
        .where(
            Scan.release_id == found.release_id,
            Scan.undone_at.is_(None),
            not_(SET_ASIDE),
            Scan.at >= taken.at,
            Arrival.depository_id == taken.taken_by_id,
            Arrival.consignment_id.is_(None),
            Consignment.depository_id.is_distinct_from(taken.taken_by_id),
        )
    )
    return session().scalar(came.limit(1)) is not None
