"""Purchases at the depositor's cost: recorded with their claim, struck out where they were a mistake."""

from datetime import datetime

from flask import request, url_for
from werkzeug.datastructures import FileStorage
from werkzeug.wrappers import Response

from app.compliance.cases.forms import StrikeForm
from app.compliance.cases.papers.keeping import store_soon
from app.compliance.cases.purchases.buying import to_buy
from app.compliance.cases.purchases.forms import COPIES, PRICE, bought_copies, purchase_form
from app.compliance.cases.purchases.models import Purchase
from app.compliance.cases.purchases.queries import purchase_file, purchase_of
from app.compliance.cases.purchases.services import Bought, record_purchase, strike_purchase
from app.compliance.cases.queries.next_steps import lines_in_force
from app.compliance.cases.views.acting import ActPage, case_of_page
from app.compliance.cases.views.blueprint import blueprint
from app.compliance.checking import WITH_WORKS
from app.deposits.photographs import Sent
from app.infra import clock
from app.infra.i18n import gettext
from app.infra.money import money_text
from app.infra.settings import settings
from app.policy.permissions import Permission
from app.publications.vocabulary import language_tag
from app.web.access import current_actor, requires
from app.web.acts import form_page, perform
from app.web.files import kept_file
from app.web.forms import show_date


@blueprint.route("/cases/<int:case_id>/purchase", methods=["GET", "POST"])
@requires(Permission.CASE_KEEP)
def purchase(case_id: int) -> Response | tuple[str, int]:
    """Record what was bought, and claim what it cost."""
    case, actor, made = case_of_page(case_id), current_actor(), list[int]()
    most = {one.named.owed.id: one.copies for one in to_buy(case, today=clock.today())}
    first = {} if request.method == "POST" else {
        "language": settings().default_language, "bought_on": show_date(clock.today())
    }  # fmt: skip
    form = purchase_form(most, **first)

    def act(at: datetime) -> str:
        bought = Bought(
            lines=bought_copies(form),
            seller=form.seller.data or "",
            bought_on=form.bought_on.value,
            currency=(form.currency.data or "").strip().upper(),
            language=form.language.data,
            files=[
                Sent(one.read(), one.filename, "files")
                for one in form.files.data or ()
                if isinstance(one, FileStorage) and one.filename
            ],
        )
        made.append(record_purchase(case_id=case_id, bought=bought, by=actor, at=at).paper_id)
        return url_for("case.show", case_id=case_id, _anchor="purchases")

    done = perform(form, act)
    if done is None:
        return _page(case_id, form)
    for paper_id in made:
        store_soon(paper_id)
    return done


@blueprint.route("/cases/<int:case_id>/purchases/<int:purchase_id>/strike", methods=["GET", "POST"])
@requires(Permission.CASE_KEEP)
def strike(case_id: int, purchase_id: int) -> Response | tuple[str, int]:
    """Strike out a purchase that was recorded by mistake."""
    form, actor, case = StrikeForm(), current_actor(), case_of_page(case_id)
    lead = _what_striking_does(purchase_of(case, purchase_id))

    def act(at: datetime) -> str:
        reason = form.reason.data or ""
        strike_purchase(case_id=case_id, purchase_id=purchase_id, reason=reason, by=actor, at=at)
        return url_for("case.show", case_id=case_id, _anchor="purchases")

    page = ActPage(
        gettext("Strike the purchase out"),
        lead,
        gettext("Strike out"),
        ("reason",),
    )
    return perform(form, act) or page.show(case, form)


def _what_striking_does(bought: Purchase) -> str:
    done = gettext("It stays to be read, and its claim is withdrawn. What is right is recorded anew.")
    if not bought.paid:
        return done
    paid = gettext(
        "Of its claim %(number)s the depositor has paid %(paid)s: this is then to be given back.",
        number=bought.paper.number,
        paid=money_text(bought.paid, bought.currency),
    )
    return f"{paid} {done}"


@blueprint.get("/cases/<int:case_id>/purchases/<int:file_id>/download")
@requires(Permission.CASE_READ)
def receipt(case_id: int, file_id: int) -> Response:
    """Give what shows a purchase, as it was kept."""
    back = url_for("case.show", case_id=case_id)
    return kept_file(purchase_file(current_actor(), case_id, file_id), back=back)


def _page(case_id: int, form: object) -> tuple[str, int]:
    case = case_of_page(case_id)
    due = {one.named.owed.id: one for one in to_buy(case, today=clock.today())}
    lines = [(line, due[line.owed.id]) for line in lines_in_force(case, WITH_WORKS) if line.owed.id in due]
    return form_page(
        "cases/purchase.html",
        form,
        case=case,
        lines=lines,
        copies=COPIES,
        price=PRICE,
        language_tag=language_tag,
        back=url_for("case.show", case_id=case_id),
    )
