"""The blueprint of compliance."""

from flask import Blueprint, redirect, request, url_for
from werkzeug.wrappers import Response

from app.organisations.queries import merged_into

blueprint = Blueprint("compliance", __name__)


@blueprint.before_request
def lead_to_survivor() -> Response | None:
    """A merged record is not late itself: its pages, and what was typed into one, go on to the survivor's."""
    depositor_id = (request.view_args or {}).get("depositor_id")
    survivor = None if depositor_id is None else merged_into(depositor_id)
    if survivor is None:
        return None
    values = {**(request.view_args or {}), "depositor_id": survivor, **request.args.to_dict(flat=False)}
    return redirect(url_for(request.endpoint or "", **values), 308)
