"""Pages of obligations: the list and its files, why one is owed, and who owes it."""

from collections.abc import Iterator
from datetime import datetime

from flask import Blueprint, Response, flash, render_template, url_for
from werkzeug.wrappers import Response as Redirect

from app.deposits.obligations.explaining import explain_obligation
from app.deposits.obligations.filters import (
    STATES,
    address,
    names_in_use,
    read_after,
    read_filter,
    tags,
    total_text,
)
from app.deposits.obligations.forms import DepositorForm
from app.deposits.obligations.lines import lines
from app.deposits.obligations.queries import (
    assignable_row,
    count_obligations,
    depositories,
    every_obligation,
    list_obligations,
    possible_depositors,
    printer_as_written,
)
from app.deposits.obligations.rows import ObligationRow
from app.deposits.obligations.scope import State
from app.deposits.obligations.services import identify_depositor
from app.domain.actor import Actor
from app.domain.law.vocabulary import Form
from app.infra import clock
from app.infra.i18n import gettext, organisation_name
from app.law.queries import hypothetical_rule_sets
from app.law.wording import DEPOSITORS, FORMS
from app.policy.permissions import Permission
from app.policy.table import may
from app.publications.vocabulary import language_tag
from app.web.access import current_actor, requires
from app.web.acts import form_page, perform
from app.web.exports import Cell, csv_response, xlsx_response
from app.web.forms import choices_of
from app.web.pages import PAGE_ROWS, make_page

blueprint = Blueprint("obligations", __name__)


@blueprint.get("/obligations")
@requires(Permission.OBLIGATION_READ)
def index() -> str:
    """List what is owed within the reader's reach, the earliest due first."""
    actor, today, wanted = current_actor(), clock.today(), read_filter()
    library_choices = [(library.id, organisation_name(library)) for library in depositories()]
    found = list_obligations(actor, wanted, today=today, after=read_after(), limit=PAGE_ROWS + 1)
    page = make_page(found, lambda row: [row.due_on or "", row.id])
    return render_template(
        "obligations/index.html",
        page=page,
        lines=lines(page.rows, today),
        wanted=wanted,
        today=today,
        total=total_text(count_obligations(actor, wanted, today=today)),
        state_choices=_states_for(actor),
        library_choices=library_choices,
        tags=tags(wanted, names_in_use(wanted, STATES, dict(library_choices))),
        csv_url=address("obligations.as_csv", wanted),
        xlsx_url=address("obligations.as_xlsx", wanted),
        roles=DEPOSITORS,
        may_assign=may(actor, Permission.OBLIGATION_ASSIGN),
        may_ask=may(actor, Permission.REQUEST_MAKE),
        may_answer=may(actor, Permission.CLAIM_ANSWER),
        may_claim=wanted.state is State.LATE and may(actor, Permission.CLAIM_MAKE),
        all_url=address("claims.preview", wanted, all="1", kind="asked"),
    )


def _states_for(actor: Actor) -> list[tuple[State, object]]:
    """The states that a list can be narrowed to; who may not read notices does not learn what is noticed."""
    reads_notices = may(actor, Permission.NOTICE_READ)
    return [(state, name) for state, name in STATES.items() if reads_notices or state is not State.NOTICED]


@blueprint.get("/obligations.csv")
@requires(Permission.OBLIGATION_READ)
def as_csv() -> Response:
    """Send exactly what the list is filtered to, as CSV."""
    return csv_response("obligations.csv", _head(), _cells())


@blueprint.get("/obligations.xlsx")
@requires(Permission.OBLIGATION_READ)
def as_xlsx() -> Response:
    """Send exactly what the list is filtered to, as a workbook."""
    return xlsx_response("obligations.xlsx", _head(), _cells())


def _head() -> list[str]:
    return [
        gettext("Title"), gettext("Identifiers"), gettext("Library"), gettext("Depositor"),
        gettext("In what form"), gettext("Owed"), gettext("Received"),
        gettext("In transit"), gettext("Due"), gettext("Extended to"), gettext("Status"),
        gettext("Rule"), gettext("Clause"), gettext("Specimen, of a hypothetical rule set"),
    ]  # fmt: skip


def _cells() -> Iterator[list[Cell]]:
    today, play = clock.today(), hypothetical_rule_sets()
    words = {True: gettext("yes"), False: gettext("no")}
    for row in every_obligation(current_actor(), read_filter(), today=today):
        status = row.status(today)
        yield [
            row.title, row.identifier, organisation_name(row.depository), _depositor(row),
            str(FORMS[Form(row.form)]), row.copies,
            row.received, row.in_transit, row.due_on, row.extended_to,
            str(STATES[State(status)]), row.rule_id, row.locator, words[row.rule_set_id in play],
        ]  # fmt: skip


def _depositor(row: ObligationRow) -> str:
    return organisation_name(row.depositor) if row.depositor else ""


@blueprint.get("/obligations/<int:obligation_id>/why")
@requires(Permission.OBLIGATION_READ)
def why(obligation_id: int) -> str:
    """Explain why something is owed, why so many copies, and why by that day."""
    return render_template(
        "obligations/why.html",
        explained=explain_obligation(current_actor(), obligation_id, today=clock.today()),
        today=clock.today(),
        language_tag=language_tag,
    )


@blueprint.route("/obligations/<int:obligation_id>/depositor", methods=["GET", "POST"])
@requires(Permission.OBLIGATION_ASSIGN)
def depositor(obligation_id: int) -> Redirect | tuple[str, int]:
    """Name who owes an obligation that has no depositor yet."""
    form = DepositorForm()
    parties = ((str(party.id), organisation_name(party)) for party in possible_depositors())
    form.depositor_id.choices = choices_of([("", "—"), *parties])

    def act(at: datetime) -> str:
        identify_depositor(
            obligation_id=obligation_id, depositor_id=form.depositor_id.data, by=current_actor(), at=at
        )
        return url_for("obligations.index", state="unidentified")

    done = perform(form, act)
    if done is not None:
        flash(gettext("The depositor is named."), "success")
        return done
    row = assignable_row(current_actor(), obligation_id)
    return form_page(
        "obligations/depositor.html", form, row=row, written=printer_as_written(row.id), roles=DEPOSITORS,
        language_tag=language_tag,
    )  # fmt: skip
