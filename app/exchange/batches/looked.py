"""What a look at a file found when it held its records against the register and the law."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from app.domain.errors import DomainError
from app.exchange.batches.models import ImportBatch
from app.exchange.batches.periodicals import require_free
from app.exchange.batches.taken import refusal
from app.exchange.batches.weighing import Weigher
from app.exchange.checking import Checked
from app.exchange.records import Act, Finding, Severity
from app.infra.db import session
from app.organisations.models import Organisation
from app.publications.vocabulary import FACTS, word

UNDECIDED = "exchange.undecided"
KEPT_AS = "register"
"""Under this name it is kept in the head of a batch."""


@dataclass
class Looked:
    """How the good records of a file stand to the register, counted.

    `known` were sent before, or stand in the file twice; `declined` cannot be registered; `undecided` leave
    open what they owe, for want of the facts that are counted by name in `missing`. `codes` are those of the
    problems it has told of: the register is asked anew when the records are taken.
    """

    known: int = 0
    declined: int = 0
    undecided: int = 0
    missing: Counter[str] = field(default_factory=Counter)
    codes: set[str] = field(default_factory=set)

    def look(self, organisation_id: int, records: Sequence[Checked], *, today: date) -> list[Finding]:
        """Count some more records, and return what is to be told of them. Writes nothing."""
        good = [record for record in records if record.accepted and record.act is Act.NEW]
        if not good:
            return []
        weigher = Weigher(session().get_one(Organisation, organisation_id), good, today=today)
        found = [finding for record in good for finding in self._of(record, weigher)]
        self.codes |= {finding.code for finding in found}
        return found

    def to_json(self) -> dict[str, object]:
        """Return it as plain values."""
        return {
            "known": self.known,
            "declined": self.declined,
            "undecided": self.undecided,
            "missing": dict(self.missing.most_common()),
            "codes": sorted(self.codes),
        }

    def _of(self, record: Checked, weigher: Weigher) -> list[Finding]:
        if record.fingerprint in weigher.known:
            self.known += 1
            return []
        try:
            missing = _missing(record, weigher)
        except DomainError as error:
            self.declined += 1
            return [refusal(record, error)]
        if record.same_as is not None:
            self.known += 1
            return []
        if not missing:
            return []
        self.undecided += 1
        self.missing.update(missing)
        params = {"facts": ", ".join(word(FACTS, fact) for fact in missing)}
        return [Finding(record.number, record.row, "", UNDECIDED, Severity.WARNING, params)]


def looked_at(batch: ImportBatch) -> Looked | None:
    """Return what the look at a batch found in the register; None where it did not ask there."""
    kept: Any = (batch.head or {}).get(KEPT_AS)
    if not isinstance(kept, Mapping):
        return None
    return Looked(**{**kept, "missing": Counter(kept["missing"]), "codes": set(kept["codes"])})


def _missing(record: Checked, weigher: Weigher) -> list[str]:
    """The facts for want of which the law stays undecided; a periodical owes nothing by itself.

    Raises:
        DomainError: it cannot be registered.
    """
    if record.periodical is not None:
        require_free(weigher.completed(record))
        return []
    undecided = weigher.ready(record).judgement.undecided
    return sorted({fact for item in undecided for fact in item.undecided.missing})
