"""A simulation counts what deciding about each release alone would give."""

from collections.abc import Iterable
from copy import deepcopy
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.calendar import Calendar
from app.domain.law import Form, Rule, RuleSet, Strength, Trigger, parse_rule_set
from app.domain.law.conditions import FACTS
from app.domain.law.vocabulary import Cost
from app.domain.obligations import decide
from app.domain.publication import Carrier, EditionStatus, Kind, Origin, ReleaseFacts
from app.domain.simulation import (
    ANY,
    USUAL_TENTHS,
    Bin,
    Change,
    Simulation,
    SpineGroup,
    Tally,
    Totals,
    changes,
    distribution,
    metres,
    reached,
    reckoning,
)
from tests.domain.conftest import read_document

BOOK = ReleaseFacts(
    Kind.BOOK,
    Carrier.PRINT,
    Origin.DOMESTIC,
    languages=frozenset({"uz"}),
    subjects=frozenset({"science"}),
    audiences=frozenset({"general"}),
    print_run=500,
    pages=200,
    unit_cost=40_000,
    edition_status=EditionStatus.FIRST,
    restricted=False,
    depositor_region="1726",
    parties={"publisher": 7, "printer": 9},
)

CODES = st.none() | st.frozensets(st.sampled_from(["uz", "kaa", "ru"]), max_size=2)
NUMBERS = st.none() | st.sampled_from([0, 1, 24, 25, 26, 49, 50, 51, 500])
TRUTH = st.sampled_from([None, True, False])
RELEASES = st.builds(
    ReleaseFacts,
    kind=st.sampled_from([Kind.BOOK, Kind.JOURNAL, Kind.ALBUM, Kind.SHEET_MUSIC, Kind.DISSERTATION]),
    carrier=st.sampled_from([Carrier.PRINT, Carrier.ONLINE]),
    origin=st.sampled_from([Origin.DOMESTIC, Origin.IMPORTED]),
    languages=CODES,
    subjects=st.none() | st.frozensets(st.sampled_from(["science", "fiction"]), max_size=2),
    audiences=st.none() | st.frozensets(st.sampled_from(["children", "general"]), max_size=1),
    print_run=NUMBERS,
    pages=NUMBERS,
    unit_cost=NUMBERS,
    edition_status=st.none() | st.sampled_from(EditionStatus),
    original_deposited=TRUTH,
    restricted=TRUTH,
    print_on_demand=TRUTH,
    hire_only=TRUTH,
    file_delivered=TRUTH,
    depositor_region=st.sampled_from([None, "1726", "1735", "9999"]),
    parties=st.fixed_dictionaries({"publisher": st.sampled_from([None, 1, 2])}),
)
LISTS = st.lists(RELEASES, max_size=25)


def run(rule_set: RuleSet, releases: Iterable[ReleaseFacts]) -> Totals:
    simulation = Simulation(rule_set)
    simulation.add(releases)
    return simulation.totals()


def one_by_one(rule_set: RuleSet, releases: Iterable[ReleaseFacts], calendar: Calendar) -> Totals:
    """The same, written plainly: each release is decided alone and added to every table."""
    totals = Totals()
    for facts in releases:
        decision = decide(rule_set, facts, calendar)
        totals.releases += 1
        totals.undecided += len(decision.undecided)
        totals.undecided_releases += bool(decision.undecided)
        totals.exempt += len(decision.exempt)
        totals.exempt_releases += bool(decision.exempt)
        for fact in {fact for rule in decision.undecided for fact in rule.missing}:
            totals.missing[fact] = totals.missing.get(fact, 0) + 1
        for owed in decision.owed:
            rule = rule_set.rules[owed.rule_id]
            if rule.trigger is Trigger.ON_REQUEST or rule.strength is Strength.VOLUNTARY:
                tally = Tally(optional=1)
            else:
                number, file = owed.copies or 0, owed.form is Form.FILE
                tally = Tally(1, 0 if file else number, number if file else 0, int(owed.copies is None))
                tally.open_files = int(file and owed.copies is None)
                tally.open_charged = int(
                    not file and owed.copies is None and rule.cost not in (Cost.STATE, Cost.NONE)
                )
            charged = 0 if rule.cost in (Cost.STATE, Cost.NONE) else tally.copies
            tally.cost, tally.unpriced = (
                (0, charged) if facts.unit_cost is None else (charged * facts.unit_cost, 0)
            )
            totals.depositors.setdefault(facts.parties.get(rule.depositor), Tally()).add(tally)
            thick = {Kind.JOURNAL: 45, Kind.ALBUM: 80, Kind.SHEET_MUSIC: 80}.get(facts.kind, 55)
            tally.shelf = tally.copies * (facts.pages or 0) * thick
            tally.unpaged = tally.copies if facts.pages is None else 0
            totals.whole.add(tally)
            totals.depositories.setdefault(owed.depository, Tally()).add(tally)
            totals.regions.setdefault(facts.depositor_region, Tally()).add(tally)
            totals.kinds.setdefault(facts.kind.value, Tally()).add(tally)
            totals.rules.setdefault(rule.id, Tally()).add(tally)
        for undecided in decision.undecided:
            count_undecided(rule_set, facts, rule_set.rules[undecided.rule_id], totals)
    return totals


def count_undecided(rule_set: RuleSet, facts: ReleaseFacts, rule: Rule, totals: Totals) -> None:
    """An undecided rule in every table, once for each library it is known to name."""
    if rule.trigger is Trigger.ON_REQUEST or rule.strength is Strength.VOLUNTARY:
        return
    file, paid = rule.form is Form.FILE, rule.cost not in (Cost.STATE, Cost.NONE)
    tally = Tally(undecided=1, open_files=int(file), open_charged=int(paid and not file))
    libraries: set[str] = set()
    for name in rule.recipients:
        recipient = rule_set.recipients[name]
        chosen = getattr(facts, recipient.chosen_by) if recipient.chosen_by else None
        codes = {chosen} if isinstance(chosen, str) else set(chosen or ())
        found = set(recipient.group) | {recipient.library(code) for code in codes} - {None}
        libraries |= {library for library in found if library} or set(recipient.members.values())
    for library in libraries:
        totals.depositories.setdefault(library, Tally()).add(tally)
    totals.regions.setdefault(facts.depositor_region, Tally()).add(tally)
    totals.kinds.setdefault(facts.kind.value, Tally()).add(tally)
    totals.rules.setdefault(rule.id, Tally()).add(tally)
    totals.depositors.setdefault(facts.parties.get(rule.depositor), Tally()).add(tally)
    totals.whole.add(tally)


@pytest.mark.parametrize("name", ["uz-draft", "de"])
@given(releases=LISTS)
def test_totals_are_the_sum_of_single_decisions(
    name: str, calendar: Calendar, releases: list[ReleaseFacts]
) -> None:
    rule_set = parse_rule_set(read_document(name))
    assert run(rule_set, releases) == one_by_one(rule_set, releases, calendar)


@given(releases=LISTS, cut=st.integers(0, 25))
def test_it_does_not_matter_how_releases_are_handed_over(
    uz_draft: RuleSet, releases: list[ReleaseFacts], cut: int
) -> None:
    simulation = Simulation(uz_draft)
    simulation.add(releases[:cut])
    simulation.totals()
    simulation.add(releases[cut:])
    assert simulation.totals() == run(uz_draft, reversed(releases))


def test_classes_forgotten_on_the_way_are_counted_once(
    uz_draft: RuleSet, monkeypatch: pytest.MonkeyPatch
) -> None:
    releases = [replace(BOOK, languages=frozenset({f"l{number}"})) for number in range(40)] * 2
    expected = run(uz_draft, releases)
    monkeypatch.setattr(reckoning, "MOST_CLASSES", 3)
    assert run(uz_draft, releases) == expected


@given(releases=LISTS)
def test_an_unrelated_rule_changes_nothing(uz_draft: RuleSet, releases: list[ReleaseFacts]) -> None:
    document: dict[str, Any] = deepcopy(read_document("uz-draft"))
    further = deepcopy(document["rules"][0])
    further["id"] = "of-games"
    further["when"] = {"kind": {"any_of": ["game"]}, "print_run": {"min": 7}}
    document["rules"].append(further)
    assert run(parse_rule_set(document), releases) == run(uz_draft, releases)


def test_what_is_not_known_is_never_zero(uz_draft: RuleSet) -> None:
    totals = run(uz_draft, [replace(BOOK, unit_cost=None, pages=None)])
    assert totals.whole.cost == 0
    assert totals.whole.unpriced == totals.whole.copies > 0
    assert totals.whole.unpaged == totals.whole.copies
    document: dict[str, Any] = deepcopy(read_document("uz-draft"))
    for rule in document["rules"]:
        rule["copies"] = None
    whole = run(parse_rule_set(document), [BOOK]).whole
    assert (whole.copies, whole.unknown) == (0, whole.obligations)


def test_pages_make_shelf_and_prices_make_cost(uz_draft: RuleSet) -> None:
    totals = run(uz_draft, [BOOK] * 10)
    natlib = totals.depositories["uz-natlib"]
    assert (natlib.copies, natlib.files, natlib.cost) == (20, 10, 20 * 40_000)
    assert natlib.shelf == 20 * 2 * 5500
    assert totals.depositors[9].copies == totals.depositories["uz-kitob-palatasi"].copies == 10
    thick = Simulation(uz_draft, {**USUAL_TENTHS, SpineGroup.BOOKS: 110})
    thick.add([BOOK] * 10)
    assert thick.totals().whole.shelf == 2 * totals.whole.shelf


@pytest.mark.parametrize(("shelf", "length"), [(0, 0), (123_456, 0.12), (1_234_567, 1.2), (123_456_789, 123)])
def test_metres_have_as_many_figures_as_make_sense(shelf: int, length: float) -> None:
    assert metres(shelf) == length


def test_every_fact_that_a_rule_may_ask_for_is_a_fact_of_a_release() -> None:
    assert set(FACTS) <= set(ReleaseFacts.__slots__)


def test_changes_show_who_gains_and_who_loses() -> None:
    before = {"a": Tally(copies=5), "b": Tally(copies=2), "c": Tally(copies=1, cost=10)}
    after = {"a": Tally(copies=1), "b": Tally(copies=2), "d": Tally(copies=9, cost=90)}
    rows = changes(before, after)
    assert [(row.key, row.copies, row.cost) for row in rows] == [
        ("d", 9, 90),
        ("b", 0, 0),
        ("c", -1, -10),
        ("a", -4, 0),
    ]


def test_a_change_of_what_is_not_fully_known_is_not_known() -> None:
    known = Tally(obligations=2, copies=5, cost=10)
    for lacking in (Tally(obligations=1, unknown=1, open_charged=1), Tally(undecided=1, open_charged=1)):
        for before, after in ((known, lacking), (lacking, known)):
            [row] = changes({"a": before}, {"a": after})
            assert (row.copies, row.cost, row.of("files")) == (None, None, 0)
    [row] = changes({"a": known}, {"a": Tally(copies=1, cost=1, unpriced=1)})
    assert (row.copies, row.cost) == (-4, None)


def test_of_what_no_undecided_rule_reaches_the_change_is_known() -> None:
    uzbek, german = (parse_rule_set(read_document(name)) for name in ("uz-draft", "de"))
    before, after = (run(law, [BOOK, replace(BOOK, print_run=None)]) for law in (uzbek, german))
    assert before.whole.copies
    assert after.whole.undecided
    rows: dict[str, Change[str]] = {
        row.key: row for row in changes(*reached([before.depositories, after.depositories]))
    }
    assert rows["uz-kitob-palatasi"].copies == -before.depositories["uz-kitob-palatasi"].copies == -2
    assert rows["uz-kitob-palatasi"].cost == -80_000
    assert (rows["uz-natlib"].after, rows["uz-natlib"].copies) == (Tally(), None)
    assert (rows["de-dnb"].before, rows["de-dnb"].copies) == (Tally(), None)


def test_an_undecided_rule_is_told_of_every_library_that_it_may_choose(uz_draft: RuleSet) -> None:
    found = run(uz_draft, [replace(BOOK, depositor_region=None)]).depositories
    members = {code for item in uz_draft.recipients.values() for code in item.members.values()}
    assert len(members) == 14
    assert all(found[code].lacks("copies") for code in members)
    assert not found["uz-natlib"].lacks("copies")


def test_a_rule_that_may_choose_any_of_a_family_is_told_of_those_that_are_named() -> None:
    still_open, known = Tally(undecided=1), Tally(copies=4)
    one, other = reached([{f"ru-{ANY}": still_open, "ru-1": known}, {"ru-2": known, "uz-1": known}])
    assert one == {
        f"ru-{ANY}": still_open,
        "ru-1": Tally(copies=4, undecided=1),
        "ru-2": still_open,
    }
    assert other == {"ru-2": known, "uz-1": known}
    assert known == Tally(copies=4)


def test_a_rule_left_undecided_is_told_in_every_table(uz_draft: RuleSet) -> None:
    totals = run(uz_draft, [replace(BOOK, edition_status=None, print_run=None, restricted=None)])
    whole = totals.whole
    assert totals.undecided == whole.undecided > 0
    assert whole.lacks("copies")
    for table in (totals.regions, totals.kinds, totals.rules, totals.depositors):
        assert sum(tally.undecided for tally in table.values()) == whole.undecided
    assert sum(tally.undecided for tally in totals.depositories.values()) >= whole.undecided


AMOUNTS = st.lists(st.integers(0, 10**9) | st.integers(0, 9))


@given(amounts=AMOUNTS, others=AMOUNTS)
def test_a_distribution_leaves_nobody_out(amounts: list[int], others: list[int]) -> None:
    spread = distribution(amounts, others)
    assert sum(item.number for item in spread.bins) == spread.number == len(amounts)
    assert spread.total == sum(amounts)
    assert [amount for _share, amount in spread.quantiles] == sorted(a for _s, a in spread.quantiles)
    for share, amount in spread.quantiles:
        assert sum(each <= amount for each in amounts) * 100 >= share * len(amounts)
    for item in spread.bins:
        within = [each for each in amounts if item.low <= each < item.high]
        assert len(within) == item.number


@given(amounts=AMOUNTS, others=AMOUNTS)
def test_two_distributions_share_their_bins(amounts: list[int], others: list[int]) -> None:
    spreads = [distribution(amounts, others), distribution(others, amounts)]
    if amounts and others:
        assert [[(item.low, item.high) for item in spread.bins] for spread in spreads[:1]] == [
            [(item.low, item.high) for item in spread.bins] for spread in spreads[1:]
        ]


def test_bins_are_round_steps() -> None:
    assert distribution([0, 3, 4, 9, 12]).bins == (
        Bin(0, 1, 1),
        Bin(1, 2, 0),
        Bin(2, 5, 2),
        Bin(5, 10, 1),
        Bin(10, 20, 1),
    )
    assert len(distribution([1, 10**9]).bins) == 10


def test_a_library_is_told_apart_by_the_place_that_it_stands_for(uz_draft: RuleSet) -> None:
    by_region = next(item for item in uz_draft.recipients.values() if item.members)
    assert by_region.place_of("uz-akm-1726") == "1726"
    assert by_region.place_of("uz-natlib") is None
    family = replace(by_region, members={}, member_prefix="ru-regional-")
    assert family.place_of("ru-regional-1703") == "1703"
    unknown = replace(BOOK, depositor_region=None)
    rule_set = replace(uz_draft, recipients={**uz_draft.recipients, by_region.id: family})
    assert f"ru-regional-{ANY}" in run(rule_set, [unknown]).depositories
