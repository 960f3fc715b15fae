"""What is coming to each library, in numbers: for who reads of several."""

from datetime import date
from typing import NamedTuple

from sqlalchemy import func, select

from app.deposits.coming.filters import OPEN_STAGES
from app.deposits.obligations.expected import condition_of
from app.deposits.obligations.models import Obligation
from app.deposits.obligations.queries import depositories
from app.deposits.obligations.rows import Party
from app.deposits.obligations.scope import State, noticed, within_reach
from app.domain.actor import Actor
from app.infra.db import session
from app.policy.permissions import Permission


class LibraryTotals(NamedTuple):
    """A library and how many obligations are on their way to it, by how far they are."""

    library: Party
    all: int
    by_stage: dict[State, int]


def totals_by_library(actor: Actor, today: date, region: str = "") -> list[LibraryTotals]:
    """Return the libraries to which something is still to come within reach, by name; in two statements."""
    named, stages = noticed(actor), list(OPEN_STAGES)
    conditions = (condition_of(stage, today, named) for stage in stages)
    statement = (
        select(
            Obligation.depository_id,
            func.count(),
            *(func.count().filter(condition) for condition in conditions),
        )
        .where(
            within_reach(actor, Permission.OBLIGATION_READ),
            condition_of(State.OPEN, today, named),
        )
        .group_by(Obligation.depository_id)
    )
    if region:
        statement = statement.where(Obligation.region_soato == region)
    found = {row[0]: row for row in session().execute(statement)}
    return [
        LibraryTotals(library, row[1], dict(zip(stages, row[2:], strict=True)))
        for library in depositories()
        if (row := found.get(library.id)) is not None
    ]
