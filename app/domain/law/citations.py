"""Where the law says what a rule set says."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.domain.law.vocabulary import HowSeen


@dataclass(frozen=True, slots=True)
class Citation:
    """Where the law says so: an instrument of the rule set and the place in it."""

    instrument: str
    locator: str


@dataclass(frozen=True, slots=True)
class Instrument:
    """A legal text. `title` is by language, `citation` its official reference as it is quoted."""

    id: str
    title: Mapping[str, str]
    citation: str
    url: str
    how_seen: HowSeen
