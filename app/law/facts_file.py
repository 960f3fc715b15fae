"""Facts about a release written down in a file, for trying a rule set on them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any

from app.domain.deadlines import Event
from app.domain.law.conditions import FACTS, FactType
from app.domain.law.deadline_reading import RELEASE_EVENTS
from app.domain.law.reading import Place, Problem, RuleSetProblems
from app.domain.law.vocabulary import Form
from app.domain.publication import Carrier, DepositorRole, Kind, NewspaperLevel, Origin, ReleaseFacts, Seat

CLASSES = {"kind": Kind, "carrier": Carrier, "origin": Origin}
PLACES = {"region": "depositor_region", "municipality": "depositor_municipality"}
OTHER_NAMES = {"price": "unit_cost"}
FROM_DELIVERED = {"file_delivered": Form.FILE, "harvested": Form.HARVEST}
PLAIN = tuple(
    name for name in FACTS if name not in (*CLASSES, *PLACES.values(), *OTHER_NAMES.values(), *FROM_DELIVERED)
)
"""Facts that stand in the file under the names that conditions use."""
EVENTS = RELEASE_EVENTS | {Event.DELIVERED}


@dataclass(frozen=True, slots=True)
class Example:
    """A release as a file describes it.

    `day` is the day on which the question is asked, `delivered_on` that on which a collecting library took
    the copies in, `to_come` the events dated later than `day`.
    """

    facts: ReleaseFacts
    day: date
    delivered_on: date | None
    to_come: tuple[str, ...]


def read_example(document: Mapping[str, object], *, today: date) -> Example:
    """Read facts; the day is `today` where the file names none.

    Raises:
        RuleSetProblems: names every place that is wrong.
    """
    problems: list[Problem] = []
    optional = " ".join((*PLAIN, *PLACES, *OTHER_NAMES, "day events delivered"))
    at = Place(document, "", problems).fields(" ".join(CLASSES), optional)
    day = at["day"].or_null(read_day) or today
    events = _read_events(at["events"])
    happened = {name: on for name, on in events.items() if on <= day}
    facts: dict[str, Any] = {name: _read_fact(name, at[name]) for name in PLAIN}
    facts |= _read_places(at["region"], at["municipality"]) | _read_delivered(at["delivered"])
    release = ReleaseFacts(
        kind=at["kind"].word(Kind),
        carrier=at["carrier"].word(Carrier),
        origin=at["origin"].word(Origin),
        unit_cost=at["price"].or_null(Place.number),
        events=MappingProxyType({name: on for name, on in happened.items() if name != Event.DELIVERED}),
        **facts,
    )
    if problems:
        raise RuleSetProblems(tuple(problems))
    to_come = tuple(sorted(events.keys() - happened.keys()))
    return Example(release, day, happened.get(Event.DELIVERED), to_come)


def read_day(place: Place) -> date:
    """A day in ISO 8601, such as 2026-11-25."""
    try:
        return date.fromisoformat(place.value if isinstance(place.value, str) else "")
    except ValueError:
        if not place.is_absent:
            place.refuse("law.not_a_day")
        return date.min


def _read_fact(name: str, place: Place) -> Any:
    definition = FACTS[name]
    if place.is_null:
        return None
    if definition.type is FactType.TRUTH:
        return place.truth()
    if definition.type is FactType.NUMBER:
        return place.number()
    if definition.type is FactType.CODES:
        return frozenset(place.each(Place.code))
    return (
        place.word(NewspaperLevel) if definition.words == frozenset(NewspaperLevel) else _coded(place, name)
    )


def _coded(place: Place, name: str) -> str:
    code = place.code()
    words = FACTS[name].words
    if code and words is not None and code not in words:
        place.refuse("law.unknown_word", allowed=tuple(sorted(words)))
    return code


def _read_events(place: Place) -> dict[str, date]:
    found = {}
    for name, below in () if place.is_null else place.given(sorted(EVENTS), "law.unknown_word"):
        found[name] = read_day(below)
    return found


def _read_delivered(place: Place) -> dict[str, bool | None]:
    """Whether a file came and whether the network was collected; not known where nothing is said."""
    if place.is_null:
        return dict.fromkeys(FROM_DELIVERED)
    forms = set(place.each(lambda item: item.word(Form)))
    return {fact: form in forms for fact, form in FROM_DELIVERED.items()}


def _read_places(region: Place, municipality: Place) -> dict[str, Any]:
    """One place for every depositor, or one for each role."""
    regions, cities = _read_place(region), _read_place(municipality)
    if isinstance(regions, str | None) and isinstance(cities, str | None):
        return {"depositor_region": regions, "depositor_municipality": cities}
    regions = regions if isinstance(regions, dict) else dict.fromkeys(DepositorRole, regions)
    cities = cities if isinstance(cities, dict) else dict.fromkeys(DepositorRole, cities)
    roles = regions.keys() | cities.keys()
    return {"seats": MappingProxyType({role: Seat(regions.get(role), cities.get(role)) for role in roles})}


def _read_place(place: Place) -> str | dict[DepositorRole, str | None] | None:
    if place.is_null:
        return None
    if not isinstance(place.value, Mapping):
        return place.code()
    at = place.fields("", " ".join(DepositorRole))
    return {role: at[role].or_null(Place.code) for role in DepositorRole if not at[role].is_absent}
