"""The one place where an error becomes an answer a person can read."""

from datetime import UTC

from flask import Flask, g, make_response, render_template, request, session
from flask_wtf import FlaskForm
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException
from werkzeug.http import http_date
from werkzeug.wrappers import Response

from app.domain.errors import Conflict, DomainError, Forbidden, NotFound, TooMany
from app.infra.i18n import LANGUAGES
from app.web.access import current_visitor, needs_sign_in, send_to_sign_in
from app.web.forms import DateField
from app.web.messages import message_for
from app.web.resending import ask_to_sign_in, interrupted_form, page_before, resume_page
from app.web.sizes import too_large

STATUSES: dict[type[DomainError], int] = {NotFound: 404, Forbidden: 403, Conflict: 409, TooMany: 429}
PAGES = {400, 403, 404, 405, 409, 413, 414, 429, 500, 503}


def init_errors(app: Flask) -> None:
    """Register the responders."""
    app.register_error_handler(DomainError, _domain_error)
    app.register_error_handler(CSRFError, _csrf_error)
    app.register_error_handler(HTTPException, _http_error)


def put_on_form(error: DomainError, form: FlaskForm) -> None:
    """Show a refusal by the domain at the field it concerns, or above the form."""
    text = message_for(error)
    field = form._fields.get(error.field) if error.field else None
    if field is None:
        form.form_errors.append(text)
    else:
        # A date is three inputs under one label; its error stands on the first, as when it does not exist.
        shown = field.form.day if isinstance(field, DateField) else field
        shown.errors = list(dict.fromkeys([*shown.errors, text]))


def status_of(error: DomainError) -> int:
    """Return the HTTP status that fits a domain error; 422 where the input is at fault."""
    return next((status for kind, status in STATUSES.items() if isinstance(error, kind)), 422)


def _domain_error(error: DomainError) -> Response:
    status = status_of(error)
    # 403 and 404 say the same whatever the cause: the reason itself would tell that the record exists.
    response = page(status, "" if status in (403, 404) else message_for(error))
    if isinstance(error, TooMany):
        response.headers["Retry-After"] = http_date(error.until.astimezone(UTC))
    return response


def _csrf_error(error: CSRFError) -> Response:
    if "language" not in session:
        # The cookie that knew the language is gone with the session: the browser knows it too.
        tags = {language.code.replace("_", "-"): language.code for language in LANGUAGES}
        g.language = tags[request.accept_languages.best_match(tags, default="uz")]
    kept = interrupted_form()
    if kept is not None:
        return ask_to_sign_in(kept) if current_visitor() is None else resume_page(kept, 400)
    if needs_sign_in():
        return send_to_sign_in()
    expired = "expired" in str(error.description)
    text = message_for(DomainError("form.expired" if expired else "form.not_ours"))
    return page(400, text, back=page_before())


def _http_error(error: HTTPException) -> Response:
    if error.code is not None and error.code < 400:
        return error.get_response()
    response = _too_large() if error.code == 413 else page(error.code or 500)
    for name in ("Allow", "Retry-After"):
        if name in (told := error.get_response().headers):
            response.headers[name] = told[name]
    return response


def _too_large() -> Response:
    """The page tells the limit, where it is that of a file, and leads back to the form."""
    error = too_large()
    return page(413, message_for(error) if error else "", back=page_before())


def page(status: int, message: str = "", back: str | None = None) -> Response:
    """Render the error page of a status, with what was wrong and what to do next; `back` is a path."""
    if status >= 500:
        # The cause may be the database, so the page must not ask it who is reading or what law is in force.
        g.plain_shell = True
    name = status if status in PAGES else (400 if status < 500 else 500)
    text = render_template(f"errors/{name}.html", message=message, status=status, back=back)
    return make_response(text, status)
