"""What a depositor says of a release when registering it, and what that amounts to for the rules."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date
from functools import cache
from operator import attrgetter
from types import MappingProxyType
from typing import Any, Self

from app.domain.errors import DomainError
from app.domain.kinds import DETAILS, KINDS, SERIALS, KindDefinition, Level
from app.domain.publication import Carrier, DepositorRole, EditionStatus, Kind, Origin, ReleaseFacts

REQUIRED = ("title", "language", "script", "kind", "origin", "carrier")
"""Without these nothing can be registered; every other fact may stay unknown."""


Details = Mapping[str, object]
NO_DETAILS: Details = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Person:
    """A person named in the publication, with a role such as `author`."""

    name: str
    role: str


@dataclass(frozen=True, slots=True)
class GivenIdentifier:
    """An identifier: its `value` as it is compared, its form as `printed`, and why a doubtful one is kept."""

    scheme: str
    value: str
    printed: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class RegistrationAnswers:
    """Everything asked in a registration. None, and an empty text, mean "not known" or "not given".

    `subjects` and `audiences` are codes, an empty set meaning "none of those a rule names"; `price` is in
    whole units of the currency; `depositor_region` a SOATO code; `events` the day of each event that has
    happened. `title_details` and `release_details` are facts of few kinds (`app.domain.kinds`), by name.
    """

    title: str = ""
    parallel_title: str = ""
    people: tuple[Person, ...] = ()
    language: str = ""
    script: str = ""
    kind: str = ""
    origin: str = ""
    carrier: str = ""
    subjects: frozenset[str] | None = None
    audiences: frozenset[str] | None = None
    restricted: bool | None = None
    udc: str = ""
    identifiers: tuple[GivenIdentifier, ...] = ()
    series: str = ""
    title_details: Details = field(default_factory=lambda: NO_DETAILS)
    edition_status: str | None = None
    original_deposited: bool | None = None
    print_run: int | None = None
    pages: int | None = None
    size: str = ""
    price: int | None = None
    import_copies: int | None = None
    print_on_demand: bool | None = None
    hire_only: bool | None = None
    printer_id: int | None = None
    printer_name: str = ""
    imprint_id: int | None = None
    place: str = ""
    year: int | None = None
    events: Mapping[str, date] = field(default_factory=lambda: MappingProxyType({}))
    depositor_region: str | None = None
    release_details: Details = field(default_factory=lambda: NO_DETAILS)

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> Self:
        """Read answers as `to_json` wrote them; what is missing there is not known."""
        known = {name: _READERS.get(name, _as_it_is)(value) for name, value in kept.items() if name in NAMES}
        return cls(**known)

    def to_json(self) -> dict[str, object]:
        """Return the answers as plain JSON values; the same answers always give the same values."""
        values = dict(zip(NAMES, _said(self), strict=True))
        for name, plain in _PLAIN.items():
            values[name] = plain(values[name])
        return values

    def merged(self, step: Mapping[str, object]) -> Self:
        """Return these answers with those of one step, given as JSON values, in their place."""
        return type(self).from_json({**self.to_json(), **step})

    @property
    def definition(self) -> KindDefinition | None:
        """What is asked of the kind; None while it is not known."""
        return KINDS[Kind(self.kind)] if self.kind else None

    def fitted(self) -> Self:
        """Return the answers that this kind on this carrier is asked for; all others are as if never given.

        A kind that is not asked for its edition has no earlier one.
        """
        kind = self.definition
        if kind is None:
            return self
        carrier = self.carrier if self.carrier in kind.carriers else kind.carriers[0]
        asked = kind.asked(carrier)
        fitting = {
            **_untold(asked),
            "carrier": carrier,
            "identifiers": tuple(given for given in self.identifiers if given.scheme in kind.schemes),
            "title_details": _only(asked, self.title_details, Level.TITLE),
            "release_details": _only(asked, self.release_details, Level.RELEASE),
        }
        strange = {name: value for name, value in fitting.items() if getattr(self, name) != value}
        return replace(self, **strange) if strange else self

    def missing(self) -> tuple[str, ...]:
        """Return the names of required answers that are not given yet, in the order they are asked."""
        return tuple(name for name in REQUIRED if not getattr(self, name))

    def require_complete(self) -> None:
        """Refuse answers that cannot be registered.

        Raises:
            DomainError: `registration.incomplete`, with the first missing answer as its field;
                `registration.print_run`, `registration.pages` for a number below one; `registration.detail`
                for a detail that cannot be so.
        """
        missing = self.missing()
        if missing:
            raise DomainError("registration.incomplete", missing[0])
        for name in ("print_run", "pages"):
            value = getattr(self, name)
            if value is not None and value < 1:
                raise DomainError(f"registration.{name}", name)
        for name, value in {**self.title_details, **self.release_details}.items():
            if name not in DETAILS or not DETAILS[name].accepts(value):
                raise DomainError("registration.detail", name, detail=name)

    def facts(self, parties: Mapping[str, int | None]) -> ReleaseFacts | None:
        """Return what a rule may ask, or None while the kind, the origin or the carrier is not known."""
        if not (self.kind and self.origin and self.carrier):
            return None
        return self.fitted().fitted_facts(parties)

    def fitted_facts(self, parties: Mapping[str, int | None]) -> ReleaseFacts:
        """Return the same of answers that are complete and fitted already."""
        return ReleaseFacts(
            kind=Kind(self.kind),
            carrier=Carrier(self.carrier),
            origin=Origin(self.origin),
            languages=frozenset({self.language}) if self.language else None,
            subjects=self.subjects,
            audiences=self.audiences,
            print_run=self.print_run,
            pages=self.pages,
            unit_cost=self.price,
            edition_status=EditionStatus(self.edition_status) if self.edition_status else None,
            original_deposited=self.original_deposited,
            restricted=self.restricted,
            print_on_demand=self.print_on_demand,
            hire_only=self.hire_only,
            import_copies=self.import_copies,
            depositor_region=self.depositor_region,
            parties=parties,
            events=self.events,
        )


NAMES = tuple(item.name for item in fields(RegistrationAnswers))
_said = attrgetter(*NAMES)

ANSWERS_NOT_GIVEN: Mapping[str, Any] = MappingProxyType(
    {name: getattr(RegistrationAnswers(), name) for name in NAMES}
)

ASKED_OF_SOME: Mapping[str, str] = MappingProxyType(
    {
        **{
            name: name
            for name in ("udc", "series", "edition_status", "original_deposited", "print_run", "pages",
                         "size", "price", "place", "year", "import_copies", "print_on_demand", "hire_only")
        },
        "printer_id": "printer",
        "printer_name": "printer",
    }
)  # fmt: skip
"""Typed answers that only some kinds are asked for, with the names by which the table of kinds asks them."""

ASKED_WHERE_THE_LAW_ASKS = ("import_copies", "print_on_demand", "hire_only")
"""What describes nothing that a reader looks for: asked only where a rule waits for the answer."""

RELEASE_FACTS = NAMES[NAMES.index("edition_status") :]
"""What is said of one release; the names before these are said of its publication."""

RELEASE_COLUMNS = tuple(name for name in RELEASE_FACTS if name not in ("events", "release_details"))
"""Typed answers of one release, each kept in a column of its name."""

ROLE_OF_KIND: Mapping[str, DepositorRole] = MappingProxyType(
    {
        "editorial_office": DepositorRole.EDITORIAL_OFFICE,
        "producer": DepositorRole.PRODUCER,
        "importer": DepositorRole.IMPORTER,
        "academic_council": DepositorRole.ACADEMIC_COUNCIL,
    }
)


def parties(
    publisher_id: int, publisher_kind: str, printer_id: int | None, *, kind: str = ""
) -> dict[str, int | None]:
    """Return who is in which role: who registers is the publisher, and what else its kind makes of it.

    Who registers a periodical (a document of that `kind`) is its editorial office too. A printer that is not
    named, or not in the register, is in the table as None: owed, but by nobody known yet.
    """
    named: dict[str, int | None] = {
        DepositorRole.PUBLISHER: publisher_id,
        DepositorRole.RIGHTS_HOLDER_TO_DISTRIBUTE: publisher_id,
        DepositorRole.PRINTER: printer_id,
    }
    if kind in SERIALS:
        named[DepositorRole.EDITORIAL_OFFICE] = publisher_id
    role = ROLE_OF_KIND.get(publisher_kind)
    return {**named, role: publisher_id} if role else named


def changed(before: RegistrationAnswers, after: RegistrationAnswers) -> tuple[dict[str, object], ...]:
    """Return the answers that differ, as JSON values: what they were, and what they are."""
    old, new = before.to_json(), after.to_json()
    names = [name for name in NAMES if old[name] != new[name]]
    return {name: old[name] for name in names}, {name: new[name] for name in names}


def of_next_release(answers: RegistrationAnswers) -> RegistrationAnswers:
    """Return what a further release of the same publication starts from: the title's facts alone."""
    return replace(answers, identifiers=(), **{name: ANSWERS_NOT_GIVEN[name] for name in RELEASE_FACTS})


@cache
def _untold(asked: tuple[str, ...]) -> Mapping[str, Any]:
    """The typed answers that are not asked, as they are where nobody gave them."""
    untold = {name: ANSWERS_NOT_GIVEN[name] for name, fact in ASKED_OF_SOME.items() if fact not in asked}
    if "edition_status" in untold:
        untold["edition_status"] = EditionStatus.FIRST.value
    return MappingProxyType(untold)


def _only(asked: Collection[str], details: Details, level: Level) -> Details:
    if not details:
        return NO_DETAILS
    return MappingProxyType(
        {name: value for name, value in details.items() if name in asked and DETAILS[name].level is level}
    )


def _as_it_is(value: Any) -> Any:
    return value


def _codes(value: Any) -> frozenset[str] | None:
    return None if value is None else frozenset(value)


_READERS: Mapping[str, Any] = {
    "people": lambda rows: tuple(Person(**row) for row in rows),
    "identifiers": lambda rows: tuple(GivenIdentifier(**row) for row in rows),
    "subjects": _codes,
    "audiences": _codes,
    "events": lambda days: MappingProxyType({name: date.fromisoformat(day) for name, day in days.items()}),
    "title_details": MappingProxyType,
    "release_details": MappingProxyType,
}


def _plain_rows(rows: tuple[Person | GivenIdentifier, ...]) -> list[dict[str, str]]:
    return [{name: getattr(row, name) for name in row.__slots__} for row in rows]


def _plain_values(values: Mapping[str, object]) -> dict[str, object]:
    return {
        name: item.isoformat() if isinstance(item, date) else item for name, item in sorted(values.items())
    }


_PLAIN: Mapping[str, Any] = {
    **dict.fromkeys(("people", "identifiers"), _plain_rows),
    **dict.fromkeys(("subjects", "audiences"), lambda codes: None if codes is None else sorted(codes)),
    **dict.fromkeys(("events", "title_details", "release_details"), _plain_values),
}
