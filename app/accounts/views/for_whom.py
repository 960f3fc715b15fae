"""What was begun for one organisation is not done for another, whatever changed meanwhile."""

from flask import render_template, request

from app.accounts.views.blueprint import blueprint
from app.web.access import current_visitor
from app.web.acting_for import FIELD, opened_for_another
from app.web.resending import page_before

STILL_DONE = {
    "accounts.sign_in",
    "accounts.sign_out",
    "accounts.begin_errand_now",
    "accounts.end_errand_now",
    "organisations.take_mandate",
    "organisations.close_mandate",
}
"""What says for itself for whom it is done."""
NOT_TYPED = {"csrf_token", FIELD, "submission_key", "seen", "kept", "next", "go", "add"}
"""What forms carry besides what a person typed."""


@blueprint.before_app_request
def stop_for_another() -> tuple[str, int] | None:
    """Show what was typed, and lead back, instead of doing it for an organisation that was not meant."""
    visitor = current_visitor()
    if visitor is None or request.method != "POST" or request.endpoint in STILL_DONE:
        return None
    if visitor.errand_over is not None:
        page = render_template("accounts/mandate_over.html", mandator=visitor.errand_over, typed=_typed())
        return page, 409
    if opened_for_another():
        page = render_template(
            "accounts/opened_for_another.html",
            organisation=visitor.organisation,
            typed=_typed(),
            files=bool(request.files),
            back=page_before(),
        )
        return page, 409
    return None


def _typed() -> list[str]:
    return [
        text
        for name, text in request.form.items(multi=True)
        if text.strip() and name not in NOT_TYPED and "password" not in name
    ]
