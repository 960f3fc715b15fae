"""Reads a parsed document place by place and collects every problem instead of stopping at the first."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from app.domain.errors import DomainError

Word = TypeVar("Word", bound=StrEnum)
Value = TypeVar("Value")

ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}")
TEXT_LANGUAGES = ("uz", "ru", "en")
LONGEST_TEXT = 4000
_ABSENT = object()


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong at one place. `path` reads like `rules[3].deadline.unit`; `params` carry the mend, such
    as the `allowed` words."""

    path: str
    code: str
    params: Mapping[str, object]


class RuleSetProblems(DomainError):
    """A rule set was refused; `problems` lists everything that is wrong with it."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("law.problems", number=len(problems))
        self.problems = problems


class Place:
    """One value in the document and the path to it.

    A reader that meets a problem notes it and returns a stand-in of the right type. Stand-ins never leave the
    parser: a document with problems is refused.
    """

    def __init__(self, value: object, path: str, problems: list[Problem]) -> None:
        self.value = value
        self.path = path
        self._problems = problems

    def refuse(self, code: str, **params: object) -> None:
        self._problems.append(Problem(self.path, code, params))

    @property
    def is_null(self) -> bool:
        return self.value is None or self.value is _ABSENT

    @property
    def is_absent(self) -> bool:
        return self.value is _ABSENT

    def fields(self, required: str, optional: str = "") -> dict[str, "Place"]:
        """The members of a closed object; both lists of names are separated by blanks."""
        names = required.split() + optional.split()
        found = self._mapping()
        if found is not None:
            for key in found:
                if key not in names:
                    self._below(key, found[key]).refuse("law.unknown_key", allowed=tuple(names))
            for name in required.split():
                if name not in found:
                    self._below(name, None).refuse("law.missing_key")
        return {name: self._below(name, (found or {}).get(name, _ABSENT)) for name in names}

    def entries(self) -> Iterator[tuple[str, "Place"]]:
        """The members of an object whose keys are data."""
        for key, value in (self._mapping() or {}).items():
            yield key, self._below(key, value)

    def each(self, read: Callable[["Place"], Value], at_least: int = 0) -> tuple[Value, ...]:
        if self.is_absent:
            return ()
        if not isinstance(self.value, list):
            self.refuse("law.not_a_list")
            return ()
        if len(self.value) < at_least:
            self.refuse("law.too_few", at_least=at_least)
        return tuple(
            read(Place(item, f"{self.path}[{number}]", self._problems))
            for number, item in enumerate(self.value)
        )

    def text(self) -> str:
        if self.is_absent:
            return ""
        if not isinstance(self.value, str) or not self.value.strip():
            self.refuse("law.not_text")
            return ""
        if len(self.value) > LONGEST_TEXT:
            self.refuse("law.text_too_long", longest=LONGEST_TEXT)
        return self.value

    def texts(self) -> Mapping[str, str]:
        """A text in each language that people are addressed in."""
        return {name: place.text() for name, place in self.fields(" ".join(TEXT_LANGUAGES)).items()}

    def code(self, pattern: re.Pattern[str] = ID) -> str:
        if self.is_absent:
            return ""
        if not isinstance(self.value, str) or not pattern.fullmatch(self.value):
            self.refuse("law.not_a_code", pattern=pattern.pattern)
            return ""
        return self.value

    def number(self, least: int = 0, most: int = 1_000_000_000) -> int:
        if self.is_absent:
            return least
        if not isinstance(self.value, int) or isinstance(self.value, bool) or not least <= self.value <= most:
            self.refuse("law.not_a_number", least=least, most=most)
            return least
        return self.value

    def truth(self) -> bool:
        if not isinstance(self.value, bool):
            if not self.is_absent:
                self.refuse("law.not_true_or_false")
            return False
        return self.value

    def word(self, words: type[Word]) -> Word:
        for word in words:
            if word == self.value:
                return word
        if not self.is_absent:
            self.refuse("law.unknown_word", allowed=tuple(word.value for word in words))
        return next(iter(words))

    def or_null(self, read: Callable[["Place"], Value]) -> Value | None:
        """None where the document says null or nothing, which means "not known" or "none"."""
        return None if self.is_null else read(self)

    def _mapping(self) -> Mapping[str, object] | None:
        if self.is_absent:
            return None
        if not isinstance(self.value, Mapping) or not all(isinstance(key, str) for key in self.value):
            self.refuse("law.not_an_object")
            return None
        return self.value

    def _below(self, name: str, value: object) -> "Place":
        return Place(value, f"{self.path}.{name}" if self.path else name, self._problems)
