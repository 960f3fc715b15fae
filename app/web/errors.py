"""The one place where an error becomes an answer a person can read."""

from flask import Flask, render_template
from flask_wtf import FlaskForm
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response

from app.domain.errors import Conflict, DomainError, Forbidden, NotFound
from app.web.messages import message_for

STATUSES: dict[type[DomainError], int] = {NotFound: 404, Forbidden: 403, Conflict: 409}
PAGES = {400, 403, 404, 405, 409, 413, 429, 500, 503}


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
        field.errors = [*field.errors, text]


def status_of(error: DomainError) -> int:
    """Return the HTTP status that fits a domain error; 422 where the input is at fault."""
    return next((status for kind, status in STATUSES.items() if isinstance(error, kind)), 422)


def _domain_error(error: DomainError) -> tuple[str, int]:
    status = status_of(error)
    if status in (403, 404):
        return page(status)
    return page(status, message_for(error))


def _csrf_error(error: CSRFError) -> tuple[str, int]:
    return page(400, message_for(DomainError("form.expired")))


def _http_error(error: HTTPException) -> Response | tuple[str, int]:
    code = error.code or 500
    if code < 400:
        return error.get_response()
    return page(code)


def page(status: int, message: str = "") -> tuple[str, int]:
    """Render the error page of a status, with what was wrong and what to do next."""
    name = status if status in PAGES else (400 if status < 500 else 500)
    return render_template(f"errors/{name}.html", message=message, status=status), status
