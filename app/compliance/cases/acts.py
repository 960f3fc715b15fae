"""Acts of a case bear its running number, so that one left out of a copy of them is noticed."""

from collections.abc import Mapping
from datetime import datetime

from app.compliance.cases.models import Case
from app.domain.actor import Actor
from app.domain.events import Event, Subject
from app.infra.db import session
from app.infra.events import publish


def publish_act(
    name: str,
    case: Case,
    *,
    by: Actor,
    at: datetime,
    before: Mapping[str, object] | None = None,
    after: Mapping[str, object] | None = None,
    about: tuple[Subject, ...] = (),
) -> None:
    """Publish the next act of a case that this transaction holds locked, or has just opened."""
    case.acts += 1
    session().flush()
    subjects = (Subject("case", case.id), Subject("organisation", case.depositor_id), *about)
    told = {"number": case.number, "act": case.acts, **(after or {})}
    publish(Event(name, by, at, subjects, before=before or {}, after=told))
