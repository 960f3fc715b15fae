"""The cover of an exported case as plain values."""

from dataclasses import dataclass
from datetime import date, datetime

from app.domain.documents.parts import Letterhead, RuleSetName


@dataclass(frozen=True, slots=True)
class CaseItem:
    """A file of the archive; `size` in bytes."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class CaseCoverPaper:
    """What an archive of a case holds. `index_sha256` is that of its index, which names every other file.

    `acts` counts the acts copied, of which `acts_of_case` bear the case's own numbers, from 1 without gaps;
    `last_act` is the place of the last one in the chain and its hash.
    """

    number: str
    specimen: bool
    rules: RuleSetName
    letterhead: Letterhead
    depositor: str
    state: str
    opened_on: date
    made_at: datetime
    items: tuple[CaseItem, ...]
    acts: int
    acts_of_case: int
    last_act: str
    index_sha256: str
