"""One run: how far it is, another try, what it found, its tables as files and its memorandum."""

from collections.abc import Callable, Sequence
from datetime import datetime

from flask import Response, redirect, request, url_for
from werkzeug.wrappers import Response as WerkzeugResponse

from app.domain.errors import DomainError, NotFound
from app.infra import clock
from app.infra.i18n import BY_CODE, current_language
from app.infra.jobs import wake
from app.law.drafts.states import NAMES, State
from app.policy.permissions import Permission
from app.simulation.documents import render_memorandum
from app.simulation.figures import Table
from app.simulation.jobs import SIMULATIONS
from app.simulation.messages import GROUPS
from app.simulation.models import SimulationRun
from app.simulation.naming import Names
from app.simulation.queries import run_for
from app.simulation.results import from_json
from app.simulation.services import begin_again
from app.simulation.setup import Setup
from app.simulation.state import silent_since, state_of
from app.simulation.tables import tables_of
from app.simulation.views.blueprint import blueprint
from app.web.access import current_actor, requires
from app.web.acts import form_page, perform
from app.web.exports import Cell, csv_response, xlsx_response
from app.web.forms import SubmissionForm
from app.web.messages import MESSAGES, message_for


@blueprint.get("/simulations/<int:run_id>")
@requires(Permission.LAW_SIMULATE)
def show(run_id: int) -> tuple[str, int]:
    """Show what a run found, or how far it is."""
    return _page(run_id, SubmissionForm(formdata=None))


@blueprint.post("/simulations/<int:run_id>/again")
@requires(Permission.LAW_SIMULATE)
def again(run_id: int) -> WerkzeugResponse | tuple[str, int]:
    """Let the worker try a failed run anew."""
    form, actor = SubmissionForm(), current_actor()

    def act(at: datetime) -> str:
        return url_for("simulation.show", run_id=begin_again(run_id=run_id, by=actor, at=at).id)

    done = perform(form, act)
    if done is None:
        return _page(run_id, form)
    wake(SIMULATIONS)
    return done


def _page(run_id: int, form: SubmissionForm) -> tuple[str, int]:
    run = run_for(current_actor(), run_id)
    setup = Setup.from_json(run.setup)
    at = clock.now()
    shared = {"run": run, "setup": setup, "state": state_of(run, at=at)}
    if run.result is None:
        error = message_for(DomainError(run.error)) if run.error in MESSAGES else run.error
        return form_page(
            "simulation/progress.html", form, **shared, error=error, silent=silent_since(run, at=at)
        )
    result = from_json(run.result)
    return form_page(
        "simulation/result.html",
        form,
        **shared,
        result=result,
        tables=tables_of(result, Names(result), setup.names),
        texts=[(law.name, NAMES[State(law.draft)] if law.draft else "", law.sha256) for law in setup.laws],
        groups=[(GROUPS[group], tenths / 10) for group, tenths in setup.thickness.items()],
    )


@blueprint.get("/simulations/<int:run_id>/<name>.csv")
@requires(Permission.LAW_SIMULATE)
def table_csv(run_id: int, name: str) -> Response:
    """Send one table with all its columns as CSV."""
    return _file(run_id, name, "csv", csv_response)


@blueprint.get("/simulations/<int:run_id>/<name>.xlsx")
@requires(Permission.LAW_SIMULATE)
def table_xlsx(run_id: int, name: str) -> Response:
    """Send one table with all its columns as a workbook."""
    return _file(run_id, name, "xlsx", xlsx_response)


@blueprint.get("/simulations/<int:run_id>/memorandum.pdf")
@requires(Permission.LAW_SIMULATE)
def memorandum(run_id: int) -> WerkzeugResponse:
    """Give the memorandum of a finished run, in the language that the address names or the reader's."""
    run = run_for(current_actor(), run_id)
    if run.result is None:
        return redirect(url_for("simulation.show", run_id=run_id))
    chosen = request.args.get("language", "")
    language = chosen if chosen in BY_CODE else current_language().code
    response = Response(render_memorandum(run, language), mimetype="application/pdf")
    name = f"simulation-{run.id}-{language}.pdf"
    response.headers.set("Content-Disposition", "attachment", filename=name)
    return response


Send = Callable[[str, Sequence[str], Sequence[Sequence[Cell]]], Response]


def _file(run_id: int, name: str, ending: str, send: Send) -> Response:
    table = _table(run_for(current_actor(), run_id), name)
    return send(f"simulation-{run_id}-{name}.{ending}", table.head, table.file_rows)


def _table(run: SimulationRun, name: str) -> Table:
    if run.result is None:
        raise NotFound("not_found")
    result = from_json(run.result)
    tables = tables_of(result, Names(result), Setup.from_json(run.setup).names)
    for table in tables:
        if table.name == name:
            return table
    raise NotFound("not_found")
