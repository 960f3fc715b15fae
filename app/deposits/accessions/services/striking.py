"""Numbers of copies that fell out of the register are struck out, never given again."""

from datetime import datetime

from sqlalchemy import ColumnElement, Select, not_, select

from app.deposits.accessions.holding import KEPT
from app.deposits.accessions.models import Accession, StruckFor
from app.deposits.receiving.models import Scan
from app.domain.actor import Actor
from app.domain.events import Event, Subject
from app.infra.db import session
from app.infra.events import publish

UNDONE = Scan.undone_at.is_not(None)
NOT_KEPT = not_(KEPT)


def strike(
    *, arrival_id: int, fallen: ColumnElement[bool], reason: StruckFor, by: Actor, at: datetime
) -> None:
    """Strike out the numbers of an arrival's copies that meet a condition on their scans."""
    struck = list(session().scalars(_standing(arrival_id).where(fallen)))
    for accession in struck:
        accession.struck_at, accession.struck_for = at, reason
    if struck:
        session().flush()
        numbers = ", ".join(accession.number for accession in struck)
        after = {"numbers": numbers, "struck_for": reason.value}
        publish(Event("accession.struck", by, at, (Subject("arrival", arrival_id),), after=after))


def restore(*, arrival_id: int, by: Actor, at: datetime) -> None:
    """Let the numbers of copies stand again that were given up and are kept after all: they are the same
    copies."""
    given_up = _of_arrival(arrival_id).where(Accession.struck_for == StruckFor.GIVEN_UP, KEPT)
    standing = list(session().scalars(given_up))
    for accession in standing:
        accession.struck_at = accession.struck_for = None
    if standing:
        session().flush()
        numbers = ", ".join(accession.number for accession in standing)
        subjects = (Subject("arrival", arrival_id),)
        publish(Event("accession.restored", by, at, subjects, after={"numbers": numbers}))


def follow_label(*, arrival_id: int, at: datetime) -> None:
    """Where a label took the place of a scan by ISBN at this moment, let the number go along with it."""
    moved = session().scalars(_standing(arrival_id).where(Scan.undone_at == at)).first()
    if moved is None:
        return
    successor = select(Scan.id).where(
        Scan.arrival_id == arrival_id,
        Scan.release_id == moved.release_id,
        Scan.at == at,
        Scan.undone_at.is_(None),
    )
    moved.scan_id = session().scalars(successor.order_by(Scan.id.desc())).first() or moved.scan_id
    session().flush()


def _standing(arrival_id: int) -> Select[Accession]:
    return _of_arrival(arrival_id).where(Accession.struck_at.is_(None))


def _of_arrival(arrival_id: int) -> Select[Accession]:
    statement = select(Accession).join(Accession.scan).where(Scan.arrival_id == arrival_id)
    return statement.order_by(Accession.id)
