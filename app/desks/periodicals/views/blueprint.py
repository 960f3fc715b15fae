"""The blueprint of periodicals, and what its modules share."""

from flask import Blueprint, url_for
from sqlalchemy import ColumnElement, exists
from werkzeug.wrappers import Response

from app.deposits.obligations.models import Obligation
from app.deposits.obligations.scope import within_reach
from app.domain.actor import Actor, Role
from app.domain.calendar import Calendar
from app.domain.errors import DomainError
from app.infra import clock
from app.law.calendars.queries import calendar
from app.law.queries import rule_set_on
from app.policy.permissions import Permission
from app.policy.table import may
from app.publications.models import Publication, Release
from app.publications.periodicals.models import Periodical

blueprint = Blueprint("periodicals", __name__)

Page = Response | str | tuple[str, int]
OVERSEERS = (Role.REGULATOR, Role.ADMINISTRATOR)
"""Who reads who did what, besides the publisher."""


def concerned(actor: Actor) -> ColumnElement[bool]:
    """Return the condition that copies of an issue of a publication are owed within the actor's reach."""
    return exists().where(
        Release.publication_id == Publication.id,
        Obligation.release_id == Release.id,
        within_reach(actor, Permission.OBLIGATION_READ, Permission.DELIVERY_EXPECT),
    )


def published_here(actor: Actor, periodical: Periodical) -> bool:
    """Whether the actor registers for the publisher of a periodical."""
    own = periodical.publication.publisher_id in actor.organisation_ids
    return own and may(actor, Permission.PUBLICATION_REGISTER)


def reads_acts(actor: Actor, periodical: Periodical) -> bool:
    """Whether the actor may read who did what with a periodical."""
    return published_here(actor, periodical) or actor.role in OVERSEERS


def working_days() -> Calendar | None:
    """Return the calendar by which deadlines are counted today; None where no law or calendar is there."""
    law = rule_set_on(clock.today())
    if law is None:
        return None
    try:
        return calendar(law.rule_set.working_week)
    except DomainError:
        return None


def page_of(publication_id: int) -> str:
    """Return the address of a periodical's page."""
    return url_for("periodicals.show", publication_id=publication_id)
