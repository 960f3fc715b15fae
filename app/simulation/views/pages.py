"""The list of runs, the form that asks for one, and the template of a list."""

from datetime import datetime

from flask import Response, render_template, url_for
from werkzeug.wrappers import Response as WerkzeugResponse

from app.infra import clock
from app.infra.i18n import gettext
from app.infra.jobs import wake
from app.infra.sheets import LARGEST_FILE, MOST_ROWS
from app.law.drafts.states import NAMES
from app.law.wording import in_readers_language
from app.policy.permissions import Permission
from app.simulation.forms import LIST, SimulationForm, usual
from app.simulation.jobs import SIMULATIONS
from app.simulation.lists.columns import COLUMNS, EXAMPLE, explained_columns
from app.simulation.queries import list_runs
from app.simulation.rule_sets import Choice, choices
from app.simulation.services import GivenList, Period, begin_simulation
from app.simulation.setup import Setup
from app.simulation.state import state_of
from app.simulation.views.blueprint import blueprint
from app.web.access import current_actor, requires
from app.web.acts import form_page, perform
from app.web.exports import csv_response, xlsx_response
from app.web.forms import choices_of
from app.web.messages import message_for
from app.web.pages import PAGE_ROWS, make_page, read_cursor


@blueprint.get("/simulations")
@requires(Permission.LAW_SIMULATE)
def runs() -> str:
    """List the simulations, the newest first."""
    key = read_cursor(int)
    found = list_runs(current_actor(), after=int(str(key[0])) if key else None, limit=PAGE_ROWS + 1)
    at = clock.now()
    return render_template(
        "simulation/runs.html",
        page=make_page(found, lambda run: [run.id]),
        setup_of=lambda run: Setup.from_json(run.setup),
        state_of=lambda run: state_of(run, at=at),
    )


@blueprint.route("/simulations/new", methods=["GET", "POST"])
@requires(Permission.LAW_SIMULATE)
def begin() -> WerkzeugResponse | tuple[str, int]:
    """Ask for a simulation; the worker runs it."""
    form, actor = _form(), current_actor()

    def act(at: datetime) -> str:
        run = begin_simulation(
            source=_source(form), laws=form.laws, thickness=form.thickness, by=actor, at=at
        )
        return url_for("simulation.show", run_id=run.id)

    done = perform(form, act)
    if done is not None:
        wake(SIMULATIONS)
        return done
    return form_page(
        "simulation/begin.html",
        form,
        columns=explained_columns(),
        faults=[(fault.line, fault.column, message_for(fault.error)) for fault in form.faults],
        most_rows=MOST_ROWS,
        most_mb=LARGEST_FILE // 1024**2,
    )


@blueprint.get("/simulations/template.csv")
@requires(Permission.LAW_SIMULATE)
def template_csv() -> Response:
    """Give the template of a list as CSV."""
    return csv_response("simulation-list.csv", COLUMNS, _example())


@blueprint.get("/simulations/template.xlsx")
@requires(Permission.LAW_SIMULATE)
def template_xlsx() -> Response:
    """Give the template of a list as a workbook."""
    return xlsx_response("simulation-list.xlsx", COLUMNS, _example())


def _example() -> list[list[str]]:
    return [[EXAMPLE.get(name, "") for name in COLUMNS]]


def _form() -> SimulationForm:
    """The form with what is on offer; at first a year up to today under the set in force."""
    offered = choices(current_actor())
    today = clock.today()
    first = today.replace(month=1, day=1)
    form = SimulationForm(data=usual(first, today, offered[0].key if offered else ""))
    named = [(choice.key, _label(choice)) for choice in offered]
    form.law.choices = choices_of(named)
    form.other.choices = choices_of([("", gettext("Nothing: one rule set alone")), *named])
    return form


def _label(choice: Choice) -> str:
    if choice.draft is not None:
        state = str(NAMES[choice.draft])
    else:
        state = gettext("adopted") if choice.adopted else gettext("comes with the product")
    return f"{choice.code} {choice.version} ({state}): {in_readers_language(choice.title)}"


def _source(form: SimulationForm) -> Period | GivenList:
    """What the valid form names."""
    found = form.given if form.source.data == LIST else form.period
    if found is None:
        raise ValueError("a valid form names a period or a list")
    return found
