"""The public check of documents: by code, by QR, and of a file at hand."""

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.datastructures import FileStorage
from werkzeug.wrappers import Response

from app.desks.verification import messages as _messages  # noqa: F401 - refusals are said in words
from app.desks.verification.files import FileCheck, check_file, is_pdf, signature_of
from app.desks.verification.forms import LARGEST_DOCUMENT, CodeForm, CompareForm
from app.desks.verification.verdicts import Verdict, read_code, verdict_on
from app.domain.errors import DomainError
from app.infra import clock
from app.infra.barcodes import qr_svg
from app.infra.i18n import gettext
from app.infra.settings import settings
from app.infra.signing.here import trouble_at
from app.policy.permissions import Permission
from app.web.access import requires
from app.web.acts import form_page
from app.web.errors import put_on_form

blueprint = Blueprint("verification", __name__)


@blueprint.get("/verify")
@requires(Permission.VERIFY)
def form() -> Response | tuple[str, int]:
    """Ask for the code of a document, or lead to the document of the code that was typed."""
    typed = request.args.get("code", "")
    if not typed.strip():
        return _ask("")
    try:
        return redirect(url_for("verification.show", code=read_code(typed)))
    except DomainError as error:
        return _ask(typed, error)


@blueprint.get("/verify/<code>")
@requires(Permission.VERIFY)
def show(code: str) -> Response | tuple[str, int]:
    """Say what stands under a code."""
    try:
        written = read_code(code)
    except DomainError as error:
        return _ask(code, error)
    if written != code:
        return redirect(url_for("verification.show", code=written))
    return _page(written, CompareForm(formdata=None))


@blueprint.get("/t/", strict_slashes=False)
@blueprint.get("/T/", strict_slashes=False)
@requires(Permission.VERIFY)
def printed() -> Response:
    """Lead from the address that a document prints beside its code to where the code is typed."""
    return redirect(url_for("verification.form"))


@blueprint.get("/t/<code>/", strict_slashes=False)
@blueprint.get("/T/<code>/", strict_slashes=False)
@requires(Permission.VERIFY)
def short(code: str) -> Response:
    """Follow the short address in the QR symbol of a document."""
    try:
        return redirect(url_for("verification.show", code=read_code(code)))
    except DomainError:
        return redirect(url_for("verification.form", code=code))


@blueprint.get("/verify/file")
@blueprint.get("/verify/<code>/file")
@requires(Permission.VERIFY)
def again(code: str = "") -> Response:
    """Lead back to where a file can be sent: its answer has no address, for the file is not kept."""
    return redirect(url_for("verification.show", code=code) if code else url_for("verification.form"))


@blueprint.post("/verify/file")
@requires(Permission.VERIFY)
def check() -> Response | tuple[str, int]:
    """Tell what a file is, whatever its name; it is read once and not kept."""
    sent = CompareForm()
    found = _checked(sent)
    if found is None or verdict_on(found.code, clock.today()) is None:
        return _ask("", sent=sent, check=found)
    return _page(found.code, sent, found)


@blueprint.post("/verify/<code>/file")
@requires(Permission.VERIFY)
def compare(code: str) -> Response | tuple[str, int]:
    """Compare a file with the one that was issued; it is read once and not kept."""
    try:
        written = read_code(code)
    except DomainError as error:
        return _ask(code, error)
    sent = CompareForm()
    return _page(written, sent, _checked(sent, written))


def _checked(sent: CompareForm, code: str = "") -> FileCheck | None:
    """What the file of a form is; None, with the reason on the form, if there is none."""
    if not sent.validate_on_submit():
        return None
    try:
        return check_file(_content_of(sent.file.data), at=clock.now(), held_for=code)
    except DomainError as error:
        put_on_form(error, sent)
        return None


def _content_of(file: FileStorage | None) -> bytes:
    if file is None or not file.filename:
        raise DomainError("verification.no_file", field="file")
    size = file.stream.seek(0, 2)
    file.stream.seek(0)
    if size > LARGEST_DOCUMENT:
        raise DomainError("verification.file_too_large", field="file")
    content = file.stream.read()
    if not is_pdf(content):
        raise DomainError("verification.not_pdf" if content else "verification.empty_file", field="file")
    return content


def _ask(
    typed: str,
    error: DomainError | None = None,
    *,
    sent: CompareForm | None = None,
    check: FileCheck | None = None,
) -> tuple[str, int]:
    asked = CodeForm(formdata=None, code=typed[:80])
    if error is not None:
        put_on_form(error, asked)
    sent = sent or CompareForm(formdata=None)
    body = render_template("verification/form.html", form=asked, sent=sent, check=check)
    return body, 422 if asked.errors or sent.errors else 200


def _page(code: str, sent: CompareForm, check: FileCheck | None = None) -> tuple[str, int]:
    at = clock.now()
    today = clock.local_day(at)
    verdict = verdict_on(code, today)
    if verdict is None:
        body = render_template("verification/unknown.html", code=code, form=CodeForm(formdata=None))
        return body, 404
    return form_page(
        "verification/show.html",
        sent,
        verdict=verdict,
        qr=_qr(verdict),
        check=check,
        cannot_sign=verdict.of_authority and trouble_at(at) is not None,
        today=today,
        signature=signature_of(verdict.file, at) if verdict.of_authority else None,
    )


def _qr(verdict: Verdict) -> str:
    address = f"{settings().public_url}/t/{verdict.code.replace('-', '')}".upper()
    return qr_svg(address, gettext("QR code of this page"))
