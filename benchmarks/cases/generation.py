"""Deciding what is owed: the domain against a bare loop over rules laid out for it beforehand.

The loop knows that every fact is known and that nothing is exempt; it matches the same conditions, looks the
same days up and makes the same values.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from app.domain.calendar import Calendar
from app.domain.deadlines import Event, due_date
from app.domain.law import Rule, RuleSet
from app.domain.law.conditions import Among, Between
from app.domain.obligations import Decision, Owed, decide
from app.domain.publication import Carrier, Kind, Origin, ReleaseFacts
from benchmarks import data
from benchmarks.measure import Effort, Goal, Row, alternate

RELEASES = 2000
GOAL = Goal(ratio=2.0)


@dataclass(frozen=True, slots=True)
class _Laid:
    """A rule as the loop wants it: questions apart by their kind, libraries with the fact that picks one."""

    rule: Rule
    among: tuple[tuple[str, frozenset[str]], ...]
    between: tuple[tuple[int | None, int | None], ...]
    libraries: tuple[tuple[str, str | None, Mapping[str, str]], ...]


def measure(effort: Effort, today: date, releases: int = RELEASES) -> list[Row]:
    """Decide about so many books in each turn."""
    rule_set, calendar = data.law(), data.calendar(today)
    facts = [
        book.facts(book.publisher + 1, None if book.printer is None else book.printer + 1)
        for book, _ in zip(data.books(releases, today), range(releases), strict=False)
    ]
    laid = _lay_out(rule_set)
    due: dict[tuple[str, date], tuple[date, bool]] = {}
    decided = [decide(rule_set, each, calendar) for each in facts]
    looped = [_bare(laid, each, calendar, due) for each in facts]
    assert decided == looped
    owed = sum(len(decision.owed) for decision in decided)
    timed = alternate(
        lambda: [decide(rule_set, each, calendar) for each in facts],
        lambda: [_bare(laid, each, calendar, due) for each in facts],
        effort=effort,
        repeat=3,
    )
    row = timed.row(
        "generation", f"decide {releases} books", "bare loop, same dataclasses", GOAL,
        notes={"obligations": owed, "obligations_per_second": round(owed / min(timed.product) * 1000)},
    )  # fmt: skip
    return [row]


def _lay_out(rule_set: RuleSet) -> tuple[_Laid, ...]:
    """The rules for printed books at home."""
    sought = {"kind": Kind.BOOK, "carrier": Carrier.PRINT, "origin": Origin.DOMESTIC}
    laid = []
    for rule in rule_set.rules.values():
        asked = {
            part.fact: part for part in rule.when.parts if isinstance(part, Among) and part.fact in sought
        }
        if all(sought[name] in part.codes for name, part in asked.items()):
            rest = [part for part in rule.when.parts if getattr(part, "fact", None) not in sought]
            laid.append(
                _Laid(
                    rule,
                    tuple((part.fact, part.codes) for part in rest if isinstance(part, Among)),
                    tuple((part.minimum, part.maximum) for part in rest if isinstance(part, Between)),
                    tuple(
                        (name, rule_set.recipients[name].group, rule_set.recipients[name].members)
                        for name in rule.recipients
                    ),
                )
            )
    return tuple(laid)


def _bare(
    laid: tuple[_Laid, ...],
    facts: ReleaseFacts,
    calendar: Calendar,
    due: dict[tuple[str, date], tuple[date, bool]],
) -> Decision:
    owed = []
    for item in laid:
        if not _matches(item, facts):
            continue
        rule = item.rule
        event: Event = rule.deadline.event
        event_on = facts.events[event]
        on = due.get((rule.id, event_on))
        if on is None:
            reckoned = due_date(rule.deadline, event_on, calendar)
            assert reckoned is not None
            on = due[rule.id, event_on] = (reckoned.on, reckoned.provisional)
        depositor = facts.parties.get(rule.depositor)
        for name, group, members in item.libraries:
            library = group[0] if group else members[facts.depositor_region or ""]
            owed.append(
                Owed(
                    rule.id, rule.depositor, depositor, name, library, rule.copies, rule.form, event,
                    event_on, on[0], on[1], rule.citation,
                )
            )  # fmt: skip
    return Decision(tuple(owed), (), ())


def _matches(item: _Laid, facts: ReleaseFacts) -> bool:
    for name, codes in item.among:
        if codes.isdisjoint(getattr(facts, name)):
            return False
    for least, most in item.between:
        run = facts.print_run or 0
        if (least is not None and run < least) or (most is not None and run > most):
            return False
    return True
