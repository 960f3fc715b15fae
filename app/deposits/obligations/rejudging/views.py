"""Pages on which a run that works obligations out anew is watched, left and returned to."""

from datetime import datetime

from flask import Blueprint, flash, render_template, url_for
from werkzeug.wrappers import Response

from app.deposits.obligations.rejudging.jobs import REJUDGE
from app.deposits.obligations.rejudging.messages import CAUSES, OUTCOMES
from app.deposits.obligations.rejudging.models import Outcome, Rejudging
from app.deposits.obligations.rejudging.queries import (
    Failure,
    failures,
    list_rejudgings,
    rejudged,
    rejudging_by_id,
)
from app.deposits.obligations.rejudging.services import repeat_rejudging
from app.domain.errors import DomainError
from app.infra.i18n import gettext
from app.infra.jobs import wake
from app.policy.permissions import Permission
from app.publications.vocabulary import language_tag
from app.web.access import current_actor, requires
from app.web.acts import perform
from app.web.errors import page as error_page
from app.web.filters import filter_value, one_of
from app.web.forms import SubmissionForm
from app.web.messages import message_for
from app.web.pages import PAGE_ROWS, make_page, read_cursor

blueprint = Blueprint("rejudgings", __name__)


@blueprint.get("/rejudgings")
@requires(Permission.LAW_ADOPT)
def index() -> str:
    """List the runs, the newest first."""
    after = read_cursor(int)
    found = list_rejudgings(after=int(str(after[0])) if after else None, limit=PAGE_ROWS + 1)
    page = make_page(found, lambda run: [run.id])
    return render_template("rejudgings/index.html", page=page, causes=CAUSES)


@blueprint.get("/rejudgings/<int:rejudging_id>")
@requires(Permission.LAW_ADOPT)
def show(rejudging_id: int) -> str:
    """Show how far a run is, and what it did to each obligation of one outcome."""
    run = rejudging_by_id(rejudging_id)
    first = Outcome.AMENDED if run.by_law else Outcome.MOVED
    outcome = filter_value("outcome", one_of(Outcome)) or first
    cursor = read_cursor(int)
    after = int(str(cursor[0])) if cursor else 0
    shown = {"after": after, "limit": PAGE_ROWS + 1}
    page = (
        make_page(failures(rejudging_id, **shown), lambda row: [row.id])
        if outcome is Outcome.FAILED
        else make_page(rejudged(rejudging_id, outcome, **shown), lambda row: [row.id])
    )
    return render_template(
        "rejudgings/show.html",
        run=run,
        outcome=outcome,
        heading_of=OUTCOMES,
        counts=_counts(run),
        page=page,
        causes=CAUSES,
        form=SubmissionForm(),
        problem_text=_problem,
        language_tag=language_tag,
    )


@blueprint.post("/rejudgings/<int:rejudging_id>/again")
@requires(Permission.LAW_ADOPT)
def again(rejudging_id: int) -> Response:
    """Ask for the same run once more, where something failed that has been put right since."""

    def act(at: datetime) -> str:
        run = repeat_rejudging(rejudging_id=rejudging_id, by=current_actor(), at=at)
        return url_for("rejudgings.show", rejudging_id=run.id)

    form = SubmissionForm()
    done = perform(form, act)
    if done is None:
        return error_page(409, " ".join(form.form_errors))
    wake(REJUDGE)
    flash(gettext("What is owed is worked out once more."), "success")
    return done


def _counts(run: Rejudging) -> list[tuple[str, object, int]]:
    """What the page counts: the outcome that each number leads to, its name, the number."""
    changed = (Outcome.ADDED, Outcome.AMENDED, Outcome.CANCELLED) if run.by_law else (Outcome.MOVED,)
    rows: list[tuple[str, object, int]] = [
        (outcome, OUTCOMES[outcome], getattr(run, outcome)) for outcome in (*changed, Outcome.KEPT)
    ]
    return [
        *rows,
        ("", gettext("Unchanged"), run.unchanged),
        (Outcome.FAILED, OUTCOMES[Outcome.FAILED], run.failed),
    ]


def _problem(failure: Failure) -> str:
    return message_for(DomainError(failure.problem, None, **failure.params))
