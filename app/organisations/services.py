"""Places and organisations: loaded from files, registered, changed."""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import select

from app.domain.actor import Actor
from app.domain.errors import DomainError, NotFound
from app.domain.events import Event, Subject
from app.domain.identifiers import parse_stir
from app.domain.script import search_key
from app.infra.db import session
from app.infra.events import publish
from app.organisations.models import District, Organisation, OrganisationKind, Region

DATA = Path(__file__).parent / "data"


@dataclass(frozen=True, slots=True)
class NewOrganisation:
    """What an organisation begins with; see `Organisation` for the meaning of each."""

    kind: OrganisationKind
    name: str
    region_soato: str
    short_name: str = ""
    name_ru: str = ""
    name_en: str = ""
    code: str | None = None
    stir: str | None = None
    district_soato: str | None = None
    address: str = ""
    phone: str = ""
    email: str = ""
    head_post: str = ""
    head_name: str = ""


@dataclass(frozen=True, slots=True)
class Contact:
    """What an administrator keeps up to date: where papers go, and who signs."""

    address: str
    phone: str
    email: str
    head_post: str
    head_name: str


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


def create_organisation(*, new: NewOrganisation, by: Actor, at: datetime) -> Organisation:
    """Register an organisation.

    Raises:
        DomainError: `stir.malformed`, `organisation.stir_taken`, `organisation.code_taken`,
            `organisation.name_missing`, `organisation.region_unknown`.
    """
    stir = parse_stir(new.stir) if new.stir else None
    _refuse_taken(new, stir)
    if not new.name.strip():
        raise DomainError("organisation.name_missing", field="name")
    if session().get(Region, new.region_soato) is None:
        raise DomainError("organisation.region_unknown", field="region_soato")
    names = f"{new.name} {new.short_name} {new.name_ru} {new.name_en}"
    values = asdict(new) | {"name": new.name.strip(), "stir": stir}
    added = Organisation(**values, search_key=search_key(names), created_at=at)
    session().add(added)
    session().flush()
    facts = {"name": added.name, "kind": added.kind.value, "stir": stir, "region": added.region_soato}
    publish(Event("organisation.created", by, at, (Subject("organisation", added.id),), after=facts))
    return added


def change_contact(*, organisation_id: int, contact: Contact, by: Actor, at: datetime) -> Organisation:
    """Change where an organisation is reached and who signs for it; only what differs is told.

    Raises:
        NotFound: there is no such organisation.
    """
    changed = session().get(Organisation, organisation_id, with_for_update=True)
    if changed is None:
        raise NotFound("not_found")
    new = {name: value.strip() for name, value in asdict(contact).items()}
    differing = {name: value for name, value in new.items() if getattr(changed, name) != value}
    before = {name: getattr(changed, name) for name in differing}
    for name, value in differing.items():
        setattr(changed, name, value)
    session().flush()
    if differing:
        subject = Subject("organisation", changed.id)
        publish(Event("organisation.contact_changed", by, at, (subject,), before, differing))
    return changed


def _refuse_taken(new: NewOrganisation, stir: str | None) -> None:
    if stir is not None and session().scalar(select(Organisation.id).where(Organisation.stir == stir)):
        raise DomainError("organisation.stir_taken", field="stir", stir=stir)
    if new.code is not None and session().scalar(
        select(Organisation.id).where(Organisation.code == new.code)
    ):
        raise DomainError("organisation.code_taken", field="code", code_of_another=new.code)


def _missing(model: type[Region] | type[District], file: str) -> list[Mapping[str, str]]:
    known = set(session().scalars(select(model.soato)))
    return [row for row in _rows(file) if row["soato"] not in known]


def _rows(file: str) -> Iterator[Mapping[str, str]]:
    with (DATA / file).open(encoding="utf-8", newline="") as stream:
        yield from csv.DictReader(stream)
