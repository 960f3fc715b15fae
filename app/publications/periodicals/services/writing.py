"""Rows of a periodical, written from what its publisher says."""

from datetime import datetime

from app.domain.actor import Actor
from app.domain.errors import DomainError, Forbidden
from app.domain.periodicals import Pattern, checked
from app.domain.registration import RegistrationAnswers
from app.infra.db import session
from app.organisations.models import Organisation
from app.publications.models import Identifier, Publication
from app.publications.periodicals.given import FirstIssue, GivenIssn, TitleFacts, Usual
from app.publications.periodicals.identifiers import ISSN, check_issn
from app.publications.periodicals.models import Periodical, PublicationPattern
from app.publications.services.rows import check, write_search_key, write_title

USUAL = tuple(Usual.__dataclass_fields__)


def written(
    facts: TitleFacts, usual: Usual, pattern: Pattern, first: FirstIssue, by: Actor, at: datetime
) -> Periodical:
    """Write a new periodical. Raises as `register_periodical`."""
    if by.organisation_id is None:
        raise Forbidden("forbidden")
    if first.number < 1:
        raise DomainError("periodical.first_number", "first_number")
    said = checked(pattern).to_json()
    check_said(facts, usual, None)
    publisher = session().get_one(Organisation, by.organisation_id)
    publication = Publication(publisher=publisher, created_at=at, identifiers=[])
    periodical = Periodical(
        publication=publication,
        first_on=first.on,
        first_number=first.number,
        first_volume=first.volume,
        first_whole=first.whole,
    )
    write(publication, periodical, facts, usual)
    session().add_all([publication, periodical])
    session().flush()
    session().add(PublicationPattern(publication_id=publication.id, from_on=first.on, pattern=said))
    session().flush()
    return periodical


def check_said(facts: TitleFacts, usual: Usual, publication_id: int | None) -> None:
    """Refuse what cannot be registered. Raises as `rows.check` and `check_issn`."""
    check(answers_of_title(facts, usual), publication_id=publication_id)
    check_issn(facts.issn, exclude=publication_id)


def answers_of_title(facts: TitleFacts, usual: Usual) -> RegistrationAnswers:
    """Return what is said of a periodical and of its usual issue, as a registration is answered."""
    titled = ("title", "kind", "language", "script", "carrier", "origin", "parallel_title", "subjects",
              "audiences", "restricted")  # fmt: skip
    values = {name: getattr(facts, name) for name in titled} | {name: getattr(usual, name) for name in USUAL}
    return RegistrationAnswers(**values)


def write(publication: Publication, periodical: Periodical, facts: TitleFacts, usual: Usual) -> None:
    """Let the rows say what the publisher says."""
    write_title(publication, answers_of_title(facts, usual))
    publication.newspaper_level = facts.level
    _write_issn(publication, facts.issn)
    write_search_key(publication, publication.publisher)
    for name in USUAL:
        setattr(periodical, name, getattr(usual, name))


def _write_issn(publication: Publication, issn: GivenIssn | None) -> None:
    kept = [item for item in publication.identifiers if item.scheme != ISSN]
    same = [item for item in publication.identifiers if issn and item.value == issn.digits]
    if issn and not same:
        same = [Identifier(scheme=ISSN, value=issn.digits, printed_form=issn.printed)]
    for item in same:
        item.override_reason = issn.reason if issn else ""
    publication.identifiers = [*kept, *same]
