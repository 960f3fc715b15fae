"""What one rule set would change against another, row by row of their totals."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

from app.domain.simulation.left_open import ANY
from app.domain.simulation.totals import Tally

Key = TypeVar("Key")


@dataclass(frozen=True, slots=True)
class Change(Generic[Key]):
    """One row under the first set and under the second; a row that only one of them has is empty there."""

    key: Key
    before: Tally
    after: Tally

    @property
    def copies(self) -> int | None:
        """Copies gained; negative: lost; None: not fully known of either side."""
        return self.of("copies")

    @property
    def cost(self) -> int | None:
        """Cost added; negative: saved; None: not known."""
        return self.of("cost")

    def of(self, figure: str) -> int | None:
        """What one figure gains; None where it is not fully known of either side of the row."""
        if self.before.lacks(figure) or self.after.lacks(figure):
            return None
        return int(getattr(self.after, figure) - getattr(self.before, figure))


def changes(before: Mapping[Key, Tally], after: Mapping[Key, Tally]) -> list[Change[Key]]:
    """Return every row of either: those that gain most copies first, those not known last."""
    keys = {**before, **after}
    rows = [Change(key, before.get(key, Tally()), after.get(key, Tally())) for key in keys]
    return sorted(
        rows, key=lambda row: (row.copies is None, -(row.copies or 0), -row.after.copies, str(row.key))
    )


def reached(tables: Sequence[Mapping[str, Tally]]) -> list[dict[str, Tally]]:
    """Return tables of libraries in which a rule that may choose any of a family is told of each of them."""
    known = {code for table in tables for code in table if not code.endswith(ANY)}
    return [_reached(table, known) for table in tables]


def _reached(table: Mapping[str, Tally], known: Iterable[str]) -> dict[str, Tally]:
    found = dict(table)
    for family in [code for code in table if code.endswith(ANY)]:
        for code in known:
            if code.startswith(family.removesuffix(ANY)):
                found[code] = replace(found.get(code, Tally()))
                found[code].add(table[family])
    return found
