"""What is coming to each library, in numbers: for who reads of several."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from sqlalchemy import ColumnElement, and_, func, select

from app.deposits.coming.filters import STAGES
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
    """Return the libraries to which something is still to come within reach, by name; in three statements."""
    named = noticed(actor)
    stages: list[State] = [stage for stage in STAGES if stage is not State.HELD]
    reach = within_reach(actor, Permission.DELIVERY_EXPECT)
    if region:
        reach = and_(reach, Obligation.region_soato == region)

    def by_library(state: State, *columns: ColumnElement[int]) -> dict[int, Sequence[int]]:
        condition = and_(reach, condition_of(state, today, named))
        statement = select(Obligation.depository_id, func.count(), *columns).where(condition)
        return {row[0]: list(row) for row in session().execute(statement.group_by(Obligation.depository_id))}

    of_open = by_library(
        State.OPEN, *(func.count().filter(condition_of(stage, today, named)) for stage in stages)
    )
    of_held = by_library(State.HELD)
    found = []
    for library in depositories():
        _id, owed, *by_stage = of_open.get(library.id, [library.id, 0, *[0] * len(stages)])
        held = of_held[library.id][1] if library.id in of_held else 0
        if owed or held:
            counts = dict(zip(stages, by_stage, strict=True))
            counts[State.HELD] = held
            found.append(LibraryTotals(library, owed + held, counts))
    return found
