"""Reads of how notices were served; whoever may read a notice may read this."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, and_, exists, select
from sqlalchemy.orm import aliased, joinedload

from app.compliance.models import Notice
from app.compliance.requests.entrusted import readable_notices
from app.compliance.serving.models import Result, Service
from app.compliance.terms import terms_of
from app.domain.actor import Actor
from app.domain.errors import DomainError, NotFound
from app.domain.serving import Clocks, deciding_day, effective_clocks
from app.infra.db import session
from app.infra.storage import StoredFile
from app.law.queries import rule_set_by_id


@dataclass(frozen=True, slots=True)
class Effect:
    """The clocks that hold for a notice; `served_on` is the day of a later service that moved them.

    `Notice.cure_on` and `Notice.object_by` stay what its paper says.
    """

    clocks: Clocks
    served_on: date | None = None


def standing() -> ColumnElement[bool]:
    """The condition that an entry was neither corrected nor struck out."""
    later = aliased(Service)
    corrected = exists(select(later.id).where(later.corrects_id == Service.id).correlate(Service))
    return and_(~corrected, Service.result != Result.STRUCK)


def services_of(notice_ids: Collection[int]) -> dict[int, list[Service]]:
    """What stands of how notices were served beside their accounts, by day; ids without are left out."""
    wanted = (
        select(Service)
        .where(Service.notice_id.in_(notice_ids), standing())
        .order_by(Service.day, Service.id)
        .options(joinedload(Service.file))
    )
    found: dict[int, list[Service]] = {}
    for service in session().scalars(wanted):
        found.setdefault(service.notice_id, []).append(service)
    return found


def every_service(notice_id: int) -> Sequence[Service]:
    """All that was ever recorded of a notice, corrected and struck out too, in the order of recording."""
    wanted = select(Service).where(Service.notice_id == notice_id).order_by(Service.id)
    return session().scalars(wanted.options(joinedload(Service.file))).all()


def effect_of(notice: Notice, services: Sequence[Service]) -> Effect:
    """Return the clocks of a notice with these services: never shorter than its paper promises."""
    paper = Clocks(notice.cure_on, notice.object_by)
    served_on = deciding_day(service.day for service in services if service.result is Result.SERVED)
    if served_on is None:
        return Effect(paper)
    try:
        terms = terms_of(rule_set_by_id(notice.rule_set_id), served_on)
    except DomainError:  # the calendar does not reach so far: the paper's days stand
        return Effect(paper)
    clocks = effective_clocks(paper, Clocks(terms.cure.last_day, terms.objection.last_day))
    return Effect(clocks, served_on if clocks != paper else None)


def proof_file(actor: Actor, service_id: int) -> StoredFile:
    """The proof attached to an entry. Raises `NotFound`."""
    file = session().scalar(
        select(StoredFile)
        .join(Service, Service.file_id == StoredFile.id)
        .join(Notice, Notice.id == Service.notice_id)
        .where(Service.id == service_id, readable_notices(actor))
    )
    if file is None:
        raise NotFound("not_found")
    return file
