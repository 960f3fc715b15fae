"""The country of the demonstration: places, law, organisations, and a person in each of them."""

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from app.accounts.services.accounts import NewAccount, create_account
from app.domain.actor import SYSTEM, Actor, Role
from app.infra.settings import settings
from app.law import reading
from app.law.calendars.services import seed_calendar
from app.law.services import adopt_rule_set
from app.organisations.models import Organisation, OrganisationKind
from app.organisations.queries import depositories
from app.organisations.services import NewOrganisation, create_organisation, load_depositories, load_places

FILE = Path(__file__).parent / "organisations.csv"
RULE_SET = Path(reading.__file__).parent / "rule_sets" / "uz-draft.yaml"
PASSWORD = "namuna-kitob-1"  # noqa: S105 - public on purpose: the demonstration's own, refused in production
YEARS_BACK, YEARS_AHEAD = 2, 2

LIBRARIANS: Mapping[str, tuple[str, str]] = {
    "uz-natlib": ("kutubxona", "Nodira Ergasheva"),
    "uz-kitob-palatasi": ("palata", "Saida Mirzayeva"),
    "uz-akm-1718": ("samarqand", "Bahrom Normatov"),
    "uz-akm-1726": ("toshkent", "Zulfiya Azimova"),
}
"""Whose accounts the guide shows: local part of the e-mail, and name."""


@dataclass(frozen=True, slots=True)
class House:
    """A publisher or a printing house, and who works there. `number` is its place in the file."""

    number: int
    code: str
    organisation_id: int
    region_soato: str
    languages: frozenset[str]
    clerk: Actor

    @property
    def letters_in(self) -> str:
        """The language in which it is written to."""
        if any(tag.startswith("ru-") for tag in self.languages):
            return "ru"
        return "uz_Cyrl" if self.languages and all(tag.endswith("-Cyrl") for tag in self.languages) else "uz"


@dataclass(frozen=True, slots=True)
class Country:
    """Everybody who acts in the demonstration."""

    publishers: Sequence[House]
    printers: Sequence[House]
    librarians: Mapping[int, Actor]
    inspector: Actor


def build_country(*, today: date, at: datetime) -> Country:
    """Load places and libraries, put the hypothetical law into force, register organisations and accounts."""
    load_places(by=SYSTEM, at=at)
    load_depositories(by=SYSTEM, at=at)
    seed_calendar(
        jurisdiction=settings().jurisdiction,
        first_year=today.year - YEARS_BACK,
        last_year=today.year + YEARS_AHEAD,
        by=SYSTEM,
        at=at,
    )
    text = RULE_SET.read_text(encoding="utf-8")
    adopt_rule_set(text=text, effective_from=date(today.year - YEARS_BACK, 1, 1), by=SYSTEM, at=at)
    authority = _authority(at)
    houses = list(_houses(at))
    _account("admin", "Aziz Boshqaruvchi", Role.ADMINISTRATOR, None, at=at)
    _account("huquqshunos", "Nilufar Qonunova", Role.ADMINISTRATOR, None, at=at)
    inspector = _account("nazorat", "Kamola Rashidova", Role.REGULATOR, authority, at=at)
    # Objections and appeals are decided by somebody who had no hand in what they turn against.
    _account("nazorat-etiroz", "Shahnoza Ergasheva", Role.REGULATOR, authority, at=at)
    _account("nazorat-shikoyat", "Rustam Azizov", Role.REGULATOR, authority, at=at)
    _account("nazorat-samarqand", "Ulugʻbek Xolmatov", Role.REGULATOR, authority, region="1718", at=at)
    return Country(
        publishers=[house for house, kind in houses if kind is OrganisationKind.PUBLISHER],
        printers=[house for house, kind in houses if kind is OrganisationKind.PRINTER],
        librarians={library.id: _librarian(library, at) for library in depositories()},
        inspector=inspector,
    )


def email_of(local_part: str) -> str:
    """Return an address in a domain that nobody can own (RFC 2606)."""
    return f"{local_part}@nusxa.example"


def _authority(at: datetime) -> Organisation:
    new = NewOrganisation(
        kind=OrganisationKind.AUTHORITY,
        name="Namunaviy majburiy nusxa inspeksiyasi",
        name_ru="Образцовая инспекция обязательного экземпляра",
        name_en="Sample Inspectorate of Mandatory Copies",
        region_soato="1726",
        address="Toshkent shahri, Namuna koʻchasi, 1-uy",
        phone="+998 71 000-00-01",
        email=email_of("devon"),
        address_ru="ул. Намуна, д. 1",
        head_post="Inspeksiya boshligʻi",
        head_post_ru="Начальник инспекции",
        head_post_en="Head of the Inspectorate",
        head_name="N. N. Namunayev",
        head_name_ru="Н. Н. Намунаев",
    )
    return create_organisation(new=new, by=SYSTEM, at=at)


def _houses(at: datetime) -> Iterator[tuple[House, OrganisationKind]]:
    with FILE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for number, row in enumerate(rows):
        kind = OrganisationKind(row["kind"])
        new = NewOrganisation(
            kind=kind,
            name=row["name"],
            name_ru=row["name_ru"],
            name_en=row["name_en"],
            stir=row["stir"],
            region_soato=row["region_soato"],
            address=f"Namuna koʻchasi, {number + 2}-uy",
            address_ru=f"ул. Намуна, д. {number + 2}",
            phone=f"+998 71 000-00-{number + 10:02d}",
            email=email_of(row["code"]),
            head_post=row["head_post"],
            head_name=row["head_name"],
        )
        organisation = create_organisation(new=new, by=SYSTEM, at=at)
        clerk = _account(row["code"], row["clerk"], Role.DEPOSITOR, organisation, at=at)
        languages = frozenset(row["languages"].split())
        yield House(number, row["code"], organisation.id, row["region_soato"], languages, clerk), kind


def _librarian(library: Organisation, at: datetime) -> Actor:
    code = library.code or ""
    local_part, name = LIBRARIANS.get(code, (code, f"Navbatchi ({code.removeprefix('uz-')})"))
    return _account(local_part, name, Role.LIBRARIAN, library, at=at)


def _account(
    local_part: str,
    name: str,
    role: Role,
    organisation: Organisation | None,
    *,
    region: str | None = None,
    at: datetime,
) -> Actor:
    new = NewAccount(
        email=email_of(local_part),
        name=name,
        role=role,
        organisation_id=organisation.id if organisation else None,
        region_soato=region,
        is_demonstration=True,
    )
    return create_account(new=new, password=PASSWORD, by=SYSTEM, at=at).actor()
