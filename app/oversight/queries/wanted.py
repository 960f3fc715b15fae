"""What sums and lists are narrowed to, as conditions."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, and_, false, or_, true
from sqlalchemy.orm import InstrumentedAttribute

from app.domain.actor import Actor
from app.law.queries import hypothetical_rule_sets
from app.oversight.periods import Stretch
from app.policy.permissions import Permission
from app.policy.predicates import Reach
from app.policy.table import reaches


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked at. `specimen`: under hypothetical rule sets, which are never added to what is owed."""

    stretch: Stretch
    region: str = ""
    kind: str = ""
    depositor_id: int | None = None
    specimen: bool = False


def narrowed(
    wanted: Wanted,
    actor: Actor,
    today: date,
    *,
    due_on: InstrumentedAttribute[date] | InstrumentedAttribute[date | None],
    region: InstrumentedAttribute[str],
    kind: InstrumentedAttribute[str],
    rule_set_id: InstrumentedAttribute[int],
) -> ColumnElement[bool]:
    """What fell due before `today` within the filter and the actor's reach."""
    play = rule_set_id.in_(hypothetical_rule_sets())
    conditions = [
        due_on.between(wanted.stretch.first, wanted.stretch.last),
        due_on < today,
        play if wanted.specimen else ~play,
        within_reach(actor, region),
    ]
    if wanted.region:
        conditions.append(region == wanted.region)
    if wanted.kind:
        conditions.append(kind == wanted.kind)
    return and_(*conditions)


def within_reach(actor: Actor, region: InstrumentedAttribute[str]) -> ColumnElement[bool]:
    """The regions that the actor oversees; false for who oversees none."""
    found: list[ColumnElement[bool]] = []
    for reach in reaches(actor, Permission.OVERSIGHT_READ):
        whole = reach is Reach.ALL or (reach is Reach.REGION and actor.region_soato is None)
        found.append(true() if whole else region == actor.region_soato)
    return or_(false(), *found)
