"""What one rule set would change against another, row by row of their totals."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from app.domain.simulation.totals import Tally

Key = TypeVar("Key")


@dataclass(frozen=True, slots=True)
class Change(Generic[Key]):
    """One row under the first set and under the second; a row that only one of them has is empty there."""

    key: Key
    before: Tally
    after: Tally

    @property
    def copies(self) -> int:
        """Copies gained; negative: lost."""
        return self.after.copies - self.before.copies

    @property
    def cost(self) -> int:
        """Cost added; negative: saved."""
        return self.after.cost - self.before.cost


def changes(before: Mapping[Key, Tally], after: Mapping[Key, Tally]) -> list[Change[Key]]:
    """Return every row of either, those that gain most copies first, those that lose most last."""
    keys = {**before, **after}
    rows = [Change(key, before.get(key, Tally()), after.get(key, Tally())) for key in keys]
    return sorted(rows, key=lambda row: (-row.copies, -row.after.copies, str(row.key)))
