"""What one rule set would change against another, row by row of their totals."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from app.domain.simulation.totals import Tally

Key = TypeVar("Key")


@dataclass(slots=True)
class Unsaid(Tally):
    """A row of which a rule set says nothing while the set itself is not fully known: it is no zero."""

    copies_open: bool = False
    files_open: bool = False
    charges_open: bool = False

    @property
    def is_open(self) -> bool:
        """Always: the set that says nothing of the row is open."""
        return True

    def lacks(self, figure: str) -> bool:
        """Whether the set as a whole leaves a figure open."""
        if figure == "obligations":
            return True
        return {"files": self.files_open, "cost": self.charges_open}.get(figure, self.copies_open)


@dataclass(frozen=True, slots=True)
class Change(Generic[Key]):
    """One row under the first set and under the second; a row that only one of them has is empty there."""

    key: Key
    before: Tally
    after: Tally

    @property
    def copies(self) -> int | None:
        """Copies gained; negative: lost; None: not known, because they are not fully known of either."""
        return self.of("copies")

    @property
    def cost(self) -> int | None:
        """Cost added; negative: saved; None: not known."""
        return self.of("cost")

    def of(self, figure: str) -> int | None:
        """What one figure gains; None where either side of the row is not fully known."""
        if any(side.is_open or side.lacks(figure) for side in (self.before, self.after)):
            return None
        return int(getattr(self.after, figure) - getattr(self.before, figure))


def changes(before: Mapping[Key, Tally], after: Mapping[Key, Tally]) -> list[Change[Key]]:
    """Return every row of either: those that gain most copies first, those not known last."""
    keys = {**before, **after}
    rows = [Change(key, before.get(key, Tally()), after.get(key, Tally())) for key in keys]
    return sorted(
        rows, key=lambda row: (row.copies is None, -(row.copies or 0), -row.after.copies, str(row.key))
    )


def told(rows: Iterable[Change[Key]], before: Tally, after: Tally) -> list[Change[Key]]:
    """Return rows in which what a set does not say is no zero, if the set as a whole is not fully known."""
    return [Change(row.key, or_unsaid(row.before, before), or_unsaid(row.after, after)) for row in rows]


def or_unsaid(tally: Tally, whole: Tally) -> Tally:
    """Return the tally of a row, or that nothing is known of it: it is empty and its set is open."""
    if not whole.is_open or tally != Tally():
        return tally
    return Unsaid(
        copies_open=whole.unknown + whole.undecided > whole.open_files,
        files_open=bool(whole.open_files),
        charges_open=bool(whole.open_charged),
    )
