"""One discrepancy: what becomes of it, and the day of its replacement."""

from datetime import date, datetime

from flask import flash, url_for
from werkzeug.wrappers import Response

from app.deposits.discrepancies import services
from app.deposits.discrepancies.forms import PromiseForm, SettleForm
from app.deposits.discrepancies.queries import discrepancy_in, report_for
from app.deposits.discrepancies.rows import DiscrepancyRow
from app.deposits.discrepancies.views.blueprint import blueprint
from app.deposits.discrepancies.words import KINDS, OUTCOMES, STANDINGS
from app.deposits.obligations.readable import readable_releases
from app.deposits.receiving.queries import readable_receipts
from app.domain.discrepancies import REPLACEABLE, Outcome, outcomes_for
from app.domain.errors import Conflict, DomainError
from app.organisations.libraries.showing import closed_on
from app.policy.permissions import Permission
from app.publications.vocabulary import language_tag
from app.web.access import current_actor, requires
from app.web.acts import form_page, perform
from app.web.forms import show_date


@blueprint.route("/<number>/<int:discrepancy_id>/settle", methods=["GET", "POST"])
@requires(Permission.DISCREPANCY_SETTLE)
def settle(number: str, discrepancy_id: int) -> Response | tuple[str, int]:
    """Say what becomes of the copies."""
    # A repeat of what is decided by now is no mistake: the page offers what is left, the act judges.
    form = SettleForm().offer(outcomes_for(_row(number, discrepancy_id).kind))

    def act(at: datetime) -> str:
        services.settle(
            number=number,
            discrepancy_id=discrepancy_id,
            outcome=Outcome(form.outcome.data),
            note=form.note.data or "",
            seen=form.seen_id,
            by=current_actor(),
            at=at,
        )
        return url_for("discrepancies.report", number=number)

    return perform(form, act) or _settle_page(form, _row(number, discrepancy_id))


def _settle_page(form: SettleForm, row: DiscrepancyRow) -> tuple[str, int]:
    if not row.outcomes:
        raise Conflict("discrepancy.withdrawn" if row.withdrawn else "discrepancy.passed_on")
    form.offer(row.outcomes)
    form.seen.data = str(row.settlement_id or 0)
    return _page("discrepancies/settle.html", form, row)


@blueprint.route("/<number>/<int:discrepancy_id>/promise", methods=["GET", "POST"])
@requires(Permission.REPLACEMENT_PROMISE)
def promise(number: str, discrepancy_id: int) -> Response | tuple[str, int]:
    """Promise the day of a replacement."""
    form = PromiseForm(promised_on=show_date(_row(number, discrepancy_id).promised_on))

    def act(at: datetime) -> str:
        day = form.promised_on.value
        if day is None:
            raise DomainError("discrepancy.promised_past", "promised_on")
        services.promise_replacement(
            number=number, discrepancy_id=discrepancy_id, promised_on=day, by=current_actor(), at=at
        )
        _warn_of_closed_day(number, day)
        return url_for("discrepancies.report", number=number)

    return perform(form, act) or _promise_page(form, _row(number, discrepancy_id))


def _warn_of_closed_day(number: str, day: date) -> None:
    """Say where the library takes nothing in on the day that was promised; the promise stands."""
    closed = closed_on(report_for(current_actor(), number).receipt.depository_id, day)
    if closed:
        flash(closed, "warning")


def _promise_page(form: PromiseForm, row: DiscrepancyRow) -> tuple[str, int]:
    if row.kind not in REPLACEABLE or row.unneeded:
        raise DomainError("discrepancy.nothing_to_replace")
    if not row.replaceable:
        raise Conflict("discrepancy.withdrawn" if row.withdrawn else "discrepancy.settled_already")
    return _page("discrepancies/promise.html", form, row)


def _row(number: str, discrepancy_id: int) -> DiscrepancyRow:
    return discrepancy_in(report_for(current_actor(), number), discrepancy_id)


def _page(template: str, form: SettleForm | PromiseForm, row: DiscrepancyRow) -> tuple[str, int]:
    readable = readable_releases(current_actor(), [row.release_id])
    return form_page(
        template,
        form,
        row=row,
        kinds=KINDS,
        standings=STANDINGS,
        outcomes=OUTCOMES,
        readable=readable,
        receipts=readable_receipts(current_actor(), [row.brought_by]),
        language_tag=language_tag,
    )
