"""Places and organisations; each function keeps what it makes in a transaction of its own."""

import itertools
from datetime import UTC, datetime

from app.domain.actor import SYSTEM
from app.infra.db import session, transaction
from app.organisations.models import Organisation, OrganisationKind, Region
from app.organisations.services import NewOrganisation, create_organisation

MADE_AT = datetime(2026, 1, 5, 6, 0, tzinfo=UTC)
REGIONS = {"1726": ("UZ-TK", "Toshkent shahri"), "1718": ("UZ-SA", "Samarqand viloyati")}
numbers = itertools.count(1)


def make_region(soato: str = "1726") -> Region:
    """Return the region, adding it if the test has none yet."""
    found = session().get(Region, soato)
    if found is not None:
        return found
    iso, name = REGIONS[soato]
    with transaction() as current:
        added = Region(
            soato=soato,
            iso_3166_2=iso,
            name_uz=name,
            name_uz_cyrl=name,
            name_ru=name,
            name_kaa=name,
            name_en=name,
            kind="region",
        )
        current.add(added)
    return added


def make_organisation(
    kind: OrganisationKind = OrganisationKind.PUBLISHER,
    *,
    name: str = "",
    region_soato: str = "1726",
    code: str | None = None,
    stir: str | None = None,
) -> Organisation:
    """Return a new organisation, by default a publisher in Tashkent."""
    make_region(region_soato)
    name = name or f"Sinov {next(numbers)}"
    new = NewOrganisation(kind=kind, name=name, region_soato=region_soato, code=code, stir=stir)
    with transaction():
        return create_organisation(new=new, by=SYSTEM, at=MADE_AT)
