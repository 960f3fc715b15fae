"""The page of what was said of a periodical before it was changed."""

from flask import render_template

from app.desks.periodicals.history import changes_of
from app.desks.periodicals.views.blueprint import blueprint, concerned, reads_acts
from app.domain.errors import NotFound
from app.policy.permissions import Permission
from app.publications.periodicals.queries import periodical_for
from app.publications.vocabulary import language_tag
from app.web.access import current_actor, requires


@blueprint.get("/periodicals/<int:publication_id>/history")
@requires(Permission.RELEASE_READ)
def history(publication_id: int) -> str:
    """Show each change of a periodical, the newest first, with every fact as it was and as it became."""
    actor = current_actor()
    periodical = periodical_for(actor, publication_id, within=concerned(actor))
    if not reads_acts(actor, periodical):
        raise NotFound("not_found")
    publication = periodical.publication
    changes, older = changes_of(periodical)
    return render_template(
        "periodicals/history.html",
        periodical=periodical,
        lang=language_tag(publication.language, publication.script),
        changes=changes,
        shown=len(changes) if older else 0,
    )
