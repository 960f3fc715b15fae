"""What a search asks for."""

from dataclasses import dataclass
from datetime import date

from app.deposits.obligations.scope import State

KEPT = 256
"""So many statements of each list are kept."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What titles are narrowed to; empty narrows nothing. Codes are those of publications and places.

    `region` is where the publisher sits. Of a release ask `year`, `state` (of one of its obligations),
    `since` and `until` (the days of registration, both included). `depositor_id` published or printed it.
    """

    text: str = ""
    kind: str = ""
    language: str = ""
    script: str = ""
    region: str = ""
    depositor_id: int | None = None
    year: int | None = None
    state: State | None = None
    since: date | None = None
    until: date | None = None

    @property
    def anything(self) -> bool:
        """Whether it asks for anything at all."""
        return self != Wanted()

    @property
    def filtered(self) -> bool:
        """Whether it narrows by more than words."""
        return self != Wanted(text=self.text)
