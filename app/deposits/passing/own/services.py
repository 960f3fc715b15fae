"""Acts of a library that gives copies of its own away, as the law orders."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select

from app.deposits.obligations.models import Obligation
from app.deposits.passing.own.duties import Duty, duties_of
from app.deposits.passing.own.models import GivenCopy
from app.deposits.passing.own.queries import OWN, STANDING, given_of
from app.deposits.receiving.models import ReceiptLine, Scan
from app.deposits.receiving.places import LIES, come_back, leave
from app.domain.actor import Actor
from app.domain.errors import DomainError, NotFound
from app.domain.events import Event, Subject
from app.infra.db import session
from app.infra.events import publish


def note_given(*, obligation_id: int, recipient: str, by: Actor, at: datetime) -> int:
    """Note that copies of a release left for a recipient of the law, as many as lie here and it is to get;
    return their number. Where nothing is left to give, nothing changes.

    Raises:
        NotFound: nothing such is owed to the actor's library, or no law orders it.
        DomainError: `given.none_here`: no copy lies here.
    """
    owed, duty = _duty(obligation_id, recipient, by)
    rest = (duty.copies or 0) - given_of([owed.id]).get((owed.id, recipient), 0)
    if rest <= 0:
        return 0
    here = (
        select(Scan)
        .join(ReceiptLine, ReceiptLine.scan_id == Scan.id)
        .where(ReceiptLine.obligation_id == owed.id, OWN, LIES)
        .order_by(Scan.id)
        .limit(rest)
        .with_for_update(of=Scan)
    )
    leaving = session().scalars(here).all()
    if not leaving:
        raise DomainError("given.none_here")
    leave(leaving, at)
    for copy in leaving:
        session().add(
            GivenCopy(scan_id=copy.id, obligation_id=owed.id, recipient=recipient, at=at, by_id=by.account_id)
        )
    session().flush()
    _tell("copies.given", owed, duty, leaving, by, at)
    return len(leaving)


def take_back_given(*, obligation_id: int, recipient: str, by: Actor, at: datetime) -> None:
    """Take back what was noted: the copies lie here. Nothing noted: nothing changes.

    Raises:
        NotFound: as `note_given`.
        Conflict: `scan.counted_elsewhere`: another library has scanned one of them.
    """
    owed, duty = _duty(obligation_id, recipient, by)
    noted = session().scalars(
        select(GivenCopy).where(
            GivenCopy.obligation_id == owed.id, GivenCopy.recipient == recipient, STANDING
        )
    )
    notes = {note.scan_id: note for note in noted}
    copies = session().scalars(select(Scan).where(Scan.id.in_(notes)).order_by(Scan.id)).all()
    come_back(copies)
    for note in notes.values():
        note.taken_back_at = at
    session().flush()
    if copies:
        _tell("copies.given_taken_back", owed, duty, copies, by, at)


def _duty(obligation_id: int, recipient: str, by: Actor) -> tuple[Obligation, Duty]:
    owed = session().get(Obligation, obligation_id, with_for_update=True, populate_existing=True)
    if owed is None or owed.depository_id != by.organisation_id:
        raise NotFound("not_found")
    for duty in duties_of(by).get(owed.rule_set_id, ()):
        if duty.forward.recipient == recipient and duty.copies:
            return owed, duty
    raise NotFound("not_found")


def _tell(name: str, owed: Obligation, duty: Duty, copies: Sequence[Scan], by: Actor, at: datetime) -> None:
    arrivals = dict.fromkeys(copy.arrival_id for copy in copies)
    subjects = (Subject("release", owed.release_id), *(Subject("arrival", key) for key in arrivals))
    after = {"recipient": duty.recipient["uz"], "copies": len(copies)}
    publish(Event(name, by, at, subjects, after=after))
