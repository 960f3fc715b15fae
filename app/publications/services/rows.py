"""Answers written into the rows of a publication and a release."""

from collections.abc import Collection, Iterator, Sequence
from typing import Any

from app.domain.errors import DomainError
from app.domain.registration import RELEASE_COLUMNS, RegistrationAnswers
from app.domain.schemes import parse_number
from app.domain.script import search_key
from app.infra.db import session
from app.organisations.models import Organisation, OrganisationKind
from app.publications.doubts import Carried, doubts_of
from app.publications.models import Contributor, Identifier, Publication, Release, ReleaseEvent


def title_values(answers: RegistrationAnswers) -> dict[str, Any]:
    """Return the columns of a publication that the answers fill."""
    names = ("title", "parallel_title", "language", "script", "kind", "udc", "series", "restricted")
    return {
        **{name: getattr(answers, name) for name in names},
        "origin": answers.origin or None,
        "carrier": answers.carrier or None,
        "subjects": None if answers.subjects is None else sorted(answers.subjects),
        "audiences": None if answers.audiences is None else sorted(answers.audiences),
        "details": dict(answers.title_details),
    }


def release_values(answers: RegistrationAnswers) -> dict[str, Any]:
    """Return the columns of a release that the answers fill."""
    return {
        **{name: getattr(answers, name) for name in RELEASE_COLUMNS},
        "details": dict(answers.release_details),
    }


def write_title(publication: Publication, answers: RegistrationAnswers) -> None:
    """Let the publication say what the answers say of the title."""
    for name, value in title_values(answers).items():
        setattr(publication, name, value)
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
    numbers = [(item.value, item.printed_form) for item in publication.identifiers]
    people = [contributor.name for contributor in publication.contributors]
    titles = (publication.title, publication.parallel_title, publication.series)
    publication.search_key = _folded(titles, people, numbers, publisher)
    publication.key_outdated = False


def key_of_title(answers: RegistrationAnswers, publisher: Organisation) -> str:
    """Return the same of a publication that is not written yet."""
    numbers = [(item.value, item.printed) for item in answers.identifiers]
    people = [person.name for person in answers.people]
    return _folded((answers.title, answers.parallel_title, answers.series), people, numbers, publisher)


def _folded(
    titles: Sequence[str], people: Sequence[str], numbers: Sequence[tuple[str, str]], publisher: Organisation
) -> str:
    parts = [*titles, *people]
    parts += [part.replace("ñ", "n") for part in parts if "ñ" in part]  # ng in Uzbek, n in Spanish
    for number in numbers:
        parts += sorted(set(number))
    own = search_key(" | ".join(part for part in parts if part))
    return " ".join(key for key in (own, *_keys_of(publisher)) if key)


def _keys_of(publisher: Organisation) -> Iterator[str]:
    """Every name of the publisher, and of the record into which it was merged, folded already."""
    yield publisher.search_key
    if publisher.merged_into_id is not None:
        yield session().get_one(Organisation, publisher.merged_into_id).search_key


def write_release(release: Release, answers: RegistrationAnswers) -> None:
    """Let the release say what the answers say of it."""
    for name, value in release_values(answers).items():
        setattr(release, name, value)
    kept = {event.name: event for event in release.events}
    for name, day in answers.events.items():
        if name in kept:
            kept[name].on = day
        else:
            release.events.append(ReleaseEvent(name=name, on=day))
    for name in kept.keys() - answers.events.keys():
        release.events.remove(kept[name])


def check_imprint(answers: RegistrationAnswers, *, publisher_ids: Collection[int]) -> None:
    """Refuse a name under which others publish. Raises `registration.imprint`."""
    if answers.imprint_id is None:
        return
    imprint = session().get(Organisation, answers.imprint_id)
    if imprint is None or imprint.parent_id not in publisher_ids:
        raise DomainError("registration.imprint", "imprint")


def check(
    answers: RegistrationAnswers,
    *,
    publication_id: int | None,
    organisation_id: int | None = None,
    explained: Collection[str] | None = None,
    carried: Carried | None = None,
) -> None:
    """Refuse what cannot be registered as it stands now.

    `explained` are the marks of the doubts about numbers that a form has shown, so that a reason answers
    them, to this organisation; None where no form asked: a reason then answers whatever is doubtful.
    `carried`: see `doubts_of`.

    Raises:
        DomainError: an answer is missing or out of range, the printer is not in the register
            (`registration.printer`), or something doubtful about an identifier has no reason
            (`registration.identifier_reason`).
    """
    answers.require_complete()
    if answers.printer_id is not None:
        printer = session().get(Organisation, answers.printer_id)
        if printer is None or printer.kind is not OrganisationKind.PRINTER:
            raise DomainError("registration.printer", "printer")
    asked = [given for given in answers.identifiers if explained is not None or not given.reason]
    numbers = [parse_number(given.scheme, given.printed) for given in asked]
    found = doubts_of(
        numbers,
        publication_id=publication_id,
        organisation_id=None if explained is None else organisation_id,
        carried=carried,
    )
    for given, number in zip(asked, numbers, strict=True):
        answered = explained if given.reason and explained else ()
        if any(doubt.mark not in answered for doubt in found.get(number, ())):
            raise DomainError("registration.identifier_reason", "identifiers", number=given.printed)
