"""What a run does after a law was given retroactive effect: one act for each obligation that it changes."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select

from app.deposits.obligations.models import Obligation
from app.deposits.obligations.planning import Difference, Values, columns_of, told_value
from app.deposits.obligations.rejudging.models import Outcome, RejudgedObligation, Rejudging
from app.deposits.obligations.rejudging.scope import reached
from app.domain.actor import SYSTEM
from app.domain.events import Event, Subject
from app.infra.db import session
from app.infra.events import publish
from app.law.models import AdoptedRuleSet, RetroactiveEffect
from app.publications.models import ReleaseEvent

NAMES: Mapping[Outcome, str] = {
    Outcome.ADDED: "obligation.added",
    Outcome.AMENDED: "obligation.amended",
    Outcome.CANCELLED: "obligation.cancelled",
}
"""The act that tells of each outcome."""
TOLD = (
    "rule_id", "instrument", "locator", "depositor_id", "depository_id", "form", "copies", "event_on",
    "due_on", "provisional",
)  # fmt: skip
"""The columns of an obligation that an act tells of, beside the rule set."""


@dataclass(frozen=True, slots=True)
class Change:
    """What becomes of one obligation: its columns before and after, an empty side owes nothing.

    `obligation_id` None: it is not written yet.
    """

    outcome: Outcome
    obligation_id: int | None
    before: Values
    after: Values


def concerned(first: date | None, last: date | None, depository_id: int | None) -> int:
    """How many releases have an event from `first` to `last`; a law reaches back for every library."""
    if first is None or last is None:
        return 0
    return session().scalar(select(func.count()).select_from(reached(first, last).subquery())) or 0


def waiting(run: Rejudging, limit: int) -> Sequence[tuple[int, int]]:
    """The next releases that the run concerns, each counted once."""
    if run.first_day is None or run.last_day is None:
        return []
    later = reached(run.first_day, run.last_day).where(ReleaseEvent.release_id > run.cursor)
    found = session().scalars(later.order_by(ReleaseEvent.release_id).limit(limit))
    return [(release_id, 1) for release_id in found]


def tell(run: Rejudging, release_id: int, _number: int, written: Difference, at: datetime) -> None:
    """Note each obligation that was added, changed, cancelled or kept, and publish an act for each change."""
    standing = _standing_rows(release_id)
    ids = {_duty(columns_of(row)): row.id for row in standing}
    done = [
        replace(change, obligation_id=change.obligation_id or ids[_duty(change.after)])
        for change in outcomes(written)
    ]
    session().add_all([_note(run, release_id, change) for change in done])
    session().flush()
    labels = _labels(run)
    for change in done:
        if change.outcome in NAMES:
            publish(_act(run, release_id, change, labels, at))
    counts = Counter(change.outcome for change in done)
    run.added += counts[Outcome.ADDED]
    run.amended += counts[Outcome.AMENDED]
    run.cancelled += counts[Outcome.CANCELLED]
    run.kept += counts[Outcome.KEPT]
    run.unchanged += len(standing) - len(done) + counts[Outcome.CANCELLED]


def outcomes(difference: Difference) -> Iterator[Change]:
    """What becomes of each obligation of a release that does not simply stay as it was."""
    for values in difference.added:
        yield Change(Outcome.ADDED, None, {}, values)
    for item in difference.changed:
        outcome, before = (Outcome.ADDED, {}) if item.revived else (Outcome.AMENDED, item.before)
        yield Change(outcome, item.obligation_id, before, item.after)
    for item in difference.cancelled:
        yield Change(Outcome.CANCELLED, item.obligation_id, item.before, item.after)
    for item in difference.kept_terms:
        yield Change(Outcome.KEPT, item.obligation_id, item.before, item.after)


def _standing_rows(release_id: int) -> Sequence[Obligation]:
    """What is owed for the release once the difference is written."""
    standing = select(Obligation).where(
        Obligation.release_id == release_id, Obligation.cancelled_at.is_(None)
    )
    return session().scalars(standing).all()


def _duty(values: Values) -> tuple[object, ...]:
    return values["rule_id"], values["depositor_id"], values["depository_id"]


def _note(run: Rejudging, release_id: int, item: Change) -> RejudgedObligation:
    before, after = _terms(item.before), _terms(item.after)
    return RejudgedObligation(
        rejudging_id=run.id,
        outcome=item.outcome,
        release_id=release_id,
        obligation_id=item.obligation_id,
        **{f"{name}_before": value for name, value in before.items()},
        **{f"{name}_after": value for name, value in after.items()},
    )


def _terms(values: Values) -> dict[str, Any]:
    """What a note keeps of one side of a change; a side that owes nothing has no terms."""
    if not values:
        return {"copies": None, "due": None, "provisional": False}
    return {
        "copies": values["copies"],
        "due": values["due_on"],
        "provisional": values["provisional"],
    }


def _labels(run: Rejudging) -> tuple[Mapping[int, str], str]:
    """The code and version of every rule set by its id, and the clause that orders the reach back."""
    found = session().execute(select(AdoptedRuleSet.id, AdoptedRuleSet.code, AdoptedRuleSet.version))
    effect = select(RetroactiveEffect.citation).where(RetroactiveEffect.rule_set_id == run.rule_set_id)
    names = {rule_set_id: f"{code} {version}" for rule_set_id, code, version in found}
    return names, session().scalar(effect) or ""


def _act(
    run: Rejudging,
    release_id: int,
    item: Change,
    labels: tuple[Mapping[int, str], str],
    at: datetime,
) -> Event:
    names, ordered_by = labels
    either = item.after or item.before
    parties = {either["depository_id"], either["depositor_id"]}
    subjects = (
        Subject("obligation", item.obligation_id or 0),
        Subject("release", release_id),
        Subject("rejudging", run.id),
        *(Subject("organisation", party) for party in parties if isinstance(party, int)),
    )
    why = {"cause": str(run.cause), "law": names.get(run.rule_set_id or 0, ""), "ordered_by": ordered_by}
    before, after = (_told(values, names) for values in (item.before, item.after))
    return Event(NAMES[item.outcome], SYSTEM, at, subjects, before=before, after={**after, **why})


def _told(values: Values, names: Mapping[int, str]) -> dict[str, object]:
    """One side of a change; a side that owes nothing tells nothing."""
    rule_set_id = values.get("rule_set_id")
    if not isinstance(rule_set_id, int):
        return {}
    return {"rule_set": names[rule_set_id], **{name: told_value(values[name]) for name in TOLD}}
