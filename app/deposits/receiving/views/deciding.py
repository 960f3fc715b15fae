"""One scanned copy: its condition, and whether it counts or goes back."""

from datetime import datetime

from flask import url_for
from werkzeug.wrappers import Response

from app.deposits.receiving import queries, services
from app.deposits.receiving.forms import ConditionForm, DecideForm
from app.deposits.receiving.views.blueprint import blueprint
from app.domain.receiving import Condition
from app.policy.permissions import Permission
from app.web.access import current_actor, requires
from app.web.acts import form_page, perform

_ADDRESS = "/receiving/<int:arrival_id>/scans/<int:scan_id>"


@blueprint.route(_ADDRESS, methods=["GET", "POST"])
@requires(Permission.RECEIVING_WORK)
def decide(arrival_id: int, scan_id: int) -> Response | tuple[str, int]:
    """Accept a copy although something is wrong with it, or return it; with a reason."""
    form = DecideForm()

    def act(at: datetime) -> str:
        service = services.accept_scan if form.decision.data == "accept" else services.return_scan
        service(
            arrival_id=arrival_id, scan_id=scan_id, reason=form.reason.data or "", by=current_actor(), at=at
        )
        return url_for("receiving.arrival", arrival_id=arrival_id, scan=scan_id)

    return perform(form, act) or _page(arrival_id, scan_id, form, _present_condition(arrival_id, scan_id))


@blueprint.post(f"{_ADDRESS}/condition")
@requires(Permission.RECEIVING_WORK)
def name_condition(arrival_id: int, scan_id: int) -> Response | tuple[str, int]:
    """Say in which condition the copy is."""
    form = ConditionForm()

    def act(at: datetime) -> str:
        condition = Condition(form.condition.data)
        services.set_condition(
            arrival_id=arrival_id, scan_id=scan_id, condition=condition, by=current_actor(), at=at
        )
        if condition is Condition.GOOD:
            return url_for("receiving.arrival", arrival_id=arrival_id, scan=scan_id)
        return url_for("receiving.decide", arrival_id=arrival_id, scan_id=scan_id)

    return perform(form, act) or _page(arrival_id, scan_id, DecideForm(formdata=None), form)


def _present_condition(arrival_id: int, scan_id: int) -> ConditionForm:
    scan = queries.scan_for(current_actor(), arrival_id, scan_id)
    return ConditionForm(formdata=None, condition=scan.condition.value)


def _page(arrival_id: int, scan_id: int, form: DecideForm, condition: ConditionForm) -> tuple[str, int]:
    parcel = queries.parcel_for(current_actor(), arrival_id)
    scan = queries.scan_for(current_actor(), arrival_id, scan_id)
    page, status = form_page(
        "receiving/decide.html",
        form,
        condition_form=condition,
        parcel=parcel,
        scan=scan,
        line=parcel.line_of(scan_id),
        addressed_to=queries.addressed_to(parcel, scan_id),
    )
    return page, 422 if condition.errors else status
