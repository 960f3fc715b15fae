"""What was said of a periodical is corrected."""

from datetime import datetime

from sqlalchemy import select

from app.domain.actor import Actor
from app.domain.errors import DomainError
from app.domain.events import Event, Subject
from app.infra.db import session
from app.infra.events import publish
from app.publications.models import Release
from app.publications.periodicals.given import TitleFacts, Usual
from app.publications.periodicals.identifiers import issn_of, reason_of
from app.publications.periodicals.models import Periodical
from app.publications.periodicals.queries import locked_periodical
from app.publications.periodicals.services.telling import subjects_of
from app.publications.periodicals.services.writing import USUAL, check_said, write

DECIDING = ("kind", "language", "carrier", "origin", "newspaper_level", "subjects", "audiences",
            "restricted")  # fmt: skip
"""Facts of the title that rules may ask for: of a change in them every issue is a subject."""


def amend_periodical(
    *, publication_id: int, facts: TitleFacts, usual: Usual, by: Actor, at: datetime
) -> Periodical:
    """Correct what was said of a periodical. A new title is no correction: see `change_title`.

    Issues are subjects of the event where facts change that decide what is owed for them.

    Raises:
        NotFound: the periodical is not this organisation's.
        DomainError: `periodical.nothing_to_amend`, and as `register_periodical`.
    """
    periodical = locked_periodical(by, publication_id)
    publication = periodical.publication
    before = _said(periodical)
    check_said(facts, usual, publication_id)
    write(publication, periodical, facts, usual)
    session().flush()
    after = _said(periodical)
    changed = [name for name in after if before[name] != after[name]]
    if not changed:
        raise DomainError("periodical.nothing_to_amend")
    issues = _issues(publication_id) if set(changed) & set(DECIDING) else ()
    publish(
        Event(
            "periodical.amended", by, at, (*subjects_of(periodical), *issues),
            {name: before[name] for name in changed}, {name: after[name] for name in changed},
        )
    )  # fmt: skip
    return periodical


def decides(periodical: Periodical, facts: TitleFacts) -> bool:
    """Whether the facts would change what decides what is owed for the issues of a periodical."""
    publication = periodical.publication
    said = {name: getattr(facts, name) for name in DECIDING} | {"newspaper_level": facts.level}
    several = ("subjects", "audiences")
    said |= {name: None if said[name] is None else sorted(said[name]) for name in several}
    return any(getattr(publication, name) != value for name, value in said.items())


def _said(periodical: Periodical) -> dict[str, object]:
    """What is told of a periodical in an event: its title's facts and what is usual, as JSON values."""
    publication = periodical.publication
    named = ("title", "parallel_title", "script", *DECIDING)
    facts = {name: getattr(publication, name) for name in named}
    facts |= {"issn": issn_of(publication), "issn_reason": reason_of(publication)}
    return {**facts, **{name: getattr(periodical, name) for name in USUAL}}


def _issues(publication_id: int) -> list[Subject]:
    releases = select(Release.id).where(Release.publication_id == publication_id).order_by(Release.id)
    return [Subject("release", release_id) for release_id in session().scalars(releases)]
