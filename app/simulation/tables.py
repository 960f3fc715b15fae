"""The result of a run as tables in the reader's language: for the page, for files and for the paper."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from app.domain.simulation import Change, Tally, changes, reached
from app.infra.i18n import format_number, gettext
from app.simulation.figures import (
    DIFFERENCE,
    MM,
    NOT_KNOWN,
    SHELF,
    TEXT,
    Column,
    Figure,
    Table,
    bars_of_rows,
    figure,
)
from app.simulation.naming import Names
from app.simulation.results import LawResult, Result


def tables_of(result: Result, names: Names, laws: Sequence[str]) -> list[Table]:
    """Return every table of a result; `laws` are the names of its rule sets."""
    maker = _Maker(result, names, laws)
    found = [
        maker.whole(),
        maker.by("depositories", gettext("By library"), gettext("Library"), names.depository),
        maker.by("regions", gettext("By region of the depositor"), gettext("Region"), names.region),
        maker.by("kinds", gettext("By kind"), gettext("Kind"), names.kind),
        maker.spread(),
        maker.burdened(),
        maker.changed(),
        maker.by("rules", gettext("By rule"), gettext("Rule"), names.rule),
        maker.missing(),
    ]
    return [table for table in found if table is not None and table.rows]


class _Maker:
    """Makes the tables of one result."""

    def __init__(self, result: Result, names: Names, laws: Sequence[str]) -> None:
        self._result, self._names, self._laws = result, names, laws
        self._two = len(result.laws) == 2

    def whole(self) -> Table:
        """What each rule set demands in all."""
        columns = [Column(gettext("Rule set"), TEXT), *_figures(), *_apart()]
        rows: list[list[Figure]] = [
            [name, *_values(law.whole), *_values_apart(law)]
            for name, law in zip(self._laws, self._result.laws, strict=True)
        ]
        return Table("whole", gettext("In all"), columns, rows)

    def by(self, name: str, title: str, label: str, word: Callable[[Any], str]) -> Table:
        """One of the tables of totals, those with most copies first."""
        found: list[Mapping[Any, Tally]] = [getattr(law, name) for law in self._result.laws]
        if name == "depositories":
            found = list(reached(found))
        rows = changes(*found) if self._two else [Change(k, Tally(), t) for k, t in found[0].items()]
        rows.sort(key=lambda row: (-max(row.before.copies, row.after.copies), str(row.key)))
        return self._table(
            name,
            title,
            label,
            [(word(row.key), row) for row in rows],
            bars=True,
            shelf=name == "depositories",
        )

    def changed(self) -> Table | None:
        """Who gains and who loses, by cost and copies."""
        if not self._two:
            return None
        rows = [(self._names.party(row.key), row) for row in self._result.changed]
        note = gettext(
            "Depositors for whom the second rule set changes most; the largest added cost first, then those "
            "of whom it is not known."
        )
        return self._table(
            "changes", gettext("Whose burden grows, and whose shrinks"), gettext("Depositor"), rows, note=note
        )

    def burdened(self) -> Table:
        """Who bears most under the last rule set."""
        law = self._result.laws[-1]
        columns = [Column(gettext("Depositor"), TEXT), *_figures(shelf=False)]
        rows: list[list[Figure]] = [
            [self._names.party(party), *_values(tally, shelf=False)] for party, tally in law.burdened
        ]
        if law.unidentified != Tally():
            nobody = gettext("Nobody named in that role")
            rows.append([nobody, *_values(law.unidentified, shelf=False)])
        title = gettext("Depositors with the largest burden")
        return Table(
            "depositors",
            title,
            columns,
            rows,
            note=self._of_last(),
            bars=bars_of_rows(rows[:20], 6),
            bars_of=gettext("Cost"),
        )

    def spread(self) -> Table:
        """How the cost is spread over depositors."""
        spreads = [law.spread for law in self._result.laws]
        edges = sorted({(item.low, item.high) for spread in spreads for item in spread.bins})
        counted = [{(item.low, item.high): item.number for item in spread.bins} for spread in spreads]
        found = [(low, high, [numbers.get((low, high), 0) for numbers in counted]) for low, high in edges]
        # Between nothing and the least cost there is nobody by necessity.
        rows: list[list[Figure]] = [
            [_step(low, high), *bears] for low, high, bears in found if any(bears) or low != 1
        ]
        uncosted = [law.uncosted for law in self._result.laws]
        if any(uncosted):
            rows.append([gettext("not fully known"), *uncosted])
        columns = [
            Column(gettext("Cost to one depositor"), TEXT),
            *(Column(f"{gettext('Depositors')}, {name}") for name in self._laws),
        ]
        note = " ".join(self._quantiles(place) for place in range(len(spreads)))
        return Table(
            "costs", gettext("How the cost is spread over depositors"), columns, rows, note=note,
            bars=bars_of_rows(rows, *range(1, len(spreads) + 1)), bars_of=gettext("Depositors"),
        )  # fmt: skip

    def missing(self) -> Table:
        """Facts that nobody knows and some rule asks for."""
        found = [law.missing for law in self._result.laws]
        facts = sorted(
            {fact for each in found for fact in each}, key=lambda fact: -max(e.get(fact, 0) for e in found)
        )
        columns = [
            Column(gettext("Fact"), TEXT),
            *(Column(f"{gettext('Releases')}, {name}") for name in self._laws),
        ]
        rows: list[list[Figure]] = [
            [self._names.fact(fact), *(each.get(fact, 0) for each in found)] for fact in facts
        ]
        note = gettext(
            "While such a fact is not known, the rule that asks for it is undecided: what it "
            "demands is in no sum."
        )
        return Table("missing", gettext("Facts that are missing"), columns, rows, note=note)

    def _table(
        self,
        name: str,
        title: str,
        label: str,
        rows: Sequence[tuple[str, Change[Any]]],
        *,
        note: str = "",
        bars: bool = False,
        shelf: bool = False,
    ) -> Table:
        columns = [Column(label, TEXT)]
        if not self._two:
            lines: list[list[Figure]] = [[text, *_values(row.after)] for text, row in rows]
            drawn = bars_of_rows(lines, 2) if bars else ()
            return Table(name, title, [*columns, *_figures()], lines, note, drawn, gettext("Copies"))
        columns += [
            *(Column(f"{gettext('Copies')}, {law}") for law in self._laws),
            Column(gettext("Copies, change"), DIFFERENCE),
            *(Column(f"{gettext('Cost')}, {law}") for law in self._laws),
            Column(gettext("Cost, change"), DIFFERENCE),
            *(_shelf_column(f", {law}", on_page=shelf) for law in self._laws),
            *(Column(f"{gettext('Number not known')}, {law}") for law in self._laws),
            *(Column(f"{gettext('Undecided rules')}, {law}") for law in self._laws),
            *(Column(f"{gettext('Copies of unknown price')}, {law}", on_page=False) for law in self._laws),
            *(Column(f"{gettext('Copies of unknown pages')}, {law}", on_page=False) for law in self._laws),
            *(Column(f"{gettext('Obligations')}, {law}", on_page=False) for law in self._laws),
            *(Column(f"{gettext('Files')}, {law}", on_page=False) for law in self._laws),
        ]
        lines = [[text, *_compared(row)] for text, row in rows]
        return Table(
            name, title, columns, lines, note, bars_of_rows(lines, 1, 2) if bars else (), gettext("Copies")
        )

    def _of_last(self) -> str:
        return gettext("Under %(rules)s.", rules=self._laws[-1]) if self._two else ""

    def _quantiles(self, place: int) -> str:
        law = self._result.laws[place]
        spread = law.spread
        if law.uncosted or law.whole.lacks("cost"):
            return gettext(
                "%(rules)s: how the cost is spread is not known, because the costs are not fully known.",
                rules=self._laws[place],
            )
        if not spread.number:
            return ""
        shares = dict(spread.quantiles)
        return gettext(
            "%(rules)s: half of the depositors pay at most %(half)s, nine tenths at most %(nine)s, one "
            "as much as %(most)s.",
            rules=self._laws[place], half=format_number(shares[50]), nine=format_number(shares[90]),
            most=format_number(spread.most),
        )  # fmt: skip


def _figures(*, shelf: bool = True) -> list[Column]:
    shelf_columns = [_shelf_column(), Column(gettext("Copies of unknown pages"))]
    return [
        Column(gettext("Obligations")),
        Column(gettext("Copies")),
        Column(gettext("Files")),
        Column(gettext("Number not known")),
        Column(gettext("Undecided rules")),
        Column(gettext("Cost")),
        Column(gettext("Copies of unknown price")),
        *(shelf_columns if shelf else ()),
        Column(gettext("Only on request or voluntary"), on_page=False),
    ]


def _shelf_column(of: str = "", *, on_page: bool = True) -> Column:
    return Column(gettext("Shelf, mm") + of, SHELF, on_page, gettext("Shelf, m") + of)


def _values(tally: Tally, *, shelf: bool = True) -> list[Figure]:
    return [
        figure(tally, "obligations"), figure(tally, "copies"), figure(tally, "files"), tally.unknown,
        tally.undecided, figure(tally, "cost"), tally.unpriced,
        *((figure(tally, "shelf", MM), tally.unpaged) if shelf else ()), tally.optional,
    ]  # fmt: skip


def _apart() -> list[Column]:
    return [
        Column(gettext("Releases"), on_page=False),
        Column(gettext("Releases with undecided rules")),
        Column(gettext("Exempt releases"), on_page=False),
    ]


def _values_apart(law: LawResult) -> list[Figure]:
    return [law.releases, law.undecided_releases, law.exempt_releases]


def _compared(row: Change[Any]) -> list[Figure]:
    both = row.before, row.after
    return [
        *(figure(each, "copies") for each in both), _change(row.copies),
        *(figure(each, "cost") for each in both), _change(row.cost),
        *(figure(each, "shelf", MM) for each in both),
        *(each.unknown for each in both), *(each.undecided for each in both),
        *(each.unpriced for each in both), *(each.unpaged for each in both),
        *(figure(each, "obligations") for each in both), *(figure(each, "files") for each in both),
    ]  # fmt: skip


def _change(change: int | None) -> Figure:
    return NOT_KNOWN if change is None else change


def _step(low: int, high: int) -> str:
    if high == 1:
        return gettext("nothing")
    return gettext("from %(low)s to less than %(high)s", low=format_number(low), high=format_number(high))
