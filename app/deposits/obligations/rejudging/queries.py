"""Reads of rejudgings: each run, and what it did to each obligation."""

from dataclasses import dataclass
from datetime import date
from typing import TypeVarTuple

from sqlalchemy import Select, select

from app.deposits.obligations.models import Obligation
from app.deposits.obligations.rejudging.models import Outcome, RejudgedObligation, Rejudging
from app.deposits.obligations.rows import ObligationRow, read_row, select_rows
from app.domain.actor import SYSTEM
from app.domain.errors import NotFound
from app.infra.db import session
from app.publications.models import Publication, Release
from app.publications.queries import full_title

Columns = TypeVarTuple("Columns")


@dataclass(frozen=True, slots=True)
class Rejudged:
    """What a run did to one obligation; `row` is the obligation as it is now."""

    id: int
    row: ObligationRow
    due_before: date | None
    due_after: date | None
    copies_before: int | None
    copies_after: int | None
    provisional_before: bool
    provisional_after: bool


@dataclass(frozen=True, slots=True)
class Failure:
    """A release for which nothing could be counted, and the code of the refusal."""

    id: int
    release_id: int
    title: str
    language: str
    script: str
    problem: str
    params: dict[str, object]


def rejudging_by_id(rejudging_id: int) -> Rejudging:
    """One run. Raises `NotFound`."""
    run = session().get(Rejudging, rejudging_id, populate_existing=True)
    if run is None:
        raise NotFound("not_found")
    return run


def list_rejudgings(*, after: int | None = None, limit: int) -> list[Rejudging]:
    """Runs, the newest first; `after` is the id of the last one before these."""
    statement = select(Rejudging).order_by(Rejudging.id.desc()).limit(limit)
    if after is not None:
        statement = statement.where(Rejudging.id < after)
    return list(session().scalars(statement))


def unfinished_rejudging() -> Rejudging | None:
    """The latest run that is not finished, if there is one."""
    statement = select(Rejudging).where(Rejudging.finished_at.is_(None))
    return session().scalar(statement.order_by(Rejudging.id.desc()).limit(1))


def rejudged(rejudging_id: int, outcome: Outcome, *, after: int = 0, limit: int) -> list[Rejudged]:
    """The obligations of one outcome, in the order in which they were done."""
    columns = (
        RejudgedObligation.id.label("note_id"), RejudgedObligation.due_before, RejudgedObligation.due_after,
        RejudgedObligation.copies_before, RejudgedObligation.copies_after,
        RejudgedObligation.provisional_before, RejudgedObligation.provisional_after,
    )  # fmt: skip
    noted = select_rows(SYSTEM).add_columns(*columns)
    noted = noted.join(RejudgedObligation, RejudgedObligation.obligation_id == Obligation.id)
    return [
        Rejudged(
            row.note_id, read_row(row), row.due_before, row.due_after, row.copies_before, row.copies_after,
            row.provisional_before, row.provisional_after,
        )
        for row in session().execute(_page(noted, rejudging_id, outcome, after, limit))
    ]  # fmt: skip


def failures(rejudging_id: int, *, after: int = 0, limit: int) -> list[Failure]:
    """The releases that could not be worked out."""
    statement = (
        select(RejudgedObligation.id, Release.id, full_title(), Publication.language,
               Publication.script, RejudgedObligation.problem, RejudgedObligation.problem_params)
        .join(Release, Release.id == RejudgedObligation.release_id)
        .join(Publication, Publication.id == Release.publication_id)
    )  # fmt: skip
    found = session().execute(_page(statement, rejudging_id, Outcome.FAILED, after, limit))
    return [Failure(*row) for row in found]


def _page(
    statement: Select[*Columns], rejudging_id: int, outcome: Outcome, after: int, limit: int
) -> Select[*Columns]:
    chosen = statement.where(
        RejudgedObligation.rejudging_id == rejudging_id,
        RejudgedObligation.outcome == outcome,
        RejudgedObligation.id > after,
    )
    return chosen.order_by(RejudgedObligation.id).limit(limit)
