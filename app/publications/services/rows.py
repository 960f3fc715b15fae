"""Answers written into the rows of a publication and a release."""

from app.domain.errors import DomainError
from app.domain.registration import RegistrationAnswers
from app.domain.schemes import parse_number
from app.domain.script import search_key
from app.infra.db import session
from app.organisations.models import Organisation, OrganisationKind
from app.publications.models import Contributor, Identifier, Publication, Release, ReleaseEvent
from app.publications.queries import namesakes


def write_title(publication: Publication, answers: RegistrationAnswers) -> None:
    """Let the publication say what the answers say of the title."""
    for name in ("title", "parallel_title", "language", "script", "kind", "udc", "series", "restricted"):
        setattr(publication, name, getattr(answers, name))
    publication.origin = answers.origin or None
    publication.carrier = answers.carrier or None
    publication.subjects = None if answers.subjects is None else sorted(answers.subjects)
    publication.audiences = None if answers.audiences is None else sorted(answers.audiences)
    publication.details = dict(answers.title_details)
    publication.contributors = [
        Contributor(position=position, name=person.name, role=person.role)
        for position, person in enumerate(answers.people)
    ]


def write_identifiers(publication: Publication, answers: RegistrationAnswers, *, keep_others: bool) -> None:
    """Let the publication carry these identifiers; `keep_others` leaves those of its earlier releases."""
    kept = {(row.scheme, row.value): row for row in publication.identifiers}
    given = {(item.scheme, item.value): item for item in answers.identifiers}
    rows = [row for key, row in kept.items() if keep_others or key in given]
    for key, item in given.items():
        row = kept.get(key)
        if row is None:
            row = Identifier(scheme=item.scheme, value=item.value)
            rows.append(row)
        row.printed_form, row.override_reason = item.printed, item.reason
    publication.identifiers = rows


def write_search_key(publication: Publication, publisher: Organisation) -> None:
    """Fold everything by which the publication is found: titles, people, identifiers, publisher."""
    parts = [publication.title, publication.parallel_title, publication.series]
    parts += [contributor.name for contributor in publication.contributors]
    for identifier in publication.identifiers:
        parts += sorted({identifier.value, identifier.printed_form})
    parts += [publisher.name, publisher.short_name, publisher.name_ru, publisher.name_en]
    publication.search_key = search_key(" | ".join(part for part in parts if part))


def write_release(release: Release, answers: RegistrationAnswers) -> None:
    """Let the release say what the answers say of it."""
    names = ("edition_status", "original_deposited", "print_run", "pages", "size", "price", "printer_id",
             "printer_name", "place", "year", "depositor_region")  # fmt: skip
    for name in names:
        setattr(release, name, getattr(answers, name))
    release.details = dict(answers.release_details)
    kept = {event.name: event for event in release.events}
    for name, day in answers.events.items():
        if name in kept:
            kept[name].on = day
        else:
            release.events.append(ReleaseEvent(name=name, on=day))
    for name in kept.keys() - answers.events.keys():
        release.events.remove(kept[name])


def check(answers: RegistrationAnswers, *, publication_id: int | None) -> None:
    """Refuse what cannot be registered as it stands now.

    Raises:
        DomainError: an answer is missing or out of range, the printer is not in the register
            (`registration.printer`), or a doubtful identifier has no reason
            (`registration.identifier_reason`).
    """
    answers.require_complete()
    if answers.printer_id is not None:
        printer = session().get(Organisation, answers.printer_id)
        if printer is None or printer.kind is not OrganisationKind.PRINTER:
            raise DomainError("registration.printer", "printer")
    unexplained = [given for given in answers.identifiers if not given.reason]
    shared = namesakes([(given.scheme, given.value) for given in unexplained], exclude=publication_id)
    for given in unexplained:
        doubtful = (given.scheme, given.value) in shared
        if doubtful or not parse_number(given.scheme, given.printed).valid:
            raise DomainError("registration.identifier_reason", "identifiers", number=given.printed)
