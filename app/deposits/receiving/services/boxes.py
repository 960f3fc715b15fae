"""Boxes of a parcel: each is noted once it is scanned, and a parcel is not finished silently without one."""

from datetime import datetime

from sqlalchemy import select, update

from app.deposits.consignments.models import Box
from app.deposits.receiving.models import Arrival
from app.domain.actor import Actor
from app.domain.codes import CodeKind, ScannedCode
from app.domain.errors import Conflict
from app.domain.events import Event, Subject
from app.infra.db import session
from app.infra.events import publish


def note_box(arrival: Arrival, code: ScannedCode, *, by: Actor, at: datetime) -> Box | None:
    """Note that a box of this parcel is here; scanned again it stays noted. None: it is none of its boxes.

    Raises:
        Conflict: `arrival.box_late`: the receipt was made without it.
    """
    if code.kind is not CodeKind.BOX or arrival.consignment_id is None:
        return None
    box = session().scalar(
        select(Box).where(Box.code == code.text, Box.consignment_id == arrival.consignment_id)
    )
    if box is None or box.arrived_at is not None:
        return box
    if arrival.confirmed_at is not None:
        raise Conflict("arrival.box_late", "code", box=box.code)
    box.arrived_at, box.arrived_by_id = at, by.account_id
    session().flush()
    subjects = (Subject("arrival", arrival.id), Subject("consignment", arrival.consignment_id))
    publish(Event("box.arrived", by, at, subjects, after={"code": box.code, "box": box.ordinal}))
    return box


def forget_boxes(consignment_id: int) -> None:
    """No box of this parcel is here after all."""
    here = update(Box).where(Box.consignment_id == consignment_id, Box.arrived_at.is_not(None))
    session().execute(here.values(arrived_at=None, arrived_by_id=None))


def ask_about_missing_boxes(arrival: Arrival, *, without_boxes: bool) -> None:
    """Let nobody finish a parcel without one of its boxes unless it is said.

    Raises:
        Conflict: `arrival.box_missing`.
    """
    if without_boxes or arrival.consignment_id is None:
        return
    missing = select(Box.code).where(Box.consignment_id == arrival.consignment_id, Box.arrived_at.is_(None))
    codes = session().scalars(missing.order_by(Box.ordinal)).all()
    if codes:
        raise Conflict("arrival.box_missing", boxes=", ".join(codes))
