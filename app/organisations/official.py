"""What the authority vouches for of an organisation: its official record, as values that can be compared."""

import json
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from app.organisations.models import Organisation, OrganisationKind
from app.organisations.queries import isbn_prefixes_of

NAMES = ("name", "short_name", "name_ru", "name_en")


@dataclass(frozen=True, slots=True)
class OfficialRecord:
    """The part of an organisation that only administrators change; see `Organisation` for each value."""

    kind: OrganisationKind
    name: str
    short_name: str
    name_ru: str
    name_en: str
    stir: str | None
    region_soato: str
    district_soato: str | None
    licence_number: str
    licensed_on: date | None
    isbn_prefixes: tuple[str, ...]

    def facts(self) -> dict[str, object]:
        """Return the record as acts keep it."""
        return {
            "kind": self.kind.value,
            **{name: getattr(self, name) for name in NAMES},
            "stir": self.stir,
            "region": self.region_soato,
            "district": self.district_soato,
            "licence_number": self.licence_number,
            "licensed_on": self.licensed_on.isoformat() if self.licensed_on else None,
            "isbn_prefixes": list(self.isbn_prefixes),
        }

    def fingerprint(self) -> str:
        """Return what differs as soon as any value does."""
        return sha256(json.dumps(self.facts(), sort_keys=True).encode()).hexdigest()


def record_of(organisation: Organisation) -> OfficialRecord:
    """Return the official record as it is kept."""
    return OfficialRecord(
        kind=organisation.kind,
        name=organisation.name,
        short_name=organisation.short_name,
        name_ru=organisation.name_ru,
        name_en=organisation.name_en,
        stir=organisation.stir,
        region_soato=organisation.region_soato,
        district_soato=organisation.district_soato,
        licence_number=organisation.licence_number,
        licensed_on=organisation.licensed_on,
        isbn_prefixes=tuple(isbn_prefixes_of(organisation.id)),
    )


def kinds_beside(kind: OrganisationKind) -> tuple[OrganisationKind, ...]:
    """Return what an organisation of a kind may become: a depositor any depositor, others nothing else."""
    apart = (OrganisationKind.DEPOSITORY, OrganisationKind.AUTHORITY)
    return (kind,) if kind in apart else tuple(one for one in OrganisationKind if one not in apart)
