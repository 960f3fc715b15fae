"""The country in which the data set lives: law, libraries, authority, publishers, printers, three people."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, insert, select

from app.accounts.services.accounts import NewAccount, create_account
from app.domain.actor import SYSTEM, Actor, Role
from app.domain.script import search_key
from app.infra.db import session
from app.law.calendars.services import seed_calendar
from app.law.queries import rule_set_on
from app.law.services import adopt_rule_set
from app.organisations.models import Organisation, OrganisationKind
from app.organisations.services import NewOrganisation, create_organisation, load_depositories, load_places
from benchmarks import data

PASSWORD = "a password for benchmarks only"  # noqa: S105 - its databases are thrown away
INSPECTOR = "inspector@example.uz"
LIBRARIAN = "librarian@example.uz"


@dataclass(frozen=True, slots=True)
class Country:
    """The ids that rows of the data set refer to, and who acts in it."""

    rule_set_id: int
    libraries: dict[str, int]
    publishers: Sequence[int]
    printers: Sequence[int]
    inspector: Actor
    clerk: Actor
    librarian: Actor


def found_country(*, today: date, at: datetime) -> Country:
    """Add all this through the services, except the hundreds of publishers and printers."""
    load_places(by=SYSTEM, at=at)
    load_depositories(by=SYSTEM, at=at)
    years = today.year - data.YEARS_BACK, today.year + data.YEARS_AHEAD
    seed_calendar(jurisdiction="UZ", first_year=years[0], last_year=years[1], by=SYSTEM, at=at)
    adopt_rule_set(text=data.law_text(), effective_from=date(years[0], 1, 1), by=SYSTEM, at=at)
    in_force = rule_set_on(today)
    assert in_force is not None
    authority = create_organisation(new=_authority(), by=SYSTEM, at=at)
    coded = select(Organisation.code, Organisation.id).where(Organisation.code.is_not(None))
    libraries = {code: library_id for code, library_id in session().execute(coded) if code is not None}
    publishers = _organisations(OrganisationKind.PUBLISHER, data.PUBLISHERS, at)
    printers = _organisations(OrganisationKind.PRINTER, data.PRINTERS, at)
    return Country(
        rule_set_id=in_force.id,
        libraries=libraries,
        publishers=publishers,
        printers=printers,
        inspector=_account(INSPECTOR, Role.REGULATOR, authority.id, at),
        clerk=_account("clerk@example.uz", Role.DEPOSITOR, publishers[0], at),
        librarian=_account(LIBRARIAN, Role.LIBRARIAN, libraries["uz-natlib"], at),
    )


def _authority() -> NewOrganisation:
    return NewOrganisation(
        kind=OrganisationKind.AUTHORITY,
        name="Namunaviy inspeksiya",
        region_soato="1726",
        address="Toshkent shahri, Namuna koʻchasi, 1-uy",
        phone="+998 71 000-00-01",
        head_post="Inspeksiya boshligʻi",
        head_name="N. N. Namunayev",
    )


def _organisations(kind: OrganisationKind, number: int, at: datetime) -> list[int]:
    first = (session().scalar(select(func.max(Organisation.id))) or 0) + 1
    names = [f"{data.word(place).capitalize()} {kind.value} {place}" for place in range(number)]
    rows = [
        {
            "id": first + place,
            "kind": kind,
            "name": name,
            "region_soato": data.region_of(place),
            "address": "Namuna koʻchasi, 1-uy",
            "head_name": "A. Namunayev",
            "search_key": search_key(name),
            "created_at": at,
        }
        for place, name in enumerate(names)
    ]
    session().execute(insert(Organisation), rows)
    return [first + place for place in range(number)]


def _account(email: str, role: Role, organisation_id: int, at: datetime) -> Actor:
    new = NewAccount(email, "S. M. Sinovchi", role, organisation_id)
    return create_account(new=new, password=PASSWORD, by=SYSTEM, at=at).actor()
