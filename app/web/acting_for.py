"""For whom a page was opened: every form carries it, so that another window cannot change it on the way."""

from flask import Flask, g, request

from app.domain.actor import Role
from app.web.access import current_actor, current_visitor

FIELD = "acting_for"


def init_acting_for(app: Flask) -> None:
    """Let the forms of every page say for whom it was opened."""
    app.jinja_env.globals[FIELD] = acting_for


def acting_for() -> str:
    """The depositor whom the visitor stands for, as forms carry it; empty where only one can be meant."""
    if g.get("plain_shell", False):
        return ""
    actor = current_actor()
    return str(actor.organisation_id or "") if actor.role is Role.DEPOSITOR else ""


def opened_for_another() -> bool:
    """Whether the form that was sent was opened for another depositor than the visitor stands for now."""
    return current_visitor() is not None and any(text != acting_for() for text in request.form.getlist(FIELD))
