""" "What is this?": a copy found by scanning it."""

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from app.deposits.accessions import queries
from app.deposits.accessions.messages import STRUCK
from app.deposits.accessions.views.blueprint import blueprint
from app.deposits.inventory.sections.queries import section_of_copy
from app.deposits.passing.queries import lies_for
from app.policy.permissions import Permission
from app.web.access import current_actor, requires

LONGEST_CODE = 200


@blueprint.get("/copies")
@requires(Permission.ACCESSION_KEEP)
def find() -> Response | str:
    """Ask what a copy is, or lead to the one copy that was scanned."""
    text = request.args.get("code", "")[:LONGEST_CODE].strip()
    found = queries.copies_called(current_actor(), text) if text else []
    if len(found) == 1:
        return redirect(url_for("accessions.copy", copy_id=found[0].scan.id))
    return render_template("accessions/find.html", text=text, found=found, most=queries.MOST_FOUND)


@blueprint.get("/copies/<int:copy_id>")
@requires(Permission.ACCESSION_KEEP)
def copy(copy_id: int) -> str:
    """Show one copy of the library."""
    found = queries.copy_for(current_actor(), copy_id)
    return render_template(
        "accessions/copy.html",
        copy=found,
        section=section_of_copy(found.scan.id),
        lies_for=lies_for(found.scan.id),
        struck=STRUCK,
    )
