"""The answers of one record, put together from the texts that the file gives."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from app.domain.errors import DomainError
from app.exchange.cleaning import cleaned
from app.exchange.columns import BY_NAME
from app.exchange.records import Finding, Given, SourceRecord
from app.exchange.values import Surroundings

_INVISIBLE = "exchange.invisible_characters"
_LONGEST = 20_000
"""A text longer than this is not even cleaned; every column's own limit is far below."""


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
            read = column.read(text, self.around)
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
        text, code = cleaned(given.text)
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
