"""Into how many boxes a consignment is packed; each of several has a code of its own."""

from datetime import datetime

from sqlalchemy import select

from app.deposits.consignments.models import Box, Consignment
from app.deposits.consignments.queries import consignment_to_change
from app.deposits.consignments.states import ConsignmentState, state_of
from app.deposits.series import next_code
from app.domain.actor import Actor
from app.domain.codes import CodeKind
from app.domain.errors import Conflict, DomainError
from app.domain.events import Event, Subject
from app.infra import clock
from app.infra.db import session
from app.infra.events import publish

MOST_BOXES = 50


def pack(consignment: Consignment, boxes: int, *, at: datetime) -> None:
    """Give a new consignment its boxes; a single one needs no code beside the slip's.

    Raises:
        DomainError: `consignment.boxes`.
    """
    if not 1 <= boxes <= MOST_BOXES:
        raise DomainError("consignment.boxes", "boxes", most=MOST_BOXES)
    _add_boxes(consignment, 0, boxes if boxes > 1 else 0, at)


def repack(*, code: str, boxes: int, by: Actor, at: datetime) -> Consignment:
    """Say anew into how many boxes a parcel is packed, before it is sent. Boxes that stay keep their codes.

    Raises:
        NotFound: it is not the actor's.
        Conflict: `consignment.packed_already`.
        DomainError: `consignment.boxes`.
    """
    consignment = consignment_to_change(by, code)
    if state_of(consignment) is not ConsignmentState.DRAFT:
        raise Conflict("consignment.packed_already")
    if not 1 <= boxes <= MOST_BOXES:
        raise DomainError("consignment.boxes", "boxes", most=MOST_BOXES)
    wanted = boxes if boxes > 1 else 0
    standing = session().scalars(select(Box).where(Box.consignment_id == consignment.id)).all()
    if len(standing) == wanted:
        return consignment
    for box in standing:
        if box.ordinal > wanted:
            session().delete(box)
    _add_boxes(consignment, len(standing), wanted, at)
    subjects = (Subject("consignment", consignment.id), Subject("organisation", consignment.depositor_id))
    before = {"boxes": max(1, len(standing))}
    after = {"code": consignment.code, "boxes": boxes}
    publish(Event("consignment.packed", by, at, subjects, before, after))
    return consignment


def _add_boxes(consignment: Consignment, standing: int, wanted: int, at: datetime) -> None:
    year = clock.local_day(at).year
    for ordinal in range(standing + 1, wanted + 1):
        code = next_code(CodeKind.BOX, year)
        session().add(Box(consignment_id=consignment.id, ordinal=ordinal, code=code))
    session().flush()
