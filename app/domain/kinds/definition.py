"""What the definition of a kind says, and what follows from the carrier."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from types import MappingProxyType

from app.domain.deadlines import Event
from app.domain.kinds.details import DETAILS, Detail, Level
from app.domain.publication import Carrier, Kind
from app.domain.schemes import Scheme


class Group(StrEnum):
    """Families of kinds, as lists show them."""

    TEXT = "text"
    SERIAL = "serial"
    NOTATED = "notated"
    CARTOGRAPHIC = "cartographic"
    GRAPHIC = "graphic"
    ACADEMIC = "academic"
    OFFICIAL = "official"
    EPHEMERA = "ephemera"
    ACCESSIBLE = "accessible"
    AV = "av"
    ELECTRONIC = "electronic"
    OTHER = "other"


Carriers = tuple[Carrier, ...]
Names = tuple[str, ...]

PAPER: Carriers = (Carrier.PRINT,)
ONLINE: Carriers = (Carrier.ONLINE,)
RECORDED: Carriers = (Carrier.AV_CARRIER, Carrier.ELECTRONIC_CARRIER, Carrier.ONLINE)
WRITTEN: Carriers = (Carrier.PRINT, Carrier.ELECTRONIC_CARRIER, Carrier.ONLINE)
STORED: Carriers = (Carrier.ELECTRONIC_CARRIER, Carrier.ONLINE)
EVERY: Carriers = (Carrier.PRINT, Carrier.ELECTRONIC_CARRIER, Carrier.AV_CARRIER, Carrier.ONLINE)

CARRIERS_OF_TYPED: Mapping[str, frozenset[Carrier]] = MappingProxyType(
    {
        "printer": frozenset(PAPER),
        "size": frozenset(PAPER),
        "pages": frozenset(WRITTEN),
        "print_on_demand": frozenset(PAPER),
        "hire_only": frozenset(PAPER),
        "import_copies": frozenset(EVERY) - frozenset(ONLINE),
        "print_run": frozenset(EVERY) - frozenset(ONLINE),
    }
)
"""Typed facts that make sense on some carriers only; the others do on all."""

EVENTS_OF_CARRIER: Mapping[Carrier, tuple[Event, ...]] = MappingProxyType(
    {
        Carrier.PRINT: (Event.FIRST_BATCH_RELEASED, Event.PRINT_RUN_COMPLETED),
        Carrier.ELECTRONIC_CARRIER: (Event.PRODUCTION_COMPLETED, Event.FIRST_DISTRIBUTION),
        Carrier.AV_CARRIER: (Event.PRODUCTION_COMPLETED, Event.FIRST_DISTRIBUTION),
        Carrier.ONLINE: (Event.MADE_AVAILABLE,),
    }
)


@dataclass(frozen=True, slots=True)
class KindDefinition:
    """What is asked of one kind, besides what is asked of all.

    `asks` names typed answers of the registration and details, in the order of the page. `events` stand
    instead of those of the carrier. `roles` are those that only such a kind has; the general ones come after.
    """

    kind: Kind
    group: Group
    asks: Names
    carriers: Carriers
    schemes: tuple[Scheme, ...]
    events: tuple[Event, ...] = ()
    roles: Names = ()

    def asked(self, carrier: str) -> Names:
        """Return the names of what is asked of a release on this carrier; while none is chosen, of any."""
        return _asked(self.asks, carrier)

    def details(self, level: Level, carrier: str = "") -> tuple[Detail, ...]:
        """Return the details that are asked at one step of a registration."""
        found = (DETAILS[name] for name in self.asked(carrier) if name in DETAILS)
        return tuple(detail for detail in found if detail.level is level)

    def events_on(self, carrier: str) -> tuple[Event, ...]:
        """Return what can be expected to happen to it, whatever the law counts from."""
        chosen = Carrier(carrier) if carrier else self.carriers[0]
        return self.events or EVENTS_OF_CARRIER[chosen]


@cache
def _asked(asks: Names, carrier: str) -> Names:
    return tuple(name for name in asks if not carrier or carrier in _carriers_of(name))


def _carriers_of(name: str) -> frozenset[Carrier]:
    detail = DETAILS.get(name)
    return detail.carriers if detail else CARRIERS_OF_TYPED.get(name, frozenset(EVERY))
