"""Which releases a rule set cannot tell apart: it decides alike about all of a class, so once is enough."""

from bisect import bisect_right
from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass
from operator import attrgetter

from app.domain.law import Plan
from app.domain.law.conditions import AllOf, AnyOf, Between, Condition
from app.domain.publication import ReleaseFacts

KeyOf = Callable[[ReleaseFacts], Hashable]

ALWAYS = ("depositor_region", "file_delivered", "harvested")
"""What totals are divided by beside the kind, and what may end or raise a duty that does not ask for it."""


@dataclass(frozen=True, slots=True)
class Keys:
    """Two names of a release among those of one kind, carrier and origin.

    Releases of one `quick` name have the same asked facts, but for numbers, which stand in it as the interval
    between the bounds asked for that they lie in. Releases of one `exact` name answer every question of every
    rule and exemption alike: it takes longer to find, and there are far fewer of them.
    """

    quick: KeyOf
    exact: KeyOf


def keys_of(plan: Plan) -> Keys:
    """Return how the releases that a plan is for are named."""
    exemptions = [*plan.exemptions, *(pair for candidate in plan.candidates for pair in candidate.exemptions)]
    asked = [candidate.asked for candidate in plan.candidates] + [when for _exemption, when in exemptions]
    chosen = {
        recipient.chosen_by.value
        for candidate in plan.candidates
        for recipient in candidate.chosen
        if recipient.chosen_by is not None
    }
    leaves = tuple(dict.fromkeys(_leaves(asked)))
    as_they_are = {*ALWAYS, *chosen}
    coded, bounds = set(as_they_are), dict[str, set[int]]()
    for leaf in leaves:
        if isinstance(leaf, Between):
            bounds.setdefault(leaf.fact, set()).update(_edges(leaf))
        else:
            coded.add(_fact_of(leaf))
    edges = {fact: tuple(sorted(found)) for fact, found in sorted(bounds.items())}
    return Keys(_quick(tuple(sorted(coded)), edges), _exact(tuple(sorted(as_they_are)), leaves))


def _exact(names: tuple[str, ...], leaves: tuple[Condition, ...]) -> KeyOf:
    as_they_are = attrgetter(*names)
    return lambda facts: (as_they_are(facts), *[leaf.verdict(facts) for leaf in leaves])


def _leaves(conditions: Iterable[Condition]) -> Iterator[Condition]:
    """The questions about single facts in conditions of any depth."""
    for condition in conditions:
        if isinstance(condition, AllOf | AnyOf):
            yield from _leaves(condition.parts)
        else:
            yield condition


def _fact_of(part: Condition) -> str:
    fact = getattr(part, "fact", None)
    if not isinstance(fact, str):
        raise TypeError(f"{type(part).__name__} does not say which fact it asks for")
    return fact


def _edges(part: Between) -> Iterator[int]:
    if part.minimum is not None:
        yield part.minimum
    if part.maximum is not None:
        yield part.maximum + 1


def _quick(coded: tuple[str, ...], bounds: dict[str, tuple[int, ...]]) -> KeyOf:
    codes = attrgetter(*coded)
    if not bounds:
        return codes
    if len(bounds) == 1:
        [(fact, edges)] = bounds.items()
        number = attrgetter(fact)

        def key_of_one(facts: ReleaseFacts) -> Hashable:
            value = number(facts)
            return codes(facts), None if value is None else bisect_right(edges, value)

        return key_of_one
    measured = tuple((attrgetter(fact), edges) for fact, edges in bounds.items())

    def key(facts: ReleaseFacts) -> Hashable:
        places = []
        for read, edges in measured:
            value = read(facts)
            places.append(None if value is None else bisect_right(edges, value))
        return codes(facts), *places

    return key
