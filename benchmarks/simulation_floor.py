"""The floor of simulating: a bare loop over rules laid out beforehand, with the same matching and arithmetic.

It knows that every fact is known, goes for each release through the rules for its kind, and adds the same
figures to the same tables; it makes no values in between.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from app.domain.law import Form, Rule, RuleSet, Strength, Trigger
from app.domain.law.conditions import AllOf, Among, AnyOf, Between, Condition, Is
from app.domain.law.vocabulary import Cost
from app.domain.publication import Carrier, Kind, Origin, ReleaseFacts
from app.domain.simulation import USUAL_TENTHS
from app.domain.simulation.reckoning import ON_SHELVES
from app.domain.simulation.shelf import tenths_for
from app.domain.simulation.totals import FIGURES

Figures = list[int]
Tables = dict[str, dict[object, Figures]]
_Test = Callable[[ReleaseFacts], bool]
_COST, _SHELF = FIGURES.index("cost"), FIGURES.index("shelf")
_OPEN_FILES, _OPEN_CHARGED = FIGURES.index("open_files"), FIGURES.index("open_charged")


@dataclass(frozen=True, slots=True)
class _Laid:
    """A rule as the loop wants it: its questions, its libraries, and what it adds."""

    role: str
    tests: tuple[_Test, ...]
    libraries: tuple[str, ...]
    chosen: tuple[tuple[str, Callable[[str], str | None]], ...]
    obligations: int
    copies: int
    files: int
    unknown: int
    optional: int
    charged: int
    open_files: int
    open_charged: int


class BareSimulation:
    """The floor."""

    def __init__(self, rule_set: RuleSet) -> None:
        self._rule_set = rule_set
        self._exempt = [_tests(item.when) for item in rule_set.exemptions.values()]
        self._laid: dict[tuple[Kind, Carrier, Origin], tuple[_Laid, ...]] = {}

    def run(self, releases: Iterable[ReleaseFacts]) -> Tables:
        """Add up what every release owes."""
        tables: Tables = {
            name: defaultdict(lambda: [0] * len(FIGURES))
            for name in ("depositories", "regions", "kinds", "depositors")
        }
        for facts in releases:
            laid = self._laid.get((facts.kind, facts.carrier, facts.origin))
            if laid is None:
                laid = self._lay_out(facts)
            if any(all(test(facts) for test in tests) for tests in self._exempt):
                continue
            for rule in laid:
                for test in rule.tests:
                    if not test(facts):
                        break
                else:
                    _count(rule, facts, tables)
        return {name: {key: row for key, row in table.items() if any(row)} for name, table in tables.items()}

    def _lay_out(self, facts: ReleaseFacts) -> tuple[_Laid, ...]:
        key = (facts.kind, facts.carrier, facts.origin)
        rules = [rule for rule in self._rule_set.rules.values() if _fits(rule, facts)]
        laid = self._laid[key] = tuple(self._lay(rule) for rule in rules)
        return laid

    def _lay(self, rule: Rule) -> _Laid:
        named = [self._rule_set.recipients[name] for name in rule.recipients]
        asked = rule.trigger is Trigger.ON_REQUEST or rule.strength is Strength.VOLUNTARY
        number = rule.copies or 0
        copies = number if rule.form in ON_SHELVES and not asked else 0
        unknown = rule.copies is None and not asked
        charged = rule.cost not in (Cost.STATE, Cost.NONE)
        return _Laid(
            role=rule.depositor,
            tests=tuple(_test(part) for part in rule.when.parts if not _classifies(part)),
            libraries=tuple(library for item in named for library in item.group),
            chosen=tuple((item.chosen_by.value, item.library) for item in named if item.chosen_by),
            obligations=int(not asked),
            copies=copies,
            files=number if rule.form is Form.FILE and not asked else 0,
            unknown=int(unknown),
            optional=int(asked),
            charged=copies if charged else 0,
            open_files=int(unknown and rule.form not in ON_SHELVES),
            open_charged=int(unknown and rule.form in ON_SHELVES and charged),
        )


def _count(rule: _Laid, facts: ReleaseFacts, tables: Tables) -> None:
    depositor = tables["depositors"][facts.parties.get(rule.role)]
    region, kind = tables["regions"][facts.depositor_region], tables["kinds"][facts.kind.value]
    cost = rule.charged * facts.unit_cost
    shelf = rule.copies * facts.pages * tenths_for(facts.kind, USUAL_TENTHS)
    for library in _libraries(rule, facts):
        for row in (tables["depositories"][library], region, kind, depositor):
            row[0] += rule.obligations
            row[1] += rule.copies
            row[2] += rule.files
            row[3] += rule.unknown
            row[4] += rule.optional
            row[_COST] += cost
            row[_OPEN_FILES] += rule.open_files
            row[_OPEN_CHARGED] += rule.open_charged
            row[_SHELF] += shelf
        depositor[_SHELF] = 0


def _libraries(rule: _Laid, facts: ReleaseFacts) -> tuple[str, ...]:
    """Each library once; a rule whose chooser names none owes nothing yet."""
    if not rule.chosen:
        return rule.libraries
    found = dict.fromkeys(rule.libraries)
    for chosen_by, library in rule.chosen:
        value = getattr(facts, chosen_by)
        if value is None:
            return ()
        codes = (value,) if isinstance(value, str) else value
        named = [found_one for code in codes if (found_one := library(code)) is not None]
        if not named:
            return ()
        found.update(dict.fromkeys(named))
    return tuple(found)


def _classifies(part: Condition) -> bool:
    return getattr(part, "fact", None) in ("kind", "carrier", "origin")


def _fits(rule: Rule, facts: ReleaseFacts) -> bool:
    return all(part.verdict(facts) for part in rule.when.parts if _classifies(part))


def _tests(when: AllOf) -> tuple[_Test, ...]:
    return tuple(_test(part) for part in when.parts)


def _test(part: Condition) -> _Test:
    """A question with everything about it settled beforehand."""
    match part:
        case Among(fact, codes, negated) if fact in ("languages", "subjects", "audiences"):
            return lambda facts: codes.isdisjoint(getattr(facts, fact)) is negated
        case Among(fact, codes, negated):
            return lambda facts: (getattr(facts, fact) in codes) is not negated
        case Between(fact, least, most):
            low, high = -1 if least is None else least, 10**12 if most is None else most
            return lambda facts: low <= getattr(facts, fact) <= high
        case Is(fact, expected):
            return lambda facts: getattr(facts, fact) is expected
        case AllOf(parts):
            every = tuple(_test(each) for each in parts)
            return lambda facts: all(test(facts) for test in every)
        case AnyOf(parts):
            some = tuple(_test(each) for each in parts)
            return lambda facts: any(test(facts) for test in some)
    raise TypeError(part)
