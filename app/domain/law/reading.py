"""Reads a parsed document place by place and collects every problem instead of stopping at the first."""

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from app.domain.errors import DomainError

Word = TypeVar("Word", bound=StrEnum)
Value = TypeVar("Value")

ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}")
WEB_ADDRESS = re.compile(r"[Hh][Tt][Tt][Pp][Ss]?://[^\s/]\S*")
TEXT_LANGUAGES = ("uz", "ru", "en")
LONGEST_TEXT = 4000
GREATEST = 1_000_000_000
_ABSENT = object()
MISSING = {"citation": "law.missing_citation"}
"""Keys whose absence has a reason of its own to be refused: nothing is owed without a clause."""


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

    def shaped(self, name: str) -> None:
        """Names what is read here, where several places hold the same. Only a description asks for that."""

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
                    self._below(name, None).refuse(MISSING.get(name, "law.missing_key"))
        return {name: self._below(name, (found or {}).get(name, _ABSENT)) for name in names}

    def given(self, names: Collection[str], otherwise: str) -> Iterator[tuple[str, "Place"]]:
        """Those of `names` that a closed object has, in its own order; other keys are refused as `otherwise`
        says."""
        for key, value in (self._mapping() or {}).items():
            if key in names:
                yield key, self._below(key, value)
            else:
                self._below(key, value).refuse(otherwise, allowed=tuple(names))

    def entries(self, keys: re.Pattern[str], at_least: int = 0) -> Iterator[tuple[str, "Place"]]:
        """The members of an object whose keys are data of the form `keys`."""
        found = self._mapping()
        for key, value in (found or {}).items():
            below = self._below(key, value)
            if not keys.fullmatch(key):
                below.refuse("law.not_a_code", pattern=keys.pattern)
            yield key, below
        if found is not None and len(found) < at_least:
            self.refuse("law.too_few", at_least=at_least)

    def each_once(self, read: Callable[["Place"], str], at_least: int = 0) -> tuple[str, ...]:
        """The codes listed here, each of which may stand here once."""
        listed = self.each(read, at_least)
        if len(set(listed)) != len(listed):
            self.refuse("law.duplicate_value")
        return listed

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

    def address(self) -> str:
        """An address on the web; any other, such as one that runs a script, is refused."""
        written = self.text()
        if written and not WEB_ADDRESS.fullmatch(written):
            self.refuse("law.not_an_address")
        return written

    def texts(self) -> Mapping[str, str]:
        """A text in each language that people are addressed in."""
        self.shaped("texts")
        return {name: place.text() for name, place in self.fields(" ".join(TEXT_LANGUAGES)).items()}

    def only(self, value: str, otherwise: str) -> None:
        """Refuses as `otherwise` says whatever is not this one `value`."""
        if not self.is_absent and self.value != value:
            self.refuse(otherwise, allowed=(value,))

    def code(self, pattern: re.Pattern[str] = ID, words: frozenset[StrEnum] | None = None) -> str:
        """A text that the pattern describes and, unless `words` is None, that is one of them."""
        if self.is_absent:
            return ""
        if not isinstance(self.value, str) or not pattern.fullmatch(self.value):
            self.refuse("law.not_a_code", pattern=pattern.pattern)
            return ""
        if words is not None and self.value not in words:
            self.refuse("law.unknown_word", allowed=tuple(sorted(words)))
        return self.value

    def number(self, least: int = 0, most: int = GREATEST) -> int:
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

    def word(
        self, words: type[Word], among: Collection[Word] | None = None, otherwise: str = "law.unknown_word"
    ) -> Word:
        """One of `words`. Where only those `among` them may stand, another is refused as `otherwise` says."""
        allowed = tuple(word for word in words if among is None or word in among)
        for word in allowed:
            if word == self.value:
                return word
        if not self.is_absent:
            known = any(word == self.value for word in words)
            unknown = "law.no_word" if self.is_null else "law.unknown_word"
            self.refuse(otherwise if known else unknown, allowed=tuple(map(str, allowed)))
        return allowed[0]

    def one_of(self, at: Mapping[str, "Place"], none: str, several: str) -> None:
        """Of these members exactly one is given; null is not giving it."""
        number = sum(not place.is_null for place in at.values())
        if number != 1:
            self.refuse(several if number else none, allowed=tuple(at))

    def some_of(self, at: Mapping[str, "Place"], none: str) -> None:
        """Of these members at least one is given."""
        if all(place.is_null for place in at.values()):
            self.refuse(none, allowed=tuple(at))

    def only_with(
        self,
        at: Mapping[str, "Place"],
        name: str,
        other: str,
        word: StrEnum,
        otherwise: str,
        always: bool = False,
    ) -> None:
        """The member `name` may be given only where `other` is `word`; `always`: and must be given there."""
        belongs = at[other].value == word
        if (always and at[name].is_null) if belongs else not at[name].is_null:
            at[name].refuse(otherwise, allowed=(word.value,))

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


def read_text(place: Place) -> str:
    """What `Place.text` reads; so do the following, for whoever is handed a place and not its name."""
    return place.text()


def read_texts(place: Place) -> Mapping[str, str]:
    return place.texts()


def read_address(place: Place) -> str:
    return place.address()


def read_code(place: Place) -> str:
    return place.code()


def read_number(place: Place) -> int:
    return place.number()


def read_truth(place: Place) -> bool:
    return place.truth()


def read_copies(place: Place) -> int:
    """A number of copies; none at all is no duty."""
    return place.number(1, 10_000)
