"""The result of a run: bounded totals that are kept as JSON, and what pages read from them."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, TypeVar

from app.domain.law import Recipient, RuleSet
from app.domain.simulation import Bin, Change, Distribution, Tally, Totals, changes, distribution
from app.domain.simulation.totals import FIGURES

MOST_DEPOSITORS = 50
"""So many depositors are kept: of those who bear most, and of those who gain and lose most."""

Party = int | str
"""Who owes: an organisation of the register by its id, or a name of an uploaded list."""
Key = TypeVar("Key")
Titles = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class LawResult:
    """What one rule set demands. `unidentified` is owed by nobody known; `spread` is of cost to the others.

    `uncosted` depositors are not in the spread: what they pay is not fully known.
    `recipients` are the titles of depositories, `titles` those of rules, by language; `places` are the values
    of the fact by which a title's library is chosen.
    """

    releases: int
    undecided: int
    undecided_releases: int
    exempt: int
    exempt_releases: int
    missing: Mapping[str, int]
    whole: Tally
    depositories: Mapping[str, Tally]
    regions: Mapping[str | None, Tally]
    kinds: Mapping[str, Tally]
    rules: Mapping[str, Tally]
    unidentified: Tally
    burdened: Sequence[tuple[Party, Tally]]
    spread: Distribution
    uncosted: int
    recipients: Titles
    places: Mapping[str, str]
    titles: Titles


@dataclass(frozen=True, slots=True)
class Result:
    """One law, or two and the depositors for whom the second changes most, the largest gain of cost first."""

    laws: Sequence[LawResult]
    changed: Sequence[Change[Party]]


def result_of(totals: Sequence[Totals], rule_sets: Sequence[RuleSet], names: Mapping[int, str]) -> Result:
    """Return what is kept of one or two simulations; `names` are those of a list, by its own numbers."""

    def party(number: int) -> Party:
        return names[number] if names else number

    by_party = [
        {party(number): tally for number, tally in each.depositors.items() if number is not None}
        for each in totals
    ]
    costs = [cost for parties in by_party for cost in _known_costs(parties)]
    laws = [
        _law(each, parties, rule_set, costs)
        for each, parties, rule_set in zip(totals, by_party, rule_sets, strict=True)
    ]
    changed = _most_changed(changes(*by_party)) if len(by_party) == 2 else []
    return Result(laws, changed)


def _known_costs(depositors: Mapping[Party, Tally]) -> list[int]:
    return [tally.cost for tally in depositors.values() if not tally.lacks("cost")]


def _law(
    totals: Totals, depositors: Mapping[Party, Tally], rule_set: RuleSet, costs: Sequence[int]
) -> LawResult:
    ranked = sorted(depositors.items(), key=lambda item: (-item[1].cost, -item[1].copies, str(item[0])))
    known = _known_costs(depositors)
    named = _recipients(totals, rule_set)
    return LawResult(
        releases=totals.releases,
        undecided=totals.undecided,
        undecided_releases=totals.undecided_releases,
        exempt=totals.exempt,
        exempt_releases=totals.exempt_releases,
        missing=totals.missing,
        whole=totals.whole,
        depositories=totals.depositories,
        regions=totals.regions,
        kinds=totals.kinds,
        rules=totals.rules,
        unidentified=totals.depositors.get(None, Tally()),
        burdened=ranked[:MOST_DEPOSITORS],
        spread=distribution(known, alongside=costs),
        uncosted=len(ranked) - len(known),
        recipients={code: recipient.title for code, recipient in named.items()},
        places={code: place for code, item in named.items() if (place := item.place_of(code)) is not None},
        titles={name: rule_set.rules[name].title for name in totals.rules},
    )


def _recipients(totals: Totals, rule_set: RuleSet) -> dict[str, Recipient]:
    """The recipient as which a rule set names each library."""
    return {
        code: recipient
        for code in totals.depositories
        for recipient in rule_set.recipients.values()
        if recipient.stands_for(code)
    }


def _most_changed(rows: Sequence[Change[Party]]) -> list[Change[Party]]:
    """Those who gain most and lose most, then those of whom it is not known, the largest first."""
    moved = sorted(
        ((row.cost, row.copies or 0, row) for row in rows if row.cost or (row.cost == 0 and row.copies)),
        key=lambda item: (-item[0], -item[1], str(item[2].key)),
    )
    if len(moved) > 2 * MOST_DEPOSITORS:
        moved = moved[:MOST_DEPOSITORS] + moved[-MOST_DEPOSITORS:]
    unsure = [row for row in rows if row.cost is None or (row.cost == 0 and row.copies is None)]
    unsure.sort(key=lambda row: (-max(row.before.copies, row.after.copies), str(row.key)))
    return [row for _cost, _copies, row in moved] + unsure[:MOST_DEPOSITORS]


def to_json(result: Result) -> dict[str, object]:
    """Return the result as JSON values; a tally is its figures in the order of their names."""
    changed = [[row.key, _figures(row.before), _figures(row.after)] for row in result.changed]
    return {"figures": list(FIGURES), "laws": [_law_to_json(law) for law in result.laws], "changed": changed}


def from_json(kept: Mapping[str, Any]) -> Result:
    """Read a result as `to_json` wrote it, perhaps with fewer figures than there are now."""
    names = kept["figures"]

    def tally(figures: list[int]) -> Tally:
        return Tally(**dict(zip(names, figures, strict=True)))

    def table(rows: list[Any]) -> dict[Any, Tally]:
        return {key: tally(figures) for key, figures in rows}

    def law(values: Mapping[str, Any]) -> LawResult:
        spread = dict(values["spread"])
        spread["quantiles"] = tuple((share, amount) for share, amount in spread["quantiles"])
        spread["bins"] = tuple(Bin(**item) for item in spread["bins"])
        tables: dict[str, Any] = {name: table(values[name]) for name in _TABLES}
        rest: dict[str, Any] = {name: values[name] for name in _PLAIN}
        rest["uncosted"] = values.get("uncosted", 0)
        rest["places"] = values.get("places", {})
        return LawResult(
            **rest,
            **tables,
            whole=tally(values["whole"]),
            unidentified=tally(values["unidentified"]),
            burdened=[(party, tally(figures)) for party, figures in values["burdened"]],
            spread=Distribution(**spread),
        )

    changed = [Change(party, tally(before), tally(after)) for party, before, after in kept["changed"]]
    return Result([law(values) for values in kept["laws"]], changed)


_TABLES = ("depositories", "regions", "kinds", "rules")
_PLAIN = ("releases", "undecided", "undecided_releases", "exempt", "exempt_releases", "missing", "recipients",
          "titles")  # fmt: skip


def _law_to_json(law: LawResult) -> dict[str, object]:
    tables = {name: [[key, _figures(tally)] for key, tally in getattr(law, name).items()] for name in _TABLES}
    return {
        **{name: getattr(law, name) for name in _PLAIN},
        **tables,
        "uncosted": law.uncosted,
        "places": law.places,
        "whole": _figures(law.whole),
        "unidentified": _figures(law.unidentified),
        "burdened": [[party, _figures(tally)] for party, tally in law.burdened],
        "spread": asdict(law.spread),
    }


def _figures(tally: Tally) -> list[int]:
    return [getattr(tally, name) for name in FIGURES]
