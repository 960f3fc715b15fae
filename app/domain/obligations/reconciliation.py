"""What a change of facts does to what was owed before: the difference, and nothing of what was received."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from app.domain.law import Form
from app.domain.obligations.decision import Owed


@dataclass(frozen=True, slots=True)
class Standing:
    """An obligation as it is kept: what was owed, how many copies came in, whether it was cancelled."""

    id: int
    rule_id: str
    depositor_id: int | None
    depositor_role: str
    depository: str
    copies: int | None
    form: Form
    event_on: date | None
    due_on: date | None
    provisional: bool
    received: int
    cancelled: bool


@dataclass(frozen=True, slots=True)
class Amendment:
    """A kept obligation that takes the values of `owed`; `revived` ones had been cancelled."""

    standing_id: int
    owed: Owed
    revived: bool


@dataclass(frozen=True, slots=True)
class Cancellation:
    """A kept obligation that is owed no longer. With `keeps_received` its receipts stay and stay visible."""

    standing_id: int
    keeps_received: bool


@dataclass(frozen=True, slots=True)
class Changes:
    """`keep` are the ids of obligations that stay exactly as they are; `waiting` of those that do so because
    it is not decided whether they are owed still."""

    add: tuple[Owed, ...]
    amend: tuple[Amendment, ...]
    cancel: tuple[Cancellation, ...]
    keep: tuple[int, ...]
    waiting: tuple[int, ...] = ()


Duty = tuple[str, str, str]
Key = tuple[int | None, str, str, str]


def reconcile(existing: Sequence[Standing], owed: Sequence[Owed], undecided: Collection[str] = ()) -> Changes:
    """The changes that turn what is kept for one release into what is owed for it now.

    The same duty is the same rule, depositor and depository. A duty whose depositor was not identified
    passes to the one who is. A duty that another rule now makes instead (a smaller print run) goes on in the
    same obligation, and copies that a library has taken in count for whoever owes them now: nobody is asked
    again for what was delivered. Otherwise a change from one depositor to another cancels the one's duty and
    adds the other's. What was cancelled before and is owed again is revived. What stands under a rule that is
    `undecided`, for a fact that was known is known no longer, stays as it is: only a fact ends a duty, never
    that one is missing. Carrying the changes out leaves nothing to change.
    """
    rest = {(item.depositor_id, *_duty(item)): item for item in existing}
    first = [(item, rest.pop((item.depositor_id, *_duty(item)), None)) for item in owed]
    second = [(item, standing or rest.pop((None, *_duty(item)), None)) for item, standing in first]
    waiting = [key for key, item in rest.items() if item.rule_id in undecided and not item.cancelled]
    waited = [rest.pop(key).id for key in waiting]
    pairs = [(item, standing or _take_predecessor(rest, item)) for item, standing in second]
    matched = [(item, standing) for item, standing in pairs if standing is not None]
    return Changes(
        add=tuple(item for item, standing in pairs if standing is None),
        amend=tuple(
            Amendment(standing.id, item, revived=standing.cancelled)
            for item, standing in matched
            if _differs(standing, item)
        ),
        cancel=tuple(
            Cancellation(standing.id, keeps_received=standing.received > 0)
            for standing in rest.values()
            if not standing.cancelled
        ),
        keep=tuple(standing.id for item, standing in matched if not _differs(standing, item)),
        waiting=tuple(waited),
    )


def _take_predecessor(rest: dict[Key, Standing], owed: Owed) -> Standing | None:
    """Take out of `rest` the obligation that `owed` continues under another rule or depositor."""
    alike = [
        (standing.depositor_id != owed.depositor_id, standing.id, key)
        for key, standing in rest.items()
        if (standing.depositor_role, standing.depository, standing.form)
        == (owed.depositor_role, owed.depository, owed.form)
        and (standing.received > 0 or (standing.depositor_id == owed.depositor_id and not standing.cancelled))
    ]
    return rest.pop(min(alike, key=lambda found: found[:2])[2]) if alike else None


def _duty(item: Standing | Owed) -> Duty:
    return item.rule_id, item.depositor_role, item.depository


def _differs(standing: Standing, owed: Owed) -> bool:
    kept = (*_duty(standing), standing.depositor_id, standing.copies, standing.form)
    now = (*_duty(owed), owed.depositor_id, owed.counted_copies, owed.form)
    if (standing.event_on, standing.due_on) != (owed.event_on, owed.due_on):
        return True
    return standing.cancelled or standing.provisional is not owed.provisional or kept != now
