"""One claim: what was asked, what became of it, and the depositor's answer."""

from datetime import datetime

from flask import flash, url_for
from werkzeug.wrappers import Response

from app.compliance.claims.forms import AnswerForm
from app.compliance.claims.messages import ANSWERS, LEFT_OUT, OUTCOMES
from app.compliance.claims.models import AnswerKind, ClaimKind
from app.compliance.claims.queries.claims import claim_for
from app.compliance.claims.queries.listing import ClaimFilter, list_claims
from app.compliance.claims.services.answering import Answer, answer_claim
from app.compliance.claims.services.making import MOST_LINES
from app.compliance.claims.views.blueprint import blueprint
from app.infra import clock
from app.infra.i18n import gettext
from app.policy.permissions import Permission
from app.policy.table import may
from app.publications.vocabulary import language_tag
from app.web.access import current_actor, requires
from app.web.acts import form_page, perform


@blueprint.get("/claims/<int:claim_id>")
@requires(Permission.CLAIM_READ)
def show(claim_id: int) -> tuple[str, int]:
    """Show one claim, and to its depositor the form of an answer."""
    return _page(claim_id, AnswerForm(formdata=None))


@blueprint.post("/claims/<int:claim_id>")
@requires(Permission.CLAIM_ANSWER)
def answer(claim_id: int) -> Response | tuple[str, int]:
    """Answer the chosen lines."""
    form = AnswerForm()

    def act(at: datetime) -> str:
        said = Answer(AnswerKind(form.kind.data), form.day.value, form.words.data or "")
        answer_claim(claim_id=claim_id, line_ids=form.line.data or [], answer=said, by=current_actor(), at=at)
        return url_for("claims.show", claim_id=claim_id)

    done = perform(form, act)
    if done is None:
        return _page(claim_id, form)
    flash(gettext("The library sees your answer."), "success")
    return done


def _page(claim_id: int, form: AnswerForm) -> tuple[str, int]:
    actor = current_actor()
    claim = claim_for(actor, claim_id)
    rows = list_claims(actor, ClaimFilter(claim_id=claim_id), limit=MOST_LINES)[::-1]
    answers = may(actor, Permission.CLAIM_ANSWER) and claim.kind is ClaimKind.ASKED
    return form_page(
        "claims/claim.html",
        form,
        claim=claim,
        rows=rows,
        chosen=form.line.data or [],
        may_answer=answers and any(row.owed.missing or row.owed.in_transit for row in rows),
        answers=ANSWERS,
        outcomes=OUTCOMES,
        reasons=LEFT_OUT,
        may_withdraw=may(actor, Permission.CLAIM_MAKE)
        and claim.kind is ClaimKind.PASSED
        and not claim.withdrawal,
        language_tag=language_tag,
        today=clock.today(),
    )
