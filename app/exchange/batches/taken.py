"""What became of records that were taken."""

from dataclasses import dataclass, field
from typing import NamedTuple

from app.domain.errors import DomainError
from app.exchange.batches.models import Outcome
from app.exchange.checking import Checked
from app.exchange.records import Finding, Severity


class Target(NamedTuple):
    """What a record stands for in the register: a release, or the publication that is a periodical."""

    release_id: int | None = None
    publication_id: int | None = None


class Done(NamedTuple):
    """A record that was dealt with: its number in the file, and what it says (`fingerprint`)."""

    number: int
    target: Target
    fingerprint: str
    outcome: Outcome


@dataclass
class Taken:
    """What became of some records: those registered or found known, and what was declined and why."""

    done: list[Done] = field(default_factory=list)
    problems: list[Finding] = field(default_factory=list)
    declined: int = 0

    def decline(self, record: Checked, error: DomainError) -> None:
        """Note why a record cannot be taken."""
        self.declined += 1
        self.problems.append(refusal(record, error))


def refusal(record: Checked, error: DomainError) -> Finding:
    """Return what keeps a record from the register, at the place of the file that gives the answer."""
    answer = error.field or ""
    place = record.places.get("identifiers" if answer == "issn" else answer, answer)
    return Finding(record.number, record.row, place, error.code, Severity.ERROR, error.params)
