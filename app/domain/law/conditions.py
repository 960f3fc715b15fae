"""The one grammar of conditions, and its three answers: true, false, and None for "a fact is not known".

Unknown facts combine as Kleene's logic has it: false and unknown is false, true or unknown is true, and
whatever stays open is unknown.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Protocol

from app.domain.publication import Carrier, EditionStatus, Kind, NewspaperLevel, Origin, ReleaseFacts


class FactType(StrEnum):
    CODE = "code"
    CODES = "codes"
    NUMBER = "number"
    TRUTH = "truth"


@dataclass(frozen=True, slots=True)
class FactDefinition:
    """A fact that conditions may ask for. `words` are its only values; None leaves them open."""

    type: FactType
    words: frozenset[StrEnum] | None = None


FACTS: Mapping[str, FactDefinition] = MappingProxyType(
    {
        "kind": FactDefinition(FactType.CODE, frozenset(Kind)),
        "carrier": FactDefinition(FactType.CODE, frozenset(Carrier)),
        "origin": FactDefinition(FactType.CODE, frozenset(Origin)),
        "edition_status": FactDefinition(FactType.CODE, frozenset(EditionStatus)),
        "newspaper_level": FactDefinition(FactType.CODE, frozenset(NewspaperLevel)),
        "depositor_region": FactDefinition(FactType.CODE),
        "depositor_municipality": FactDefinition(FactType.CODE),
        "languages": FactDefinition(FactType.CODES),
        "subjects": FactDefinition(FactType.CODES),
        "audiences": FactDefinition(FactType.CODES),
        "print_run": FactDefinition(FactType.NUMBER),
        "pages": FactDefinition(FactType.NUMBER),
        "unit_cost": FactDefinition(FactType.NUMBER),
        "import_copies": FactDefinition(FactType.NUMBER),
        "original_deposited": FactDefinition(FactType.TRUTH),
        "restricted": FactDefinition(FactType.TRUTH),
        "print_on_demand": FactDefinition(FactType.TRUTH),
        "hire_only": FactDefinition(FactType.TRUTH),
        "file_delivered": FactDefinition(FactType.TRUTH),
        "harvested": FactDefinition(FactType.TRUTH),
        "multi_medium": FactDefinition(FactType.TRUTH),
        "same_identifier": FactDefinition(FactType.TRUTH),
        "editorially_processed": FactDefinition(FactType.TRUTH),
        "has_imprint": FactDefinition(FactType.TRUTH),
        "other_regime": FactDefinition(FactType.TRUTH),
    }
)
CLASSIFYING_FACTS = frozenset({"kind", "carrier", "origin"})
"""Facts that every release has, by which rules are sorted beforehand."""


class Condition(Protocol):
    """Something that holds of a release, does not, or cannot be told."""

    def verdict(self, facts: ReleaseFacts) -> bool | None: ...

    def missing(self, facts: ReleaseFacts) -> frozenset[str]:
        """The unknown facts that leave the verdict open; empty when it is not open."""
        ...


def fact(facts: ReleaseFacts, name: str) -> object:
    """The value of the fact called `name`; None when it is not known."""
    return getattr(facts, name)


@dataclass(frozen=True, slots=True)
class _Asked:
    """A question about one fact."""

    fact: str

    def missing(self, facts: ReleaseFacts) -> frozenset[str]:
        return frozenset({self.fact}) if fact(facts, self.fact) is None else frozenset()


@dataclass(frozen=True, slots=True)
class Among(_Asked):
    """The fact, or one of its values, is among `codes` (`any_of`), or none is (`none_of`)."""

    codes: frozenset[str]
    negated: bool = False

    def verdict(self, facts: ReleaseFacts) -> bool | None:
        value = getattr(facts, self.fact)
        if value is None:
            return None
        found = value in self.codes if isinstance(value, str) else not self.codes.isdisjoint(value)
        return found is not self.negated


@dataclass(frozen=True, slots=True)
class Between(_Asked):
    """The number lies between `minimum` and `maximum`, both included; None leaves an end open."""

    minimum: int | None
    maximum: int | None

    def verdict(self, facts: ReleaseFacts) -> bool | None:
        value = getattr(facts, self.fact)
        if value is None:
            return None
        return (self.minimum is None or value >= self.minimum) and (
            self.maximum is None or value <= self.maximum
        )


@dataclass(frozen=True, slots=True)
class Is(_Asked):
    """The fact is true, or false."""

    expected: bool

    def verdict(self, facts: ReleaseFacts) -> bool | None:
        value = getattr(facts, self.fact)
        return None if value is None else value is self.expected


@dataclass(frozen=True, slots=True)
class AllOf:
    """Every part holds; the empty condition holds of everything."""

    parts: tuple[Condition, ...] = ()

    def verdict(self, facts: ReleaseFacts) -> bool | None:
        answer: bool | None = True
        for part in self.parts:
            verdict = part.verdict(facts)
            if verdict is False:
                return False
            if verdict is None:
                answer = None
        return answer

    def missing(self, facts: ReleaseFacts) -> frozenset[str]:
        return _missing(self, self.parts, facts)


@dataclass(frozen=True, slots=True)
class AnyOf:
    """At least one part holds."""

    parts: tuple[Condition, ...]

    def verdict(self, facts: ReleaseFacts) -> bool | None:
        verdicts = [part.verdict(facts) for part in self.parts]
        if True in verdicts:
            return True
        return None if None in verdicts else False

    def missing(self, facts: ReleaseFacts) -> frozenset[str]:
        return _missing(self, self.parts, facts)


def questions_of(condition: Condition) -> Iterator[Condition]:
    """Every single question of a condition about one fact."""
    if isinstance(condition, AllOf | AnyOf):
        for part in condition.parts:
            yield from questions_of(part)
    else:
        yield condition


def _missing(condition: Condition, parts: tuple[Condition, ...], facts: ReleaseFacts) -> frozenset[str]:
    if condition.verdict(facts) is not None:
        return frozenset()
    return frozenset().union(*(part.missing(facts) for part in parts))
