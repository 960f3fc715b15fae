"""The files of papers of cases."""

from flask import url_for
from werkzeug.wrappers import Response

from app.compliance.cases.papers.queries import case_paper_file
from app.compliance.cases.views.blueprint import blueprint
from app.policy.permissions import Permission
from app.web.access import current_actor, requires
from app.web.files import kept_file


@blueprint.get("/cases/<int:case_id>/papers/<int:paper_id>/pdf")
@requires(Permission.CASE_READ)
def paper(case_id: int, paper_id: int) -> Response:
    """Give the file of a paper, as it was kept."""
    back = url_for("case.show", case_id=case_id)
    return kept_file(case_paper_file(current_actor(), case_id, paper_id), back=back)
