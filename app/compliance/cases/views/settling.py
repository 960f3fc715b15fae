"""How a case ends, is taken up again, and which sanction is proposed."""

from collections.abc import Callable
from datetime import datetime

from flask import request, url_for
from werkzeug.wrappers import Response

from app.compliance.cases.amounts import amount_text, sanction_text
from app.compliance.cases.forms import ReopenForm, SanctionForm, SettleForm
from app.compliance.cases.models import Outcome
from app.compliance.cases.papers.keeping import store_soon
from app.compliance.cases.papers.queries import papers_of_case
from app.compliance.cases.queries.sanctions import possible_sanctions
from app.compliance.cases.queries.standing import standing_of
from app.compliance.cases.services.proposing import facts_of_proposal, propose_sanction
from app.compliance.cases.services.settling import reopen_case, settle_case
from app.compliance.cases.views.acting import ActPage, case_of_page
from app.compliance.cases.views.blueprint import blueprint
from app.domain.errors import DomainError
from app.infra import clock
from app.infra.i18n import gettext
from app.infra.settings import settings
from app.policy.permissions import Permission
from app.web.access import current_actor, requires
from app.web.acts import perform
from app.web.forms import choices_of
from app.web.messages import message_for

SANCTION_FIELDS = ("sanction", "words")


@blueprint.route("/cases/<int:case_id>/outcome", methods=["GET", "POST"])
@requires(Permission.CASE_KEEP)
def settle(case_id: int) -> Response | tuple[str, int]:
    """Settle the case; where nothing is missing any more, its outcome is proposed."""
    form, actor, letters = SettleForm(), current_actor(), list[int]()
    today = clock.today()
    standing = standing_of(case_of_page(case_id), today)
    early = _said(lambda: standing.referral.refuse_before(today))
    if request.method == "GET":
        form.language.data = settings().default_language
        form.outcome.data = standing.outcome.value if standing.outcome else None

    def act(at: datetime) -> str:
        if not form.outcome.data:
            raise DomainError("case.no_outcome", field="outcome")
        outcome, reason = Outcome(form.outcome.data), form.reason.data or ""
        language = form.language.data or ""
        case = settle_case(
            case_id=case_id, outcome=outcome, reason=reason, language=language, by=actor, at=at
        )
        letters.extend(letter.id for letter in papers_of_case(actor, case) if letter.file_id is None)
        return url_for("case.show", case_id=case_id)

    page = ActPage(
        gettext("Settle the case"),
        gettext("A settled case can be reopened with a reason; what was decided stays among its acts."),
        gettext("Settle"),
        ("outcome", "reason", "language"),
    )
    done = perform(form, act)
    for letter_id in letters if done is not None else ():
        store_soon(letter_id)
    hints = {Outcome.REFERRED.value: early} if early else {}
    return done or page.show(case_of_page(case_id), form, hints=hints)


@blueprint.route("/cases/<int:case_id>/reopen", methods=["GET", "POST"])
@requires(Permission.CASE_KEEP)
def reopen(case_id: int) -> Response | tuple[str, int]:
    """Take a settled case up again."""
    form, actor = ReopenForm(), current_actor()

    def act(at: datetime) -> str:
        reopen_case(case_id=case_id, reason=form.reason.data or "", by=actor, at=at)
        return url_for("case.show", case_id=case_id)

    page = ActPage(gettext("Reopen the case"), "", gettext("Reopen"), ("reason",))
    return perform(form, act) or page.show(case_of_page(case_id), form)


@blueprint.route("/cases/<int:case_id>/sanction", methods=["GET", "POST"])
@requires(Permission.CASE_KEEP)
def sanction(case_id: int) -> Response | tuple[str, int]:
    """Propose a sanction that the facts of the case fit."""
    form, actor = SanctionForm(), current_actor()
    case, today = case_of_page(case_id), clock.today()
    found = possible_sanctions(case, today=today)
    early = _said(lambda: standing_of(case, today).referral.refuse_sanction_before(today)) if found else ""
    words = {one.sanction.id: facts_of_proposal(one) for one in found}
    form.sanction.choices = choices_of((id_, sanction_text(facts)) for id_, facts in words.items())
    hints = {id_: amount_text(facts) for id_, facts in words.items()}

    def act(at: datetime) -> str:
        propose_sanction(
            case_id=case_id, sanction=form.sanction.data or "", words=form.words.data or "", by=actor, at=at
        )
        return url_for("case.show", case_id=case_id)

    if found and not early:
        lead = gettext(
            "The body that the law names decides; here a proposal is recorded and nothing is imposed."
        )
        page = ActPage(gettext("Propose a sanction"), lead, gettext("Record the proposal"), SANCTION_FIELDS)
    else:
        why = early or gettext("The rule set threatens no sanction that the facts of this case fit.")
        page = ActPage(gettext("Propose a sanction"), why, "", ())
    return perform(form, act) or page.show(case_of_page(case_id), form, hints=hints)


def _said(check: Callable[[], None]) -> str:
    """Why this may not be done yet, for who has not sent anything; empty if it may."""
    try:
        check()
    except DomainError as refused:
        return message_for(refused)
    return ""
