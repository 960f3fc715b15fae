"""What a rule set may hold at each place, learned by letting the readers of the format read a listener.

Nothing is written down a second time here: a key, a word or a bound that a reader asks for is in the schema,
and no other.
"""

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from app.domain.law.parsing import read_rule_set
from app.domain.law.reading import GREATEST, ID, LONGEST_TEXT, WEB_ADDRESS, Place, Value, Word

EACH = "*"


class Holds(StrEnum):
    """What stands at a place. An OBJECT has keys of the format, a MAP has keys that are data."""

    OBJECT = "object"
    MAP = "map"
    LIST = "list"
    TEXT = "text"
    CODE = "code"
    WORD = "word"
    NUMBER = "number"
    TRUTH = "truth"


@dataclass(slots=True)
class Together:
    """The member `key` may be given only where `other` is `word`; `always`: and must be given then."""

    key: str
    other: str
    word: str
    always: bool


@dataclass(slots=True)
class Shape:
    """What may stand at one place.

    `path` reads like `rules.deadline.unit`, for items of a list as for the list. `name` is that of a shape
    which stands at several places; `again`: it stands inside itself here and is not described once more.
    `vocabulary` is the name of the closed list that `words` are of. `pattern` holds for codes,
    addresses and the keys of a map. `least` and `most` bound a number, `least` the length of a list or map,
    `most` of a text.
    The `members` of an object are its keys; what a list or map holds stands under EACH.
    """

    path: str
    holds: Holds = Holds.OBJECT
    name: str = ""
    again: bool = False
    nullable: bool = False
    required: bool = True
    members: dict[str, "Shape"] = field(default_factory=dict)
    distinct: bool = False
    words: tuple[str, ...] = ()
    vocabulary: str = ""
    pattern: str = ""
    least: int = 0
    most: int = 0
    one_of: list[tuple[str, ...]] = field(default_factory=list)
    some_of: list[tuple[str, ...]] = field(default_factory=list)
    together: list[Together] = field(default_factory=list)

    @property
    def known_as(self) -> str:
        """Under which name it is described: shapes of one name once, any other by its place."""
        return self.name or self.path or "whole"

    def walk(self) -> Iterator["Shape"]:
        """This shape and all within it, in the order in which they are read."""
        yield self
        for below in self.members.values():
            yield from below.walk()


def schema() -> Shape:
    """The schema of `deposit-rules/2`."""
    whole = Shape("")
    read_rule_set(Listener(whole))
    return whole


class _StandsInItself(Exception):
    """A shape was met within itself; going on would never end."""


class Listener(Place):
    """A place at which everything is given and nothing is wrong, and which notes what it is asked for."""

    def __init__(self, shape: Shape, above: "Listener | None" = None) -> None:
        super().__init__(None, shape.path, [])
        self.shape = shape
        self._above = above

    def refuse(self, code: str, **params: object) -> None:
        """Nothing is refused: there is no value here."""

    @property
    def is_null(self) -> bool:
        return False

    @property
    def is_absent(self) -> bool:
        return False

    def shaped(self, name: str) -> None:
        self.shape.name = name
        place = self._above
        while place is not None:
            if place.shape.name == name:
                raise _StandsInItself
            place = place._above

    def fields(self, required: str, optional: str = "") -> dict[str, Place]:
        found: dict[str, Place] = {name: self._member(name, required=True) for name in required.split()}
        return found | {name: self._member(name, required=False) for name in optional.split()}

    def given(self, names: Collection[str], otherwise: str) -> Iterator[tuple[str, Place]]:
        for name in names:
            yield name, self._member(name, required=False)

    def entries(self, keys: re.Pattern[str], at_least: int = 0) -> Iterator[tuple[str, Place]]:
        self.shape.holds, self.shape.pattern, self.shape.least = Holds.MAP, keys.pattern, at_least
        yield "", self._item()

    def each_once(self, read: Callable[[Place], str], at_least: int = 0) -> tuple[str, ...]:
        self.shape.distinct = True
        return super().each_once(read, at_least)

    def each(self, read: Callable[[Place], Value], at_least: int = 0) -> tuple[Value, ...]:
        self.shape.holds, self.shape.least = Holds.LIST, at_least
        item = self._item()
        try:
            return (read(item),)
        except _StandsInItself:
            item.shape.again = True
            return ()

    def text(self) -> str:
        self.shape.holds, self.shape.most = Holds.TEXT, LONGEST_TEXT
        return ""

    def address(self) -> str:
        self.shape.pattern = WEB_ADDRESS.pattern
        return self.text()

    def only(self, value: str, otherwise: str) -> None:
        self.shape.holds, self.shape.words = Holds.WORD, (value,)

    def code(self, pattern: re.Pattern[str] = ID, words: frozenset[StrEnum] | None = None) -> str:
        self.shape.holds, self.shape.pattern = Holds.CODE, pattern.pattern
        if words is not None:
            self._closed_list(type(next(iter(words))), words)
        return ""

    def number(self, least: int = 0, most: int = GREATEST) -> int:
        self.shape.holds, self.shape.least, self.shape.most = Holds.NUMBER, least, most
        return least

    def truth(self) -> bool:
        self.shape.holds = Holds.TRUTH
        return False

    def word(
        self, words: type[Word], among: Collection[Word] | None = None, otherwise: str = "law.unknown_word"
    ) -> Word:
        self._closed_list(words, frozenset(words if among is None else among))
        return next(iter(words))

    def or_null(self, read: Callable[[Place], Value]) -> Value | None:
        self.shape.nullable = True
        return read(self)

    def one_of(self, at: Mapping[str, Place], none: str, several: str) -> None:
        self.shape.one_of.append(tuple(at))

    def some_of(self, at: Mapping[str, Place], none: str) -> None:
        self.shape.some_of.append(tuple(at))

    def only_with(
        self,
        at: Mapping[str, Place],
        name: str,
        other: str,
        word: StrEnum,
        otherwise: str,
        always: bool = False,
    ) -> None:
        self.shape.together.append(Together(name, other, word.value, always))

    def _closed_list(self, vocabulary: type[StrEnum], among: Collection[str]) -> None:
        self.shape.holds, self.shape.vocabulary = Holds.WORD, vocabulary.__name__
        self.shape.words = tuple(word.value for word in vocabulary if word in among)

    def _member(self, name: str, required: bool) -> "Listener":
        self.shape.holds = Holds.OBJECT
        path = f"{self.path}.{name}" if self.path else name
        below = self.shape.members.setdefault(name, Shape(path, required=required))
        return Listener(below, self)

    def _item(self) -> "Listener":
        return Listener(self.shape.members.setdefault(EACH, Shape(self.path)), self)
