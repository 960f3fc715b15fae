"""Notices of the demonstration that went by post and by hand, and some issued together."""

from datetime import datetime, timedelta

from sqlalchemy import select

from app.compliance.batches.jobs import issue_batches
from app.compliance.batches.services import move_batch, prepare_batch
from app.compliance.batches.states import Verb
from app.compliance.models import Notice
from app.compliance.scope import noticeable, noticed
from app.compliance.serving.models import Result
from app.compliance.serving.services import Statement, record_service
from app.deposits.consignments.evidence.checking import JPEG, picture_alone
from app.deposits.obligations.models import Obligation
from app.desks.demo.people import person
from app.desks.demo.proofs import receipt_picture
from app.domain.documents import Channel
from app.infra import clock
from app.infra.db import session, transaction
from app.infra.storage import keep_file

TOGETHER = 2
"""Depositors in the batch."""


def serve_notices(*, at: datetime) -> None:
    """Record how the latest three notices were served: delivered, come back and handed over, on its way."""
    latest = select(Notice).where(Notice.withdrawn_at.is_(None)).order_by(Notice.id.desc()).limit(3)
    for notice, happened in zip(session().scalars(latest).all(), _stories(), strict=False):
        issued_on = clock.local_day(notice.issued_at)
        for days, channel, result, words in happened:
            day = issued_on + timedelta(days=days)
            tracking = f"RN{notice.id:09}UZ" if channel is Channel.POST else ""
            said = Statement(channel, result, day, tracking, words)
            proof = None
            if result is Result.SERVED:
                picture = picture_alone(receipt_picture(notice.number, day, tracking), "proof")
                proof = keep_file(picture, name=f"kvitansiya-{notice.number}.jpg", media_type=JPEG, at=at)
            record_service(notice_id=notice.id, said=said, by=person("nazorat"), at=at, proof=proof)


def _stories() -> tuple[tuple[tuple[int, Channel, Result, str], ...], ...]:
    """How each was served: days after its issue, the way, the result, and what was written down."""
    sent = (1, Channel.POST, Result.SENT, "")
    return (
        (sent, (2, Channel.POST, Result.SERVED, "")),
        (
            sent,
            (2, Channel.POST, Result.RETURNED, "Qabul qiluvchi joyida yoʻq"),
            (2, Channel.HAND, Result.SERVED, "Devonxona mudiri"),
        ),
        (sent,),
    )


def notice_together(*, at: datetime) -> None:
    """Issue to some of the late together; at least one is left whom no notice names."""
    today = clock.local_day(at)
    late = select(Obligation.depositor_id).where(noticeable(today), ~noticed()).distinct()
    depositors = session().scalars(late.order_by(Obligation.depositor_id)).all()
    chosen = [depositor_id for depositor_id in depositors[1:][-TOGETHER:] if depositor_id is not None]
    if not chosen:
        return
    with transaction():
        inspector = person("nazorat")
        batch = prepare_batch(depositor_ids=chosen, noticed_already=0, language="uz", by=inspector, at=at)
        move_batch(batch_id=batch.id, verb=Verb.START, by=inspector, at=at)
    issue_batches()
