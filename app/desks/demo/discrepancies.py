"""A parcel of the demonstration in which something was wrong, and what its two sides say about it."""

import io
from collections.abc import Mapping
from datetime import datetime, timedelta

from PIL import Image, ImageDraw
from sqlalchemy import and_, select

from app.deposits.discrepancies.models import Discrepancy
from app.deposits.discrepancies.services import promise_replacement, settle, write_message
from app.deposits.obligations.models import Obligation
from app.deposits.photographs import Sent
from app.deposits.receiving.models import Receipt
from app.deposits.receiving.photos.services import add_photos
from app.deposits.receiving.services import confirm_arrival, open_arrival, scan
from app.desks.demo.people import person
from app.domain.actor import Actor
from app.domain.discrepancies import Outcome
from app.domain.law import Form
from app.domain.receiving import Condition, DiscrepancyKind
from app.infra import clock
from app.infra.db import session
from app.publications.models import Identifier, Release

PUBLISHER, LIBRARY = "lojuvard", "kutubxona"
PROMISED_IN = timedelta(days=9)


def report_discrepancies(*, at: datetime) -> None:
    """Receive a copy beyond what is owed and a defective one of a book that is; offer the one, promise to
    replace the other."""
    clerk, librarian = person(PUBLISHER), person(LIBRARY)
    met, lacking = (_isbn(clerk, librarian, met=met) for met in (True, False))
    if met is None or lacking is None:
        return
    scans = {Condition.GOOD: met, Condition.DEFECTIVE: lacking}
    receipt = _receive(scans, clerk, librarian, at - timedelta(hours=2))
    reported = select(Discrepancy).where(Discrepancy.receipt_id == receipt.id)
    wrong = {row.kind: row.id for row in session().scalars(reported)}
    photo = Sent(_picture("#d9d2c4", torn=False), "IMG_0431.jpg")
    write_message(
        number=receipt.number,
        text="Bosmaxonada sahifalari almashib ketgan. Yangisini yuboramiz.",
        sent=[photo],
        by=clerk,
        at=at - timedelta(minutes=70),
    )
    promise_replacement(
        number=receipt.number,
        discrepancy_id=wrong[DiscrepancyKind.DEFECTIVE],
        promised_on=clock.local_day(at) + PROMISED_IN,
        by=clerk,
        at=at - timedelta(minutes=69),
    )
    settle(
        number=receipt.number,
        discrepancy_id=wrong[DiscrepancyKind.SURPLUS],
        outcome=Outcome.OFFERED,
        note="Yangi, ochilmagan",
        by=librarian,
        at=at - timedelta(minutes=30),
    )


def _receive(scans: Mapping[Condition, str], clerk: Actor, librarian: Actor, at: datetime) -> Receipt:
    arrival = open_arrival(consignment_code=None, depositor_id=clerk.organisation_id, by=librarian, at=at)
    for condition, isbn in scans.items():
        made = scan(
            arrival_id=arrival.id, text=isbn, key=condition.value, condition=condition, by=librarian, at=at
        ).scan_id
        if made is not None and condition is Condition.DEFECTIVE:
            photo = Sent(_picture("#e8e2d6", torn=True), "IMG_0430.jpg")
            add_photos(arrival_id=arrival.id, scan_id=made, sent=[photo], by=librarian, at=at)
    return confirm_arrival(arrival_id=arrival.id, by=librarian, at=at + timedelta(minutes=4))


def _isbn(clerk: Actor, librarian: Actor, *, met: bool) -> str | None:
    """A book of which the library has all that it is owed, or lacks something."""
    owed = select(Obligation.release_id).where(
        Obligation.depositor_id == clerk.organisation_id,
        Obligation.depository_id == librarian.organisation_id,
    )
    paper = owed.where(Obligation.form != Form.FILE, Obligation.cancelled_at.is_(None))
    complete = and_(
        Release.id.in_(paper.where(Obligation.open.is_(False), Obligation.received > 0)),
        Release.id.not_in(owed.where(Obligation.open)),
    )
    carried = (
        select(Identifier.value)
        .join(Release, Release.publication_id == Identifier.publication_id)
        .where(
            Identifier.scheme == "isbn",
            complete if met else Release.id.in_(paper.where(Obligation.open)),
        )
    )
    return session().scalar(carried.order_by(Release.id.desc()).limit(1))


def _picture(paper: str, *, torn: bool) -> bytes:
    """A drawn open book, whole or with a torn page; the same words always give the same bytes."""
    picture = Image.new("RGB", (1200, 900), "#7a6a58")
    draw = ImageDraw.Draw(picture)
    for left in (120, 610):
        draw.rectangle((left, 120, left + 470, 780), fill=paper)
        for line in range(18):
            draw.rectangle((left + 50, 170 + line * 32, left + 420, 178 + line * 32), fill="#5b564e")
    if torn:
        draw.polygon(
            [(1080, 120), (1080, 520), (930, 430), (990, 330), (860, 260), (940, 120)], fill="#7a6a58"
        )
    written = io.BytesIO()
    picture.save(written, "JPEG", quality=80)
    return written.getvalue()
