"""What a look at a file found when it held its records against the register and the law."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from app.exchange.batches.models import ImportBatch
from app.exchange.checking import Checked
from app.exchange.records import Finding, Severity

UNDECIDED = "exchange.undecided"
WOULD_AMEND, WOULD_WITHDRAW = "exchange.would_amend", "exchange.would_withdraw"
WOULD_END = "exchange.would_end"
"""It would be amended, and duties that stand would end by that."""
AMENDED = "exchange.amended"
TOLD_APART: Collection[str] = (
    UNDECIDED, WOULD_AMEND, WOULD_END, WOULD_WITHDRAW, AMENDED, "exchange.update", "exchange.delete",
)  # fmt: skip
"""Warnings that the page counts, or names with their titles; among the others they would hide these."""
KEPT_AS = "register"
"""Under this name it is kept in the head of a batch."""


@dataclass
class Looked:
    """How the good records of a file stand to the register, counted.

    `known` were sent before, or stand in the file twice; `declined` cannot be taken; `amended` and
    `withdrawn` would change a registration or take it back, `ending` of those amended end duties;
    `undecided` leave open what they owe, for want of the facts that are counted by name in `missing`.
    `warned` are warned of what the register says, and of nothing that the file itself says. `codes` are
    those of the problems it has told of: the register is asked anew when the records are taken.
    """

    known: int = 0
    declined: int = 0
    amended: int = 0
    withdrawn: int = 0
    ending: int = 0
    undecided: int = 0
    warned: int = 0
    missing: Counter[str] = field(default_factory=Counter)
    codes: set[str] = field(default_factory=set)

    def to_json(self) -> dict[str, object]:
        """Return it as plain values."""
        return {
            "known": self.known,
            "declined": self.declined,
            "amended": self.amended,
            "withdrawn": self.withdrawn,
            "ending": self.ending,
            "undecided": self.undecided,
            "warned": self.warned,
            "missing": dict(self.missing.most_common()),
            "codes": sorted(self.codes),
        }


def warned(findings: Iterable[Finding]) -> bool:
    """Say whether the page shows a warning among these."""
    return any(item.severity is Severity.WARNING and item.code not in TOLD_APART for item in findings)


def newly_warned(records: Iterable[Checked], told: Iterable[Finding]) -> int:
    """Return how many records are first warned by what is told besides their own findings."""
    before = {record.number for record in records if warned(record.findings)}
    return len({item.record for item in told if warned([item])} - before)


def looked_at(batch: ImportBatch) -> Looked | None:
    """Return what the look at a batch found in the register; None where it did not ask there."""
    kept: Any = (batch.head or {}).get(KEPT_AS)
    if not isinstance(kept, Mapping):
        return None
    return Looked(**{**kept, "missing": Counter(kept["missing"]), "codes": set(kept["codes"])})
