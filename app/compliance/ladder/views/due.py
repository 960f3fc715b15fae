"""Steps that are due: the sums, one step's depositors, a look at those chosen, and the call for it."""

from datetime import date, datetime

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from app.compliance.clauses import clause_words
from app.compliance.filters import copies_text
from app.compliance.ladder.forms import CallForm
from app.compliance.ladder.messages import FATES
from app.compliance.ladder.queries.calls import Fate, fates
from app.compliance.ladder.queries.due import DueDepositor, due_depositors, due_ids, due_steps, due_total
from app.compliance.ladder.queries.orders import standing_orders
from app.compliance.ladder.services.calling import MOST_DEPOSITORS, call_for
from app.compliance.ladder.steps import Step, step_of
from app.compliance.ladder.views.blueprint import blueprint
from app.domain.errors import DomainError
from app.infra import clock
from app.infra.i18n import gettext, ngettext
from app.law.wording import ACTIONS
from app.organisations.queries import region_names
from app.policy.permissions import Permission
from app.policy.table import may
from app.web.access import current_actor, requires
from app.web.acts import form_page, perform
from app.web.pages import PAGE_ROWS, make_page, read_cursor


@blueprint.get("/steps")
@requires(Permission.LATE_READ)
def index() -> str:
    """Show for how many each step of the law is due, what is on its way, and the standing orders."""
    actor, at = current_actor(), clock.now()
    steps = due_steps(actor, at=at)
    return render_template(
        "ladder/index.html",
        rows=steps,
        actions=ACTIONS,
        clause_words=clause_words,
        fates=fates(actor, at=at, today=clock.local_day(at)),
        fate=Fate,
        words=FATES,
        orders=standing_orders(actor),
        regions=region_names(),
        steps={(row.step.law.id, row.step.claim.step): row.step for row in steps},
        may_call=may(actor, Permission.NOTICE_ISSUE),
        at=at,
    )


@blueprint.get("/steps/<int:rule_set_id>/<int:number>")
@requires(Permission.LATE_READ)
def show(rule_set_id: int, number: int) -> str:
    """List the depositors for whom a step is due, the oldest first."""
    actor, at, step = current_actor(), clock.now(), step_of(rule_set_id, number)
    rows = due_depositors(actor, step, at=at, after=_after(), limit=PAGE_ROWS + 1)
    return render_template(
        "ladder/step.html",
        step=step,
        name=ACTIONS[step.claim.action],
        clause=clause_words(step.claim.citation.locator),
        total=due_total(actor, step, at=at),
        page=make_page(rows, _key),
        copies_text=copies_text,
        may_call=may(actor, Permission.NOTICE_ISSUE) and (step.is_reminder or step.is_notice),
        most=MOST_DEPOSITORS,
        today=clock.local_day(at),
    )


@blueprint.get("/steps/<int:rule_set_id>/<int:number>/call")
@requires(Permission.NOTICE_ISSUE)
def preview(rule_set_id: int, number: int) -> Response | tuple[str, int]:
    """Show what would be called for: how many depositors, and how it goes out."""
    chosen = [int(text) for text in request.args.getlist("depositor") if text.isdecimal() and len(text) < 19]
    if not chosen and "chosen" in request.args:
        flash(gettext("Choose at least one depositor."), "warning")
        return redirect(url_for("ladder.show", rule_set_id=rule_set_id, number=number))
    return _page(step_of(rule_set_id, number), CallForm(formdata=None, depositor=chosen, every=not chosen))


@blueprint.post("/steps/<int:rule_set_id>/<int:number>/call")
@requires(Permission.NOTICE_ISSUE)
def call(rule_set_id: int, number: int) -> Response | tuple[str, int]:
    """Call for a reminder; sent twice, it is called for once."""
    form, actor, step = CallForm(), current_actor(), step_of(rule_set_id, number)

    def act(at: datetime) -> str:
        called = call_for(step=step, depositor_ids=_chosen(step, form, at), by=actor, at=at)
        told = ngettext("%(num)s depositor", "%(num)s depositors", called.depositors)
        flash(gettext("Called for: %(who)s. It goes out with the next digests.", who=told), "success")
        return url_for("ladder.index")

    return perform(form, act) or _page(step, form)


def _page(step: Step, form: CallForm) -> tuple[str, int]:
    at = clock.now()
    return form_page(
        "ladder/call.html",
        form,
        step=step,
        name=ACTIONS[step.claim.action],
        clause=clause_words(step.claim.citation.locator),
        depositors=len(_chosen(step, form, at)),
        total=due_total(current_actor(), step, at=at),
    )


def _chosen(step: Step, form: CallForm, at: datetime) -> list[int]:
    """Of those chosen for whom it is still due, at most as many as one act takes."""
    chosen = None if form.every.data else form.depositor.data or []
    return list(due_ids(current_actor(), step, at=at, chosen=chosen, limit=MOST_DEPOSITORS))


def _key(row: DueDepositor) -> list[object]:
    return [row.oldest.isoformat(), row.depositor.id]


def _after() -> tuple[date, int] | None:
    key = read_cursor(str, int)
    if key is None:
        return None
    try:
        return date.fromisoformat(str(key[0])), int(str(key[1]))
    except ValueError as error:
        raise DomainError("page.wrong_cursor") from error
