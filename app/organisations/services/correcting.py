"""The official record: corrected by the authority, and asked to be corrected by whose it is."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy import delete, select

from app.domain.actor import Actor
from app.domain.errors import Conflict, DomainError, NotFound
from app.domain.events import Event, Subject
from app.domain.identifiers import parse_isbn_prefix, parse_stir
from app.infra.db import hold, session
from app.infra.events import publish
from app.organisations.models import IsbnPrefix, Organisation, OrganisationName
from app.organisations.official import NAMES, OfficialRecord, kinds_beside, record_of
from app.organisations.services.registering import check_licensed, check_names, check_place
from app.organisations.services.relations import find_by_all_names, keep_name, locked_organisation


def correct_record(
    *, organisation_id: int, record: OfficialRecord, shown: str, by: Actor, at: datetime
) -> None:
    """Let the official record say this; `shown` is the fingerprint of what was seen before.

    A name that is replaced stays one under which the organisation is found.

    Raises:
        NotFound: there is no such organisation.
        Conflict: `organisation.changed_meanwhile`.
        DomainError: `organisation.nothing_differs`, `organisation.kind_unfit`, `organisation.name_missing`,
            `organisation.name_says_nothing`, `stir.malformed`, `stir.one_figure`,
            `organisation.stir_of_another`, `organisation.region_unknown`, `organisation.district_unfit`,
            `organisation.licensed_later`, `isbn_prefix.malformed`.
    """
    hold(Organisation)
    corrected = locked_organisation(organisation_id)
    kept = record_of(corrected)
    if kept.fingerprint() != shown:
        raise Conflict("organisation.changed_meanwhile")
    new = _checked(record, corrected, at)
    before, after = kept.facts(), new.facts()
    differing = [fact for fact, value in after.items() if value != before[fact]]
    if not differing:
        raise DomainError("organisation.nothing_differs")
    _write(corrected, kept, new)
    publish(
        Event(
            "organisation.corrected",
            by,
            at,
            (Subject("organisation", corrected.id),),
            {fact: before[fact] for fact in differing},
            {fact: after[fact] for fact in differing},
        )
    )


def ask_change(*, words: str, by: Actor, at: datetime) -> None:
    """Ask the authority to change the record of one's own organisation; who is told is a reaction's matter.

    Raises:
        NotFound: the person belongs to none.
        DomainError: `organisation.change_unsaid`; `organisation.nobody_to_ask` by the reaction.
    """
    if by.organisation_id is None:
        raise NotFound("not_found")
    if not words.strip():
        raise DomainError("organisation.change_unsaid", field="words")
    subject = Subject("organisation", by.organisation_id)
    publish(Event("organisation.change_asked", by, at, (subject,), after={"asked": words.strip()}))


def _checked(record: OfficialRecord, corrected: Organisation, at: datetime) -> OfficialRecord:
    """The record in its one written form."""
    if record.kind not in kinds_beside(corrected.kind):
        raise DomainError("organisation.kind_unfit", field="kind")
    check_names(**{name: getattr(record, name) for name in NAMES})
    stir = parse_stir(record.stir) if record.stir else None
    _refuse_of_another(stir, corrected.id)
    check_place(record.region_soato, record.district_soato)
    check_licensed(record.licensed_on, at)
    prefixes = sorted({parse_isbn_prefix(text) for text in record.isbn_prefixes})
    written = {name: getattr(record, name).strip() for name in (*NAMES, "licence_number")}
    return replace(record, **written, stir=stir, isbn_prefixes=tuple(prefixes))


def _refuse_of_another(stir: str | None, own_id: int) -> None:
    taken = select(Organisation).where(Organisation.stir == stir, Organisation.id != own_id)
    other = session().scalar(taken) if stir else None
    if other is not None:
        raise DomainError(
            "organisation.stir_of_another", field="stir", stir=stir, name=other.name, number=other.id
        )


def _write(corrected: Organisation, kept: OfficialRecord, new: OfficialRecord) -> None:
    for column in OfficialRecord.__slots__:
        if column != "isbn_prefixes":
            setattr(corrected, column, getattr(new, column))
    _write_prefixes(corrected.id, kept, new)
    names = {getattr(new, name) for name in NAMES}
    own = OrganisationName.organisation_id == corrected.id
    session().execute(delete(OrganisationName).where(own, OrganisationName.name.in_(names)))
    for former in (kept.name, kept.name_ru, kept.name_en):
        if former and former not in names:
            keep_name(corrected, former)
    find_by_all_names(corrected)


def _write_prefixes(organisation_id: int, kept: OfficialRecord, new: OfficialRecord) -> None:
    gone = set(kept.isbn_prefixes) - set(new.isbn_prefixes)
    own = IsbnPrefix.organisation_id == organisation_id
    session().execute(delete(IsbnPrefix).where(own, IsbnPrefix.digits.in_(gone)))
    session().add_all(
        IsbnPrefix(organisation_id=organisation_id, digits=digits)
        for digits in new.isbn_prefixes
        if digits not in kept.isbn_prefixes
    )
