"""Obligations that keep the terms of the law in force at their event, although a later set reaches back.

What was received is settled, and what a live notice names was named: a set that was given retroactive effect
takes neither up again. Their own law goes on governing them, also when the facts are amended.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from app.deposits.obligations.judging import Calendars, Judgement, OwedUnder, judge
from app.deposits.obligations.models import Obligation
from app.domain.obligations import Owed, Standing, reconcile
from app.domain.publication import ReleaseFacts
from app.law.queries import InForce, governing

Found = tuple[Obligation, bool, bool]
"""A row as kept, whether it is settled, and whether an act names it."""
Stood = tuple[Obligation, OwedUnder | None]
"""A row that keeps its terms, and what the set that reaches back would make of it (None: nothing)."""


@dataclass(frozen=True, slots=True)
class Case:
    """A release to be judged: its facts, the laws with the newest first, and the rows kept for it.

    `region` is where an obligation belongs while its depositor is not identified; `calendars` are filled as
    cases are judged, and shared by those that were read together. Nothing is owed for a `withdrawn` one.
    """

    release_id: int
    facts: ReleaseFacts
    region: str
    today: date
    laws: Sequence[InForce]
    found: Sequence[Found]
    calendars: Calendars
    withdrawn: bool = False

    def judged(self, laws: Sequence[InForce] | None = None) -> Judgement:
        """What its laws say of the release, or others if they are given. Raises as `judge` does."""
        if self.withdrawn:
            return Judgement((), (), ())
        chosen = self.laws if laws is None else laws
        return judge(self.facts, today=self.today, laws=chosen, calendars=self.calendars)


def hold_terms(
    case: Case, judgement: Judgement, standing: Sequence[Standing]
) -> tuple[list[OwedUnder], list[Stood]]:
    """What is owed, with the terms that stand in the place of those that would replace them; and which stand.

    A row stands as long as its own law makes the same duty of the facts.
    """
    own = _own_terms(case, {item.id: item for item in standing})
    if not own:
        return list(judgement.owed), []
    would = {row_id: item for row_id, item in _continuing(judgement, standing).items() if row_id in own}
    replaced = {id(item) for item in would.values()}
    others = [item for item in judgement.owed if id(item) not in replaced]
    stood: list[Stood] = [(row, would.get(row.id)) for row, _item in own.values()]
    return [*others, *(item for _row, item in own.values())], stood


def _own_terms(case: Case, standing: Mapping[int, Standing]) -> dict[int, tuple[Obligation, OwedUnder]]:
    """What their own law makes of the rows that a set that reaches back may not take up."""
    laws = {law.id: law for law in case.laws}
    found: dict[int, tuple[Obligation, OwedUnder]] = {}
    for row, settled, named in case.found:
        law = laws.get(row.rule_set_id)
        if law is None or not (settled or named) or not _is_reached(row, case.laws):
            continue
        judgement = case.judged([law])
        duty = _duty(standing[row.id])
        same = [
            item for item in judgement.owed if _duty(item.owed) == duty and item.owed.event_on == row.event_on
        ]
        if same:
            found[row.id] = row, same[0]
    return found


def _is_reached(row: Obligation, laws: Sequence[InForce]) -> bool:
    """Whether another set than the row's own reaches back over its event."""
    if row.cancelled_at is not None or row.event_on is None:
        return False
    law = governing(laws, row.event_on)
    return law is not None and law.id != row.rule_set_id and law.reaches(row.event_on)


def _continuing(judgement: Judgement, standing: Sequence[Standing]) -> dict[int, OwedUnder]:
    """By the id of each row that is owed on, what it would become."""
    owed = judgement.owed
    changes = reconcile(standing, [item.owed for item in owed], judgement.undecided_rules)
    by_owed = {id(item.owed): item for item in owed}
    by_duty = {_duty(item.owed): item for item in owed}
    kept = set(changes.keep)
    same = {item.id: by_duty[_duty(item)] for item in standing if item.id in kept}
    return same | {item.standing_id: by_owed[id(item.owed)] for item in changes.amend}


def _duty(item: Standing | Owed) -> tuple[str, str, int | None, str]:
    return item.rule_id, item.depositor_role, item.depositor_id, item.depository
