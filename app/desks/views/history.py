"""What a release said before it was amended."""

from itertools import pairwise

from flask import render_template

from app.deposits.answers_in_words import changed_rows
from app.deposits.obligations.scope import concerned
from app.desks.blueprint import blueprint
from app.desks.release.facts import tag_of
from app.policy.permissions import Permission
from app.publications.queries import answers_of, release_for
from app.publications.revisions import revisions_of
from app.web.access import current_actor, requires


@blueprint.get("/releases/<int:release_id>/history")
@requires(Permission.RELEASE_READ)
def history(release_id: int) -> str:
    """Show each amendment, the newest first, with every fact as it was and as it became."""
    actor = current_actor()
    found = release_for(actor, release_id, within=concerned(actor))
    revisions = revisions_of(release_id)
    said = [*(revision.said for revision in revisions), answers_of(found)]
    changes = [changed_rows(was, now) for was, now in pairwise(said)]
    return render_template(
        "desks/history.html",
        release=found,
        lang=tag_of(found.publication),
        amendments=list(reversed(list(zip(revisions, changes, strict=True)))),
    )
