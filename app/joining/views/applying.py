"""The pages of who applies: without an account, then by the private link that was mailed."""

from datetime import datetime

from flask import flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from app.accounts.secrets import new_secret
from app.domain.identifiers import hyphenated_isbn_prefix
from app.infra import clock
from app.infra.db import transaction
from app.infra.i18n import current_language, gettext
from app.infra.jobs import wake
from app.infra.settings import settings
from app.joining.forms import ANOTHER, application_form
from app.joining.letters import send_confirmation, send_receipt
from app.joining.messages import STANDINGS
from app.joining.models import Application
from app.joining.queries import application_by_secret, rivals_of
from app.joining.services.applying import answer_question, confirm_application, submit_application
from app.joining.standing import Standing, answered_by, published_day, standing_of
from app.joining.views.blueprint import blueprint
from app.organisations.kind_names import KIND_NAMES
from app.policy.permissions import Permission
from app.web.access import requires
from app.web.acts import form_page, perform
from app.web.forms import show_date


@blueprint.route("/join", methods=["GET", "POST"])
@requires(Permission.APPLICATION_SUBMIT)
def join() -> Response | tuple[str, int]:
    """Ask what the organisation is; records like it are shown before a second one is made."""
    form = application_form()

    def act(at: datetime) -> str:
        made = submit_application(
            details=form.details(),
            language=current_language().code,
            submission_key=form.submission_key.data or new_secret(),
            at=at,
        )
        if made is not None:
            send_confirmation(*made, at=at)
        return url_for("joining.sent")

    done = perform(form, act)
    if done is not None:
        wake("mail")
    return done or form_page(
        "joining/join.html", form, days=settings().joining_days, day=published_day(clock.now()), back=""
    )


@blueprint.get("/join/sent")
@requires(Permission.APPLICATION_SUBMIT)
def sent() -> str:
    """Say that a letter with the private link is on its way."""
    return render_template("joining/sent.html")


@blueprint.get("/join/<secret>")
@requires(Permission.APPLICATION_SUBMIT)
def progress(secret: str) -> str:
    """Show the applicant where the application stands."""
    application = application_by_secret(secret)
    standing = standing_of(application)
    return render_template(
        "joining/progress.html",
        application=application,
        secret=secret,
        standing=standing,
        sign=STANDINGS[standing],
        contested=_contested(application),
        day=answered_by(application),
        days=settings().joining_days,
        kind_name=KIND_NAMES[application.kind],
        prefixes=[hyphenated_isbn_prefix(digits) for digits in application.isbn_prefixes],
    )


@blueprint.post("/join/<secret>/confirm")
@requires(Permission.APPLICATION_SUBMIT)
def confirm(secret: str) -> Response:
    """Take the private link as proof that the e-mail is the applicant's."""
    with transaction():
        at = clock.now()
        confirmed = confirm_application(secret=secret, at=at)
        if confirmed is not None:
            send_receipt(confirmed, secret, at=at)
    wake("mail")
    flash(gettext("Your e-mail is confirmed and the application has arrived."), "success")
    return redirect(url_for("joining.progress", secret=secret), 303)


@blueprint.route("/join/<secret>/answer", methods=["GET", "POST"])
@requires(Permission.APPLICATION_SUBMIT)
def answer(secret: str) -> Response | tuple[str, int]:
    """Let the applicant correct what was asked and send the application again."""
    application, back = application_by_secret(secret), url_for("joining.progress", secret=secret)
    if standing_of(application) is not Standing.ASKED:
        return redirect(back, 303)
    form = application_form(**_as_typed(application))
    form.email.data = application.email  # the link proves this one

    def act(at: datetime) -> str:
        answer_question(secret=secret, details=form.details(), at=at)
        return back

    done = perform(form, act)
    if done is not None:
        flash(gettext("The application is with the authority again."), "success")
        return done
    question = application_by_secret(secret).question
    return form_page(
        "joining/join.html",
        form,
        days=settings().joining_days,
        day=published_day(clock.now()),
        question=question,
        back=back,
    )


def _contested(application: Application) -> bool:
    """Whether another with the same TIN or for the same record has applied, and neither is decided on."""
    waits = standing_of(application) in (Standing.WAITING, Standing.ASKED)
    return waits and bool(rivals_of(application))


def _as_typed(application: Application) -> dict[str, object]:
    names = ("name", "name_ru", "name_en", "stir", "region_soato", "district_soato", "address",
             "legal_address", "licence_number", "contact_name", "phone", "email", "other_reason")  # fmt: skip
    shown: dict[str, object] = {name: getattr(application, name) for name in names}
    chosen = str(application.claimed_id or (ANOTHER if application.other_reason else ""))
    return shown | {
        "kind": application.kind.value,
        "licensed_on": show_date(application.licensed_on),
        "isbn_prefixes": ", ".join(hyphenated_isbn_prefix(digits) for digits in application.isbn_prefixes),
        "same_as": chosen,
    }
