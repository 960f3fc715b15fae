"""Payments of claims for costs: recorded and corrected."""

from datetime import datetime

from flask import request, url_for
from werkzeug.wrappers import Response

from app.compliance.cases.purchases.forms import PaymentForm, show_amount
from app.compliance.cases.purchases.models import Purchase
from app.compliance.cases.purchases.paying import Payment, record_payment
from app.compliance.cases.purchases.queries import purchase_of
from app.compliance.cases.views.acting import ActPage, case_of_page
from app.compliance.cases.views.blueprint import blueprint
from app.infra import clock
from app.infra.i18n import gettext
from app.infra.money import money_text
from app.policy.permissions import Permission
from app.web.access import current_actor, requires
from app.web.acts import perform
from app.web.filters import filter_value, number
from app.web.forms import show_date


@blueprint.route("/cases/<int:case_id>/purchases/<int:purchase_id>/payment", methods=["GET", "POST"])
@requires(Permission.CASE_KEEP)
def pay(case_id: int, purchase_id: int) -> Response | tuple[str, int]:
    """Record what was paid of a claim, or what stands instead of a payment."""
    actor, bought = current_actor(), purchase_of(case_of_page(case_id), purchase_id)
    form = PaymentForm() if request.method == "POST" else _begun(bought)

    def act(at: datetime) -> str:
        record_payment(
            case_id=case_id,
            purchase_id=purchase_id,
            payment=Payment(form.paid_on.value, form.amount.hundredths, form.reference.data or ""),
            corrects=form.corrected,
            by=actor,
            at=at,
        )
        return url_for("case.show", case_id=case_id, _anchor="purchases")

    answer = perform(form, act)
    if answer is not None:
        return answer
    case = case_of_page(case_id)
    heading, lead = gettext("Record a payment"), _stands(purchase_of(case, purchase_id))
    if form.corrects.data:
        heading = gettext("Correct a payment")
        lead += " " + gettext("What you write stands instead of the payment; 0 says that it never came.")
    page = ActPage(heading, lead, gettext("Record the payment"), ("paid_on", "amount", "reference"))
    return page.show(case, form)


def _stands(bought: Purchase) -> str:
    number = bought.paper.number
    if bought.struck_at is not None:
        paid = money_text(bought.paid, bought.currency)
        return gettext("Claim %(number)s is withdrawn. Paid for it: %(paid)s.", number=number, paid=paid)
    return gettext(
        "Claim %(number)s: %(left)s of %(total)s are not paid.",
        number=number,
        left=money_text(bought.unpaid, bought.currency),
        total=money_text(bought.total, bought.currency),
    )


def _begun(bought: Purchase) -> PaymentForm:
    """The form of today's payment, or with what is kept of the one that the address names."""
    named = filter_value("corrects", number)
    kept = next((one for one in bought.payments if one.id == named), None)
    if kept is None:
        return PaymentForm(paid_on=show_date(clock.today()))
    return PaymentForm(
        paid_on=show_date(kept.paid_on),
        amount=show_amount(kept.amount),
        reference=kept.reference,
        corrects=str(kept.id),
    )
