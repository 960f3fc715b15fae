"""What a prepared batch would come to if it were issued now."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, func, select

from app.compliance.batches.models import BatchLine, NoticeBatch, Outcome
from app.compliance.ladder.steps import unreminded
from app.compliance.queries.late import LateTotal
from app.compliance.scope import STAYING, late_within_reach, noticed
from app.deposits.obligations.models import Obligation
from app.domain.actor import Actor
from app.infra.db import batched, session
from app.organisations.models import Organisation
from app.publications.models import Release


@dataclass(frozen=True, slots=True)
class Totals:
    """Who would get a notice, what they owe, of how many lines nobody was reminded, in how many regions, and
    how many have no postal address."""

    depositors: int
    titles: int
    lines: int
    copies: int
    unreminded: int
    regions: int
    without_address: int


def selection_total(depositor_ids: Sequence[int], actor: Actor, *, today: date) -> LateTotal:
    """Who of these would get a notice now, and how many copies the notices would name."""
    depositors = copies = 0
    for ids in batched(depositor_ids):
        found, missing = (
            session()
            .execute(
                select(
                    func.count(STAYING.distinct()),
                    func.coalesce(func.sum(Obligation.copies - Obligation.handed_over), 0),
                )
                .select_from(Organisation)
                .join(Obligation, Obligation.depositor_id == Organisation.id)
                .where(STAYING.in_(ids), late_within_reach(actor, today), ~noticed())
            )
            .one()
        )
        depositors, copies = depositors + found, copies + int(missing or 0)
    return LateTotal(depositors, copies)


def totals_of(batch: NoticeBatch, actor: Actor, *, today: date) -> Totals:
    """Count what is late and not noticed today, of those of the batch who still wait."""
    owed = (
        select(
            func.count(BatchLine.id.distinct()),
            func.count(Release.publication_id.distinct()),
            func.count(Obligation.id),
            func.coalesce(func.sum(Obligation.copies - Obligation.handed_over), 0),
            func.count().filter(unreminded()),
        )
        .select_from(BatchLine)
        .join(Organisation, BatchLine.depositor_id == STAYING)
        .join(Obligation, Obligation.depositor_id == Organisation.id)
        .join(Release, Release.id == Obligation.release_id)
        .where(*_waiting(batch), late_within_reach(actor, today), ~noticed())
    )
    places = (
        select(
            func.count(Organisation.region_soato.distinct()),
            func.count(Organisation.id).filter(Organisation.address == ""),
        )
        .join(BatchLine, BatchLine.depositor_id == Organisation.id)
        .where(*_waiting(batch))
    )
    depositors, titles, lines, copies, without_reminder = session().execute(owed).one()
    regions, without = session().execute(places).one()
    return Totals(depositors, titles, lines, int(copies or 0), without_reminder, regions, without)


def _waiting(batch: NoticeBatch) -> tuple[ColumnElement[bool], ...]:
    return (BatchLine.batch_id == batch.id, BatchLine.outcome == Outcome.WAITING)
