"""Runs one rule set over any number of releases, in memory that does not grow with their number."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from types import MappingProxyType

from app.domain.calendar import Calendar
from app.domain.law import Form, Rule, RuleSet
from app.domain.obligations import Decision, Owed, decide
from app.domain.publication import NO_SEATS, Carrier, Kind, Origin, ReleaseFacts
from app.domain.simulation.classes import Keys, keys_of
from app.domain.simulation.left_open import LeftOpen, is_charged, is_summed, left_open
from app.domain.simulation.shelf import USUAL_TENTHS, Thickness, tenths_for
from app.domain.simulation.totals import Tally, Totals

MOST_CLASSES = 50_000
"""So many classes are remembered at once; then they are added up and forgotten."""

ON_SHELVES = frozenset({Form.PHYSICAL, Form.EITHER})
"""Forms that cost a copy and take room; where the depositor may choose, paper is reckoned with."""

_ONE_DAY = date(2000, 1, 1)
_NO_PARTIES: MappingProxyType[str, int | None] = MappingProxyType({})
_NO_EVENTS: MappingProxyType[str, date] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class _Line:
    """One obligation of each release of a class; `charged` copies are at the depositor's cost."""

    rule_id: str
    role: str
    depository: str
    each: Tally
    charged: int


_Burden = tuple[str, int, int, int, int, int, int, Tally | None]


@dataclass(slots=True)
class _Class:
    """Releases decided alike, and what has to be known of them for cost and shelf.

    `burdens` are, by role: obligations, copies, files, unknown, optional, copies at the depositor's cost, and
    the tally of what is open, if anything is.
    """

    facts: ReleaseFacts
    lines: tuple[_Line, ...]
    still_open: tuple[LeftOpen, ...]
    decision: Decision
    burdens: tuple["_Burden", ...]
    releases: int = 0
    pages: int = 0
    unpaged: int = 0
    price: int = 0
    unpriced: int = 0


@dataclass(slots=True)
class _Sorting:
    """The classes of one kind, carrier and origin."""

    keys: Keys
    quick: dict[Hashable, _Class] = field(default_factory=dict)
    exact: dict[Hashable, _Class] = field(default_factory=dict)


class Simulation:
    """One rule set being run: `add` releases, as often as they come, then ask for the `totals`.

    It counts what the rules demand whenever their events happen, so that no event needs to have happened.
    `thickness` tells how wide pages are.
    """

    def __init__(self, rule_set: RuleSet, thickness: Thickness = USUAL_TENTHS) -> None:
        self._rule_set = rule_set
        self._thickness = thickness
        # Releases are judged without events, so that no clock is ever asked.
        self._calendar = Calendar(rule_set.jurisdiction, _ONE_DAY, _ONE_DAY, {}, rule_set.working_week)
        self._sortings: dict[tuple[Kind, Carrier, Origin], _Sorting] = {}
        self._remembered = 0
        self._depositors: defaultdict[int | None, Tally] = defaultdict(Tally)
        self._totals = Totals(depositors=self._depositors)

    def add(self, releases: Iterable[ReleaseFacts]) -> None:
        """Count releases. Called for millions: every look-up here is paid for each of them."""
        sortings, depositors = self._sortings, self._depositors
        for facts in releases:
            sorting = sortings.get((facts.kind, facts.carrier, facts.origin))
            if sorting is None:
                sorting = self._sorting(facts)
            name = sorting.keys.quick(facts)
            found = sorting.quick.get(name)
            if found is None:
                found = self._class(sorting, name, facts)
            found.releases += 1
            pages, price, parties = facts.pages, facts.unit_cost, facts.parties
            if pages is None:
                found.unpaged += 1
            else:
                found.pages += pages
            if price is None:
                found.unpriced += 1
            else:
                found.price += price
            _bear(found.burdens, parties, price, depositors)

    def totals(self) -> Totals:
        """Return everything counted so far."""
        self._settle()
        return self._totals

    def _sorting(self, facts: ReleaseFacts) -> _Sorting:
        key = (facts.kind, facts.carrier, facts.origin)
        sorting = self._sortings[key] = _Sorting(keys_of(self._rule_set.plan(facts)))
        return sorting

    def _class(self, sorting: _Sorting, name: Hashable, facts: ReleaseFacts) -> _Class:
        if self._remembered >= MOST_CLASSES:
            self._settle()
        self._remembered += 1
        exact = sorting.keys.exact(facts)
        found = sorting.exact.get(exact)
        if found is None:
            found = sorting.exact[exact] = self._decide(facts)
        sorting.quick[name] = found
        return found

    def _decide(self, facts: ReleaseFacts) -> _Class:
        plain = replace(facts, parties=_NO_PARTIES, events=_NO_EVENTS, seats=NO_SEATS)
        decision = decide(self._rule_set, plain, self._calendar)
        lines = tuple(_line(owed, self._rule_set.rules[owed.rule_id]) for owed in decision.owed)
        still_open = left_open(decision.undecided, self._rule_set, plain)
        return _Class(plain, lines, still_open, decision, _burdens(lines, still_open))

    def _settle(self) -> None:
        """Add up what was counted by class, and forget the classes."""
        for sorting in self._sortings.values():
            for found in sorting.exact.values():
                self._add_up(found)
            sorting.quick.clear()
            sorting.exact.clear()
        self._remembered = 0

    def _add_up(self, found: _Class) -> None:
        totals, releases = self._totals, found.releases
        totals.releases += releases
        undecided, exempt = len(found.decision.undecided), len(found.decision.exempt)
        totals.undecided += undecided * releases
        totals.exempt += exempt * releases
        totals.undecided_releases += releases if undecided else 0
        totals.exempt_releases += releases if exempt else 0
        for fact in {fact for open_rule in found.decision.undecided for fact in open_rule.missing}:
            totals.missing[fact] = totals.missing.get(fact, 0) + releases
        tenths = tenths_for(found.facts.kind, self._thickness)
        for line in found.lines:
            self._spread(_of_class(line, found, tenths), found.facts, line.rule_id, (line.depository,))
        for rule in found.still_open:
            each = rule.each
            tally = Tally(
                undecided=each.undecided * releases,
                open_files=each.open_files * releases,
                open_charged=each.open_charged * releases,
            )
            self._spread(tally, found.facts, rule.rule_id, rule.depositories)

    def _spread(self, tally: Tally, facts: ReleaseFacts, rule_id: str, depositories: tuple[str, ...]) -> None:
        """Add a tally to every table; each of several depositories gets it whole."""
        totals = self._totals
        totals.whole.add(tally)
        for depository in depositories:
            totals.depositories.setdefault(depository, Tally()).add(tally)
        totals.regions.setdefault(facts.depositor_region, Tally()).add(tally)
        totals.kinds.setdefault(facts.kind.value, Tally()).add(tally)
        totals.rules.setdefault(rule_id, Tally()).add(tally)


def _bear(
    burdens: tuple[_Burden, ...],
    parties: Mapping[str, int | None],
    price: int | None,
    depositors: defaultdict[int | None, Tally],
) -> None:
    """Add what one release means for those who owe it."""
    for role, obligations, copies, files, unknown, optional, charged, still_open in burdens:
        tally = depositors[parties.get(role)]
        tally.obligations += obligations
        tally.copies += copies
        tally.files += files
        tally.unknown += unknown
        tally.optional += optional
        if price is None:
            tally.unpriced += charged
        else:
            tally.cost += price * charged
        if still_open is not None:
            tally.add(still_open)


def _line(owed: Owed, rule: Rule) -> _Line:
    """What one `Owed` means for each release of its class."""
    if not is_summed(rule):
        return _Line(rule.id, owed.depositor_role, owed.depository, Tally(optional=1), 0)
    number, unknown = owed.counted_copies or 0, owed.counted_copies is None
    on_shelves, charged = owed.form in ON_SHELVES, is_charged(rule)
    each = Tally(
        obligations=1,
        copies=number if on_shelves else 0,
        files=number if owed.form is Form.FILE else 0,
        unknown=int(unknown),
        open_files=int(unknown and not on_shelves),
        open_charged=int(unknown and on_shelves and charged),
    )
    return _Line(rule.id, owed.depositor_role, owed.depository, each, each.copies if charged else 0)


def _burdens(lines: tuple[_Line, ...], still_open: tuple[LeftOpen, ...]) -> tuple[_Burden, ...]:
    roles: dict[str, tuple[Tally, int]] = {}
    for line in lines:
        tally, charged = roles.get(line.role, (Tally(), 0))
        tally.add(line.each)
        roles[line.role] = (tally, charged + line.charged)
    for rule in still_open:
        roles.setdefault(rule.role, (Tally(), 0))[0].add(rule.each)
    return tuple(
        (role, tally.obligations, tally.copies, tally.files, tally.unknown, tally.optional, charged,
         _only_open(tally) if tally.is_open else None)
        for role, (tally, charged) in roles.items()
    )  # fmt: skip


def _only_open(tally: Tally) -> Tally:
    return Tally(undecided=tally.undecided, open_files=tally.open_files, open_charged=tally.open_charged)


def _of_class(line: _Line, found: _Class, tenths: int) -> Tally:
    """What a line comes to over all releases of a class."""
    each, releases = line.each, found.releases
    return Tally(
        obligations=each.obligations * releases,
        copies=each.copies * releases,
        files=each.files * releases,
        unknown=each.unknown * releases,
        optional=each.optional * releases,
        cost=line.charged * found.price,
        unpriced=line.charged * found.unpriced,
        shelf=each.copies * found.pages * tenths,
        unpaged=each.copies * found.unpaged,
        open_files=each.open_files * releases,
        open_charged=each.open_charged * releases,
    )
