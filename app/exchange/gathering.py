"""The answers of one record, put together from the texts that the file gives."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from types import MappingProxyType
from typing import Any, NamedTuple

from app.domain.errors import DomainError
from app.exchange.cleaning import cleaned
from app.exchange.columns import BY_NAME
from app.exchange.records import Finding, Given, SourceRecord
from app.exchange.values import Answers, Surroundings
from app.exchange.values.days import NOT_COME

_NOTHING: Answers = MappingProxyType({})
_INVISIBLE = "exchange.invisible_characters"
_LONGEST = 20_000
"""A text longer than this is not even cleaned; every column's own limit is far below."""
_SHORT = 64
"""So long are the words of lists, dates and numbers, of which a file repeats the same few."""


class _Meaning(NamedTuple):
    """What a text says for a column, the names of the parts that answers of it have, and the code of what
    was wrong with its characters, empty if nothing."""

    answers: Answers
    parts: Sequence[str]
    fault: str


def _meaning(column: str, text: str, around: Surroundings) -> _Meaning:
    """What a text says for a column. Raises `DomainError`: it cannot be read."""
    kept, fault = cleaned(text)
    if not kept or fault not in ("", _INVISIBLE):
        return _Meaning(_NOTHING, (), fault)
    answers = BY_NAME[column].read(kept, around)
    parts = tuple(part for value in answers.values() if isinstance(value, Mapping) for part in value)
    return _Meaning(answers, parts, fault)


_meaning_of_short = lru_cache(1024)(_meaning)
"""The same, worked out once for all the rows in which a short text stands."""


@dataclass
class Gathered:
    """The answers of one record while they are put together."""

    record: SourceRecord
    around: Surroundings
    answers: dict[str, Any] = field(default_factory=dict)
    fallbacks: dict[str, Any] = field(default_factory=dict)
    places: dict[str, str] = field(default_factory=dict)
    said_by: dict[str, Given] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    def take(self, given: Given) -> None:
        """Read one text into the answers it gives; what cannot be read is an error of the record."""
        column, text, place = given
        if len(text) > _LONGEST:
            told = self.record.error(place, "exchange.too_long", length=len(text), most=_LONGEST)
            self.findings.append(told)
            return
        try:
            meaning = (_meaning_of_short if len(text) <= _SHORT else _meaning)(column, text, self.around)
        except DomainError as error:
            self._tell_fault(cleaned(text)[1], place)
            self.findings.append(self._refused(place, error))
            return
        if meaning.fault:
            self._tell_fault(meaning.fault, place)
        into = self.fallbacks if BY_NAME[column].fallback else self.answers
        for name, value in meaning.answers.items():
            if name in into:
                self._add(into, name, value, given)
            else:
                into[name] = value
                self.places.setdefault(name, place)
                self.said_by[name] = given
        for part in meaning.parts:
            self.places.setdefault(part, place)

    def fall_back(self) -> None:
        """Let columns that decide only where no other does decide what is still open."""
        self.answers = {**self.fallbacks, **self.answers}

    def _refused(self, place: str, error: DomainError) -> Finding:
        """What is told of a text that cannot be taken; a day that is only promised refuses no record."""
        if error.code == NOT_COME and self.record.foretells:
            return self.record.warning(place, "exchange.not_published_yet", **error.params)
        return self.record.error(place, error.code, **error.params)

    def _tell_fault(self, code: str, place: str) -> None:
        if code:
            tell = self.record.warning if code == _INVISIBLE else self.record.error
            self.findings.append(tell(place, code))

    def _add(self, into: dict[str, Any], name: str, value: object, given: Given) -> None:
        """Put a value to the one that another column or subfield has given."""
        kept = into[name]
        if isinstance(value, tuple):
            into[name] = (*kept, *value)
        elif isinstance(value, Mapping):
            into[name] = {**kept, **value}
        elif kept != value:
            self.findings.append(self._differing(name, given))

    def _differing(self, name: str, given: Given) -> Finding:
        """What is told of a text that says something else than one before it.

        Two columns of a table that mean the same refuse their row: nobody can know which of them is right.
        """
        first = self.said_by[name]
        taken, left = (cleaned(text)[0][:_SHORT] for text in (first.text, given.text))
        params = {"other": self.places[name], "taken": taken, "left": left}
        if self.record.cells and given.column == first.column:
            return self.record.error(given.place, "exchange.columns_differ", here=given.place, **params)
        return self.record.warning(given.place, "exchange.given_twice", **params)
