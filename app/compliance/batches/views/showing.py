"""A batch: what it would come to, how far it is, what became of each depositor; and the list of batches."""

from datetime import datetime

from flask import render_template, url_for
from werkzeug.wrappers import Response

from app.accounts.queries import name_of_account
from app.compliance.batches.forms import MoveForm
from app.compliance.batches.jobs import BATCHES
from app.compliance.batches.models import BatchLine, NoticeBatch, Outcome
from app.compliance.batches.queries import batch_for, files_of, lines_of, list_batches, outcomes_of
from app.compliance.batches.second_person import may_start, needs_second_person
from app.compliance.batches.services import STARTING, move_batch
from app.compliance.batches.states import (
    ALLOWED,
    OUTCOME_SIGNS,
    OUTCOMES,
    SIGNS,
    State,
    Verb,
    name_of,
    state_of,
)
from app.compliance.batches.totals import totals_of
from app.compliance.batches.views.blueprint import blueprint
from app.compliance.troubles import signing_trouble
from app.domain.errors import DomainError
from app.infra import clock
from app.infra.i18n import BY_CODE
from app.infra.jobs import wake
from app.policy.permissions import Permission
from app.web.access import current_actor, requires
from app.web.acts import perform
from app.web.filters import filter_value
from app.web.messages import message_for
from app.web.pages import PAGE_ROWS, make_page, read_cursor


@blueprint.get("/notice-batches")
@requires(Permission.NOTICE_ISSUE)
def index() -> str:
    """List the batches, the newest first."""
    found = list_batches(current_actor(), after=_after(), limit=PAGE_ROWS + 1)
    page = make_page(found, lambda row: [row[0].id])
    return render_template(
        "notice_batches/index.html",
        page=page,
        state_of=state_of,
        name_of=name_of,
        signs=SIGNS,
        outcome=Outcome,
    )


@blueprint.get("/notice-batches/<int:batch_id>")
@requires(Permission.NOTICE_ISSUE)
def show(batch_id: int) -> tuple[str, int]:
    """Show a batch; the page can be left and opened again at any time."""
    return _page(batch_id, MoveForm(formdata=None))


@blueprint.post("/notice-batches/<int:batch_id>/<any(start,pause,resume,stop,retry):verb>")
@requires(Permission.NOTICE_ISSUE)
def move(batch_id: int, verb: str) -> Response | tuple[str, int]:
    """Start, pause, resume or stop a batch, or try its failures again."""
    form, actor = MoveForm(), current_actor()

    def act(at: datetime) -> str:
        move_batch(batch_id=batch_id, verb=Verb(verb), by=actor, at=at)
        return url_for("notice_batches.show", batch_id=batch_id)

    done = perform(form, act)
    if done is None:
        return _page(batch_id, form)
    wake(BATCHES)
    return done


def reason_of(line: BatchLine) -> str:
    """Return why a depositor got no notice, in the reader's language; empty where there is no reason."""
    if not line.failure:
        return ""
    values = line.failure["values"]
    return message_for(DomainError(str(line.failure["code"]), **(values if isinstance(values, dict) else {})))


def _page(batch_id: int, form: MoveForm) -> tuple[str, int]:
    actor = current_actor()
    batch, wanted = batch_for(actor, batch_id), filter_value("outcome", Outcome)
    rows = lines_of(batch, outcome=wanted, after=_after(), limit=PAGE_ROWS + 1)
    state, counts = state_of(batch), outcomes_of([batch.id])[batch.id]
    needed = bool(STARTING & ALLOWED[state]) and needs_second_person(batch, actor, today=clock.today())
    body = render_template(
        "notice_batches/batch.html",
        form=form,
        batch=batch,
        trouble=signing_trouble(actor) if ALLOWED[state] else None,
        language=BY_CODE[batch.language],
        state=state,
        name=name_of(state, counts),
        sign=SIGNS[state],
        allowed=ALLOWED[state] - (frozenset() if may_start(batch, actor, needed=needed) else STARTING),
        two=needed,
        preparer=name_of_account(batch.created_by_id),
        counts=counts,
        totals=_totals(batch, state),
        files=len(files_of(batch)),
        page=make_page(rows, lambda line: [line.id]),
        wanted=wanted,
        outcomes=OUTCOMES,
        signs=OUTCOME_SIGNS,
        reason_of=reason_of,
    )
    return body, 422 if form.errors else 200


def _totals(batch: NoticeBatch, state: State) -> object:
    """What would be issued now; no longer asked once the batch has begun."""
    return totals_of(batch, current_actor(), today=clock.today()) if state is State.PREPARED else None


def _after() -> int | None:
    key = read_cursor(int)
    return int(str(key[0])) if key else None
