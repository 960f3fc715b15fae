"""What was sent for an organisation whose mandate has ended meanwhile is not done for another one."""

from flask import render_template, request

from app.accounts.views.blueprint import blueprint
from app.web.access import current_visitor

STILL_DONE = {
    "accounts.sign_in",
    "accounts.sign_out",
    "accounts.begin_errand_now",
    "accounts.end_errand_now",
    "organisations.take_mandate",
    "organisations.close_mandate",
}
"""What says for itself for whom it is done."""
NOT_TYPED = {"csrf_token", "submission_key", "seen", "kept", "next", "go", "add"}
"""What forms carry besides what a person typed."""


@blueprint.before_app_request
def stop_without_mandate() -> tuple[str, int] | None:
    """Show what was typed, and lead to one's own desk, instead of doing it for one's own organisation."""
    if request.method != "POST" or request.endpoint in STILL_DONE:
        return None
    visitor = current_visitor()
    if visitor is None or visitor.errand_over is None:
        return None
    typed = [
        text
        for name, text in request.form.items(multi=True)
        if text.strip() and name not in NOT_TYPED and "password" not in name
    ]
    return render_template("accounts/mandate_over.html", mandator=visitor.errand_over, typed=typed), 409
