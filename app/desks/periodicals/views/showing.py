"""The page of a periodical."""

from datetime import timedelta

from flask import render_template

from app.desks.periodicals.course import MISSES_ASKED, misses, skipped_issues, waiting_issues
from app.desks.periodicals.facts import facts_shown
from app.desks.periodicals.listing import SIGNS, by_month, day_in_words, state_in_words
from app.desks.periodicals.published import published_issues
from app.desks.periodicals.timeline import timeline
from app.desks.periodicals.views.blueprint import blueprint, concerned, published_here, reads_acts
from app.desks.periodicals.words import designation_of
from app.infra import clock
from app.policy.permissions import Permission
from app.publications.periodicals.queries import (
    count_issues,
    courses_of,
    pauses_of,
    periodical_for,
    successor_of,
)
from app.publications.vocabulary import language_tag
from app.web.access import current_actor, requires

AHEAD = timedelta(days=31)
ISSUES = 20


@blueprint.get("/periodicals/<int:publication_id>")
@requires(Permission.RELEASE_READ)
def show(publication_id: int) -> str:
    """One periodical: its facts, issues expected and published, what happened."""
    actor, today = current_actor(), clock.today()
    periodical = periodical_for(actor, publication_id, within=concerned(actor))
    course = courses_of([periodical])[publication_id]
    expects = periodical.withdrawn_at is None
    own = published_here(actor, periodical) and expects
    missed = misses(course, today=today) if own and periodical.ceased_on is None else 0
    pauses = pauses_of(publication_id)
    publication, successor = periodical.publication, successor_of(publication_id)
    return render_template(
        "periodicals/show.html",
        periodical=periodical,
        publication=publication,
        lang=language_tag(publication.language, publication.script),
        facts=facts_shown(periodical, course, pauses, successor, today=today),
        pauses=pauses,
        months=by_month(waiting_issues(course, today + AHEAD, today=today)) if expects else [],
        skipped=skipped_issues(course),
        published=published_issues(actor, publication_id, today=today, limit=ISSUES),
        total=count_issues(publication_id),
        events=timeline(publication_id) if reads_acts(actor, periodical) else [],
        own=own,
        asks=missed if missed >= MISSES_ASKED else 0,
        continued=successor is not None,
        signs=SIGNS,
        today=today,
        state_in_words=state_in_words,
        day_in_words=day_in_words,
        designation_of=designation_of,
    )
