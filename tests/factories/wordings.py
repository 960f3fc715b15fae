"""Texts of the notice, edited by one administrator and put into force by another."""

from datetime import date, datetime

from app.compliance.wordings.models import NoticeWording
from app.compliance.wordings.services.deciding import put_wording_in_force
from app.compliance.wordings.services.drafting import begin_wording, change_wording, propose_wording
from app.domain.actor import Actor, Role
from app.infra.db import transaction
from tests.factories.accounts import make_account

REASON = "Buyruq 12-son, 20.11.2026"


def administrators() -> tuple[Actor, Actor]:
    """Two administrators, each with an account."""
    first, second = make_account(Role.ADMINISTRATOR).actor(), make_account(Role.ADMINISTRATOR).actor()
    return first, second


def make_draft(language: str, *, by: Actor, at: datetime, **differing: str) -> NoticeWording:
    """A draft of which some texts differ from those in force."""
    with transaction():
        draft = begin_wording(language=language, by=by, at=at)
        texts = {**draft.texts, **differing}
        return change_wording(wording_id=draft.id, texts=texts, seen=draft.sha256, by=by, at=at)


def make_in_force(
    language: str, *, people: tuple[Actor, Actor], at: datetime, from_on: date | None = None, **differing: str
) -> NoticeWording:
    """Texts in force from a day on, or from that of `at`."""
    writer, colleague = people
    draft = make_draft(language, by=writer, at=at, **differing)
    with transaction():
        propose_wording(wording_id=draft.id, seen=draft.sha256, by=writer, at=at)
        return put_wording_in_force(
            wording_id=draft.id,
            seen=draft.sha256,
            from_on=from_on or at.date(),
            reason=REASON,
            by=colleague,
            at=at,
        )
