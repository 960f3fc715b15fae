"""Steps as they are kept in the draft: one in order, and one with mistakes, so that nothing typed is lost."""

from collections.abc import Sequence
from datetime import datetime
from json import dumps

from flask import request

from app.desks.registration import steps
from app.desks.registration.title_forms import IdentifierForm
from app.domain.errors import Conflict
from app.domain.registration import RegistrationAnswers
from app.infra import clock
from app.infra.db import transaction
from app.publications import services
from app.publications.models import RegistrationDraft
from app.publications.queries import draft_for
from app.publications.services import SentStep
from app.web.access import current_actor
from app.web.acting_for import FIELD
from app.web.forms import text_of
from app.web.resending import LIMIT

OF_NO_FIELD = ("csrf_token", FIELD, "seen", "go")


def keep(draft_id: int, form: steps.StepForm, step: str, at: datetime) -> RegistrationDraft:
    """Keep a step that is in order. Raises as `services.save_draft` does."""
    explained = text_of(form.doubts_shown).split() if isinstance(form, IdentifierForm) else None
    return _save(draft_id, form, SentStep(step, request.form.get("seen"), explained=explained), at)


def keep_mistaken(draft_id: int, form: steps.StepForm, step: str) -> bool:
    """Keep a step that was sent with mistakes: what is in order among the answers, the whole as it was typed.

    Says whether it is kept. It is not where the draft itself was refused, nor over what another window saved.
    """
    if not form.is_submitted() or form.form_errors or not form.errors:
        return False
    try:
        with transaction():
            _save(draft_id, form, SentStep(step, request.form.get("seen"), mistaken=_typed()), clock.now())
    except Conflict:
        return False
    return True


def may_leave(draft_id: int, step: str) -> bool:
    """Whether all that was typed into a step with mistakes is kept, and its author would leave it so."""
    return request.form.get("go") == "leave" and bool(draft_for(current_actor(), draft_id).mistaken.get(step))


def _save(draft_id: int, form: steps.StepForm, sent: SentStep, at: datetime) -> RegistrationDraft:
    actor = current_actor()
    before = RegistrationAnswers.from_json(draft_for(actor, draft_id).answers)
    answers = steps.read(form, before)
    return services.save_draft(draft_id=draft_id, answers=answers, by=actor, at=at, step=sent)


def _typed() -> Sequence[Sequence[str]]:
    """All that was typed, but for what no database keeps; nothing of a text without measure."""
    typed = [
        [name, "".join(c for c in text if c >= " " or c in "\n\r\t")]
        for name, text in request.form.items(multi=True)
        if name not in OF_NO_FIELD
    ]
    return typed if len(dumps(typed)) <= LIMIT else ()
