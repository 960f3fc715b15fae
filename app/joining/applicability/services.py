"""An inquiry, kept under a code."""

import secrets
from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import select

from app.domain.actor import Actor
from app.domain.codes import draw_verification_code
from app.domain.errors import DomainError
from app.domain.events import Event, Subject
from app.domain.law_applicability import Depositing
from app.domain.publication import Kind
from app.infra import clock
from app.infra.db import hold, session
from app.infra.events import publish
from app.joining.applicability.models import ApplicabilityInquiry
from app.law.queries import rule_set_on


def keep_inquiry(*, who: Depositing, kinds: Iterable[Kind], by: Actor, at: datetime) -> ApplicabilityInquiry:
    """Keep what was asked today under the rule set in force; the same question gets the same code.

    Raises:
        DomainError: `applicability.no_law`, `applicability.no_kinds`.
    """
    today = clock.local_day(at)
    law, chosen = rule_set_on(today), set(kinds)
    if law is None:
        raise DomainError("applicability.no_law")
    if not chosen:
        raise DomainError("applicability.no_kinds", field="kinds")
    hold(ApplicabilityInquiry)
    asked = {
        "rule_set_id": law.id,
        "asked_on": today,
        "who": who.value,
        "kinds": ",".join(kind for kind in Kind if kind in chosen),
    }
    known = session().scalar(select(ApplicabilityInquiry).filter_by(**asked))
    if known is not None:
        return known
    code = draw_verification_code(secrets.choice)
    added = ApplicabilityInquiry(code=code, asked_at=at, **asked)
    session().add(added)
    session().flush()
    facts = {"code": code, "rule_set": f"{law.code} {law.version}", "kind": added.kinds, "role": added.who}
    publish(Event("applicability.asked", by, at, (Subject("applicability", added.id),), after=facts))
    return added
