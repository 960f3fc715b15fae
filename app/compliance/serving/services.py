"""Acts of serving: one more statement of how a notice was served, or one in the place of another."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from app.compliance.models import Notice
from app.compliance.scope import notices_within_reach
from app.compliance.serving.channels import WAYS
from app.compliance.serving.models import Result, Service
from app.compliance.serving.queries import standing
from app.domain.actor import Actor
from app.domain.documents import Channel
from app.domain.errors import Conflict, DomainError, NotFound
from app.domain.events import Event, Subject
from app.infra import clock
from app.infra.db import session
from app.infra.events import publish
from app.infra.storage import StoredFile
from app.policy.permissions import Permission


@dataclass(frozen=True, slots=True)
class Statement:
    """What is said of a service. `words`: why it came back, to whom it was handed, why it was a mistake."""

    channel: Channel
    result: Result
    day: date
    tracking: str = ""
    words: str = ""


def record_service(
    *,
    notice_id: int,
    said: Statement,
    by: Actor,
    at: datetime,
    corrects_id: int | None = None,
    proof: StoredFile | None = None,
) -> Service:
    """Record how a notice was served, or correct what was recorded before; nothing is changed or removed.

    The same said again, without a new proof, is what stands already.

    Raises:
        NotFound: there is no such notice within reach, or it has no such entry.
        Conflict: `service.corrected_already`, `service.tracking_taken`.
        DomainError: `service.channel`, `service.result`, `service.tracking_missing`,
            `service.reason_missing`, `service.before_issue`, `service.in_future`.
    """
    notice = session().scalar(
        select(Notice)
        .where(Notice.id == notice_id, notices_within_reach(by, Permission.NOTICE_ISSUE))
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    if notice is None:
        raise NotFound("not_found")
    _check(notice, said, corrects_id, today=clock.local_day(at))
    before = session().scalars(select(Service).where(Service.notice_id == notice.id, standing())).all()
    corrected = _corrected(notice, corrects_id, [service.id for service in before])
    same = next((one for one in before if _said_by(one) == said and one.id != corrects_id), None)
    if same is not None and proof is None and corrected is None:
        return same
    _refuse_taken_number(notice, said)
    service = Service(
        notice_id=notice.id, channel=said.channel, result=said.result, day=said.day, tracking=said.tracking,
        words=said.words, file_id=proof.id if proof else None, corrects_id=corrects_id,
        recorded_at=at, recorded_by_id=by.account_id,
    )  # fmt: skip
    session().add(service)
    session().flush()
    _tell(notice, service, corrected, proof, by, at)
    return service


def _check(notice: Notice, said: Statement, corrects_id: int | None, *, today: date) -> None:
    way = WAYS[said.channel]
    if way.automatic:
        raise DomainError("service.channel", "channel")
    possible = way.results if corrects_id is None else way.results | {Result.STRUCK}
    if said.result not in possible:
        raise DomainError("service.result", "result")
    if way.tracked and not said.tracking:
        raise DomainError("service.tracking_missing", "tracking")
    if said.result in (Result.RETURNED, Result.STRUCK) and not said.words:
        raise DomainError("service.reason_missing", "words")
    _check_day(notice, said, today)


def _check_day(notice: Notice, said: Statement, today: date) -> None:
    issued_on = clock.local_day(notice.issued_at)
    if said.day < issued_on:
        raise DomainError("service.before_issue", "day", issued_on=issued_on)
    if said.day > today:
        raise DomainError("service.in_future", "day")


def _corrected(notice: Notice, corrects_id: int | None, standing_ids: list[int]) -> Service | None:
    if corrects_id is None:
        return None
    found = session().get(Service, corrects_id)
    if found is None or found.notice_id != notice.id:
        raise NotFound("not_found")
    if found.id not in standing_ids:
        raise Conflict("service.corrected_already")
    return found


def _refuse_taken_number(notice: Notice, said: Statement) -> None:
    if not said.tracking:
        return
    other = session().scalar(
        select(Notice.number)
        .join(Service, Service.notice_id == Notice.id)
        .where(Service.tracking == said.tracking, Notice.id != notice.id, standing())
        .limit(1)
    )
    if other is not None:
        raise Conflict("service.tracking_taken", "tracking", tracking=said.tracking, number=other)


def _said_by(service: Service) -> Statement:
    return Statement(service.channel, service.result, service.day, service.tracking, service.words)


def _tell(
    notice: Notice,
    service: Service,
    corrected: Service | None,
    proof: StoredFile | None,
    by: Actor,
    at: datetime,
) -> None:
    subjects = (Subject("notice", notice.id), Subject("organisation", notice.depositor_id))
    after = {**_facts(service), "number": notice.number, "sha256": proof.sha256 if proof else ""}
    before = _facts(corrected) if corrected else {}
    name = f"notice.service_{service.result.value}"
    publish(Event(name, by, at, subjects, before=before, after=after))


def _facts(service: Service) -> dict[str, object]:
    return {
        "way": service.channel.value,
        "day": service.day.isoformat(),
        "tracking": service.tracking,
        "reason": service.words,
    }
