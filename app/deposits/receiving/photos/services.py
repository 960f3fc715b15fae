"""Adding photographs to a scanned copy, and taking one out that was added by mistake."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select

from app.deposits.photographs import Sent, keep_photograph
from app.deposits.receiving.models import Receipt, Scan
from app.deposits.receiving.photos.models import ScanPhoto
from app.deposits.receiving.services.locking import open_arrival_locked
from app.domain.actor import Actor
from app.domain.errors import Conflict, DomainError, NotFound
from app.domain.events import Event, Subject
from app.infra.db import session
from app.infra.events import publish

MOST_PHOTOS = 10
"""Of one copy."""


def add_photos(*, arrival_id: int, scan_id: int, sent: Sequence[Sent], by: Actor, at: datetime) -> None:
    """Add photographs to a scanned copy of an open parcel; the same bytes are the same photograph.

    Raises:
        NotFound: no such arrival within reach, no such scan in it.
        Conflict: `arrival.confirmed`, `arrival.discarded`, `photo.too_many`.
        DomainError: `photo.none_chosen`, and what `keep_photograph` finds wrong.
    """
    arrival = open_arrival_locked(arrival_id, by)
    scan = session().scalar(select(Scan).where(Scan.id == scan_id, Scan.arrival_id == arrival.id))
    if scan is None:
        raise NotFound("not_found")
    if not sent:
        raise DomainError("photo.none_chosen", "file")
    kept = set(session().scalars(select(ScanPhoto.sent_sha256).where(ScanPhoto.scan_id == scan.id)))
    new = {photo.sha256: photo for photo in sent if photo.sha256 not in kept}
    if not new:
        return
    if len(kept) + len(new) > MOST_PHOTOS:
        raise Conflict("photo.too_many", most=MOST_PHOTOS)
    for digest, photo in new.items():
        file_id = keep_photograph(photo, at=at)
        session().add(
            ScanPhoto(scan_id=scan.id, file_id=file_id, sent_sha256=digest, at=at, by_id=by.account_id)
        )
    session().flush()
    after = {"text": scan.text, "sent_sha256": sorted(new)}
    publish(Event("scan.photographed", by, at, (Subject("arrival", arrival.id),), after=after))


def take_out_photo(*, arrival_id: int, photo_id: int, by: Actor, at: datetime) -> None:
    """Take a photograph out of an open parcel.

    Raises:
        NotFound: no such arrival within reach, no such photograph in it.
        Conflict: `arrival.confirmed`, `arrival.discarded`.
    """
    drop_photo(photo_id, open_arrival_locked(arrival_id, by).id, by, at)


def drop_photo(photo_id: int, arrival_id: int | None, by: Actor, at: datetime) -> None:
    """Show a photograph no longer, and say in the record of acts which one it was; its file stays with it.
    The caller has made sure of its reach.

    Raises:
        NotFound: no such photograph in the arrival.
    """
    statement = (
        select(ScanPhoto, Scan.text)
        .join(Scan, Scan.id == ScanPhoto.scan_id)
        .where(ScanPhoto.id == photo_id, Scan.arrival_id == arrival_id)
    )
    found = session().execute(statement).one_or_none()
    if found is None or arrival_id is None:
        raise NotFound("not_found")
    photo, text = found
    before = {"text": text, "sent_sha256": [photo.sent_sha256]}
    session().delete(photo)
    session().flush()
    made = session().scalar(select(Receipt.id).where(Receipt.arrival_id == arrival_id))
    receipt = (Subject("receipt", made),) if made is not None else ()
    subjects = (Subject("arrival", arrival_id), *receipt)
    publish(Event("scan.photo_taken_out", by, at, subjects, before, {"text": text}))
