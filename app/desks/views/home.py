"""The first page: for everybody what this is, for each role what needs it now."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from flask import render_template

from app.desks.blueprint import blueprint
from app.desks.home import administrator, depositor, librarian, regulator
from app.domain.actor import Actor, Role
from app.infra import clock
from app.law.queries import rule_set_on
from app.publications.vocabulary import language_tag
from app.web.access import current_actor, open_to_all, present_visitor

HOMES: Mapping[Role, tuple[str, Callable[..., dict[str, Any]]]] = {
    Role.DEPOSITOR: ("desks/home/depositor.html", depositor.compose),
    Role.LIBRARIAN: ("desks/home/librarian.html", librarian.compose),
    Role.REGULATOR: ("desks/home/regulator.html", regulator.compose),
    Role.ADMINISTRATOR: ("desks/home/administrator.html", administrator.compose),
}


@blueprint.get("/")
@open_to_all
def home() -> str:
    """Show the desk of who is signed in, or what Nusxa is."""
    actor, at = current_actor(), clock.now()
    if actor.role not in HOMES:
        return render_template("desks/home/public.html", law=rule_set_on(clock.local_day(at)))
    return _desk(actor, at)


def _desk(actor: Actor, at: datetime) -> str:
    template, compose = HOMES[actor.role]
    return render_template(
        template,
        organisation=present_visitor().organisation,
        today=clock.local_day(at),
        language_tag=language_tag,
        **compose(actor, at=at),
    )
