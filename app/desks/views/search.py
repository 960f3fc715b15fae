"""The search of the header."""

from flask import redirect, render_template, request
from werkzeug.wrappers import Response

from app.desks.blueprint import blueprint
from app.desks.release.facts import people_of, tag_of
from app.desks.searching import address_of_code
from app.desks.searching import search as find
from app.organisations.kind_names import KIND_NAMES
from app.policy.permissions import Permission
from app.web.access import current_actor, requires

LONGEST = 200


@blueprint.get("/search")
@requires(Permission.SEARCH)
def search() -> Response | str:
    """Find titles and organisations; the code of a paper or label leads straight to it."""
    actor, text = current_actor(), request.args.get("q", "").strip()[:LONGEST]
    address = address_of_code(actor, text) if text else None
    if address is not None:
        return redirect(address)
    return render_template(
        "desks/search.html",
        text=text,
        found=find(actor, text) if text else None,
        people_of=people_of,
        tag_of=tag_of,
        kind_names=KIND_NAMES,
    )
