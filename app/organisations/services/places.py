"""Places and depositories, loaded from the files of the product."""

import csv
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path

from sqlalchemy import select

from app.domain.actor import Actor
from app.domain.events import Event
from app.infra.db import session
from app.infra.events import publish
from app.organisations.models import District, Organisation, OrganisationKind, Region
from app.organisations.services.registering import NewOrganisation, create_organisation

DATA = Path(__file__).parent.parent / "data"


def load_places(*, by: Actor, at: datetime) -> int:
    """Add regions and districts that are not there yet; return how many.

    The files are a starting point (`data/README.md`): what is there already is left as it is.
    """
    regions, districts = _missing(Region, "regions.csv"), _missing(District, "districts.csv")
    session().add_all(
        Region(
            soato=row["soato"],
            iso_3166_2=row["iso_3166_2"],
            name_uz=row["name_uz_latn"],
            name_uz_cyrl=row["name_uz_cyrl"],
            name_ru=row["name_ru"],
            name_kaa=row["name_kaa"],
            name_en=row["name_en"],
            kind=row["kind"],
        )
        for row in regions
    )
    session().flush()
    session().add_all(
        District(
            soato=row["soato"],
            region_soato=row["region_soato"],
            kind=row["kind"],
            name_uz=row["name_uz_latn"],
            name_uz_cyrl=row["name_uz_cyrl"],
            name_ru=row["name_ru"],
        )
        for row in districts
    )
    session().flush()
    if regions or districts:
        counts = {"regions": len(regions), "districts": len(districts)}
        publish(Event("places.loaded", by, at, (), after=counts))
    return len(regions) + len(districts)


def load_depositories(*, by: Actor, at: datetime) -> int:
    """Register the depositories that are not there yet; return how many."""
    known = set(session().scalars(select(Organisation.code).where(Organisation.code.is_not(None))))
    missing = [row for row in _rows("depositories.csv") if row["id"] not in known]
    for row in missing:
        new = NewOrganisation(
            kind=OrganisationKind.DEPOSITORY,
            name=row["name_uz_latn"],
            short_name=row["short_name"],
            name_ru=row["name_ru"],
            name_en=row["name_en"],
            code=row["id"],
            region_soato=row["region_soato"],
        )
        create_organisation(new=new, by=by, at=at)
    return len(missing)


def _missing(model: type[Region] | type[District], file: str) -> list[Mapping[str, str]]:
    known = set(session().scalars(select(model.soato)))
    return [row for row in _rows(file) if row["soato"] not in known]


def _rows(file: str) -> Iterator[Mapping[str, str]]:
    with (DATA / file).open(encoding="utf-8", newline="") as stream:
        yield from csv.DictReader(stream)
