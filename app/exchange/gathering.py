"""The answers of one record, put together from the texts that the file gives."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from app.domain.errors import DomainError
from app.exchange.cleaning import cleaned
from app.exchange.columns import BY_NAME
from app.exchange.records import Finding, Given, SourceRecord
from app.exchange.values import Answers, Surroundings

_INVISIBLE = "exchange.invisible_characters"
_LONGEST = 20_000
"""A text longer than this is not even cleaned; every column's own limit is far below."""


_SHORT = 64
"""So long are the words of lists, dates and numbers, of which a file repeats the same few."""


@lru_cache(512)
def _read(column: str, text: str, around: Surroundings) -> Answers:
    """What a short text means, worked out once for all the rows in which it stands."""
    return BY_NAME[column].read(text, around)


@lru_cache(512)
def _cleaned(text: str) -> tuple[str, str]:
    return cleaned(text)


@dataclass
class Gathered:
    """The answers of one record while they are put together."""

    record: SourceRecord
    around: Surroundings
    answers: dict[str, Any] = field(default_factory=dict)
    fallbacks: dict[str, Any] = field(default_factory=dict)
    places: dict[str, str] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    def take(self, given: Given) -> None:
        """Read one text into the answers it gives; what cannot be read is an error of the record."""
        column = BY_NAME[given.column]
        text, fault = self._cleaned(given)
        if not text or fault:
            return
        try:
            read = (
                _read(column.name, text, self.around)
                if len(text) <= _SHORT
                else column.read(text, self.around)
            )
        except DomainError as error:
            self.findings.append(self.record.error(given.place, error.code, **error.params))
            return
        into = self.fallbacks if column.fallback else self.answers
        for name, value in read.items():
            self._put(into, name, value, given.place)

    def fall_back(self) -> None:
        """Let columns that decide only where no other does decide what is still open."""
        self.answers = {**self.fallbacks, **self.answers}

    def _cleaned(self, given: Given) -> tuple[str, bool]:
        if len(given.text) > _LONGEST:
            told = self.record.error(given.place, "exchange.too_long", length=len(given.text), most=_LONGEST)
            self.findings.append(told)
            return "", True
        text, code = _cleaned(given.text) if len(given.text) <= _SHORT else cleaned(given.text)
        if code:
            tell = self.record.warning if code == _INVISIBLE else self.record.error
            self.findings.append(tell(given.place, code))
        return text, bool(code) and code != _INVISIBLE

    def _put(self, into: dict[str, Any], name: str, value: object, place: str) -> None:
        kept = into.get(name)
        if isinstance(value, tuple):
            into[name] = (*(kept or ()), *value)
        elif isinstance(value, Mapping):
            into[name] = {**(kept or {}), **value}
        elif kept is None:
            into[name] = value
        elif kept != value:
            self.findings.append(self.record.warning(place, "exchange.given_twice", other=self.places[name]))
        self.places.setdefault(name, place)
