"""Organisations: registered, and completed by who joins later."""

from dataclasses import dataclass, fields
from datetime import date, datetime

from sqlalchemy import select

from app.domain.actor import Actor
from app.domain.errors import DomainError, NotFound
from app.domain.events import Event, Subject
from app.domain.identifiers import parse_isbn_prefix, parse_stir
from app.domain.organisation_names import says_something
from app.domain.script import search_key
from app.infra import clock
from app.infra.db import session
from app.infra.events import publish
from app.organisations.models import District, IsbnPrefix, Organisation, OrganisationKind, Region

COMPLETED = ("name_ru", "name_en", "stir", "district_soato", "address", "legal_address", "licence_number",
             "licensed_on", "contact_name", "phone", "email")  # fmt: skip
"""What a claim may add to a record, where the record says nothing."""


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
    address_ru: str = ""
    head_post_ru: str = ""
    head_post_en: str = ""
    head_name_ru: str = ""
    legal_address: str = ""
    licence_number: str = ""
    licensed_on: date | None = None
    contact_name: str = ""
    isbn_prefixes: tuple[str, ...] = ()
    parent_id: int | None = None


def create_organisation(
    *, new: NewOrganisation, other_reason: str = "", by: Actor, at: datetime
) -> Organisation:
    """Register an organisation; `other_reason` says why it is none of those that it is like.

    Raises:
        DomainError: `stir.malformed`, `organisation.stir_taken`, `organisation.code_taken`,
            `organisation.name_missing`, `organisation.name_says_nothing`, `organisation.region_unknown`,
            `organisation.district_unfit`, `isbn_prefix.malformed`.
    """
    stir = parse_stir(new.stir) if new.stir else None
    _refuse_taken(new, stir)
    check_names(name=new.name, short_name=new.short_name, name_ru=new.name_ru, name_en=new.name_en)
    check_place(new.region_soato, new.district_soato)
    names = f"{new.name} {new.short_name} {new.name_ru} {new.name_en}"
    values = {field.name: getattr(new, field.name) for field in fields(new) if field.name != "isbn_prefixes"}
    values |= {"name": new.name.strip(), "stir": stir}
    added = Organisation(**values, search_key=search_key(names), created_at=at)
    session().add(added)
    session().flush()
    _add_prefixes(added.id, new.isbn_prefixes)
    session().flush()
    facts = {"name": added.name, "kind": added.kind.value, "stir": stir, "region": added.region_soato}
    facts |= {"other_reason": other_reason} if other_reason else {}
    publish(Event("organisation.created", by, at, (Subject("organisation", added.id),), after=facts))
    return added


def complete_organisation(
    *, organisation_id: int, known: NewOrganisation, by: Actor, at: datetime
) -> Organisation:
    """Fill in what the record leaves empty; what stands there already is kept.

    Raises:
        NotFound: there is no such organisation.
        DomainError: as `create_organisation`, of what is filled in.
    """
    completed = session().get(Organisation, organisation_id, with_for_update=True)
    if completed is None:
        raise NotFound("not_found")
    given = {name: getattr(known, name) for name in COMPLETED}
    added = {name: value for name, value in given.items() if value and not getattr(completed, name)}
    if "stir" in added:
        added["stir"] = parse_stir(known.stir or "")
        _refuse_taken(NewOrganisation(completed.kind, completed.name, completed.region_soato), added["stir"])
    if added.get("district_soato"):
        check_place(completed.region_soato, added["district_soato"])
    for name, value in added.items():
        setattr(completed, name, value)
    completed.search_key = search_key(f"{completed.search_key} {completed.name_ru} {completed.name_en}")
    prefixes = _add_prefixes(completed.id, known.isbn_prefixes)
    session().flush()
    if added or prefixes:
        facts = {name: str(value) for name, value in added.items()} | (
            {"isbn_prefixes": prefixes} if prefixes else {}
        )
        publish(
            Event("organisation.completed", by, at, (Subject("organisation", completed.id),), after=facts)
        )
    return completed


def check_names(*, name: str, **others: str) -> None:
    """Refuse an empty name, and any name without a letter or a figure, at its field.

    Raises:
        DomainError: `organisation.name_missing`, `organisation.name_says_nothing`.
    """
    if not name.strip():
        raise DomainError("organisation.name_missing", field="name")
    for field, written in ({"name": name} | others).items():
        if written.strip() and not says_something(written):
            raise DomainError("organisation.name_says_nothing", field=field)


def check_place(region_soato: str, district_soato: str | None) -> None:
    """Refuse a region that is not known, and a district of another one.

    Raises:
        DomainError: `organisation.region_unknown`, `organisation.district_unfit`.
    """
    if session().get(Region, region_soato) is None:
        raise DomainError("organisation.region_unknown", field="region_soato")
    if district_soato is None:
        return
    district = session().get(District, district_soato)
    if district is None or district.region_soato != region_soato:
        raise DomainError("organisation.district_unfit", field="district_soato")


def check_licensed(licensed_on: date | None, at: datetime) -> None:
    """Refuse a licence of a day that lies ahead. Raises `organisation.licensed_later`."""
    if licensed_on is not None and licensed_on > clock.local_day(at):
        raise DomainError("organisation.licensed_later", field="licensed_on")


def _add_prefixes(organisation_id: int, prefixes: tuple[str, ...]) -> list[str]:
    """Add the prefixes that the organisation does not have; return them."""
    own = select(IsbnPrefix.digits).where(IsbnPrefix.organisation_id == organisation_id)
    wanted = dict.fromkeys(parse_isbn_prefix(prefix) for prefix in prefixes)
    known = set(session().scalars(own)) if wanted else set()
    added = [digits for digits in wanted if digits not in known]
    session().add_all(IsbnPrefix(organisation_id=organisation_id, digits=digits) for digits in added)
    return added


def _refuse_taken(new: NewOrganisation, stir: str | None) -> None:
    if stir is not None and session().scalar(select(Organisation.id).where(Organisation.stir == stir)):
        raise DomainError("organisation.stir_taken", field="stir", stir=stir)
    if new.code is not None and session().scalar(
        select(Organisation.id).where(Organisation.code == new.code)
    ):
        raise DomainError("organisation.code_taken", field="code", code_of_another=new.code)
