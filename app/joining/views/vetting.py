"""The pages of who vets applications."""

from collections.abc import Callable
from datetime import datetime

from flask import flash, render_template, request, url_for
from werkzeug.wrappers import Response

from app.accounts.queries import name_of_account
from app.domain.identifiers import hyphenated_isbn_prefix
from app.infra.i18n import gettext, ngettext
from app.infra.jobs import wake
from app.joining.alike import alike_of
from app.joining.claims import claim_of
from app.joining.forms import ApprovalForm, RemarkForm
from app.joining.letters import known_reason, send_added, send_question, send_refusal, send_welcome
from app.joining.messages import STANDINGS
from app.joining.queries import (
    CONDITIONS,
    application_for,
    count_applications,
    list_applications,
    registered_already,
    rivals_of,
    vetted_among,
)
from app.joining.services.vetting import (
    add_as_colleague,
    approve_application,
    ask_applicant,
    refuse_application,
)
from app.joining.standing import Standing, answered_by, stamp_of, standing_of
from app.joining.views.blueprint import blueprint
from app.organisations.kind_names import KIND_NAMES
from app.organisations.models import Organisation
from app.policy.permissions import Permission
from app.policy.table import may
from app.web.access import current_actor, requires
from app.web.acts import form_page, perform
from app.web.filters import filter_value, one_of
from app.web.forms import text_of
from app.web.pages import make_page, read_moment_cursor


@blueprint.get("/applications")
@requires(Permission.APPLICATION_VET)
def applications() -> str:
    """List applications, the longest waiting first; at first those that wait for the authority."""
    asked = "standing" in request.args
    standing = filter_value("standing", one_of(CONDITIONS)) if asked else Standing.WAITING
    found = list_applications(current_actor(), standing=standing, after=read_moment_cursor())
    return render_template(
        "joining/applications.html",
        page=make_page(found, lambda row: [row.confirmed_at, row.id]),
        standing=standing or "",
        total=ngettext(
            "%(num)s application",
            "%(num)s applications",
            count_applications(current_actor(), standing=standing),
        ),
        choices=[(known.value, STANDINGS[known][1]) for known in CONDITIONS],
        sign_of=lambda row: STANDINGS[standing_of(row)],
        answered_by=answered_by,
        kind_names=KIND_NAMES,
    )


@blueprint.get("/applications/<int:application_id>")
@requires(Permission.APPLICATION_VET)
def application(application_id: int) -> tuple[str, int]:
    """Show an application beside the records that are like it."""
    return _page(application_id, ApprovalForm(formdata=None))


@blueprint.post("/applications/<int:application_id>/approve")
@requires(Permission.APPLICATION_VET)
def approve(application_id: int) -> Response | tuple[str, int]:
    """Let the organisation join, and send its first person the link to set a password."""
    form = ApprovalForm()

    def act(at: datetime) -> str:
        application, link = approve_application(
            application_id=application_id,
            by=current_actor(),
            at=at,
            seen=request.form.get("seen"),
            record_seen=request.form.get("record_seen"),
            alike_seen=request.form.get("alike_seen"),
            belonging=form.belonging(),
        )
        send_welcome(application, link, at=at)
        return _address(application_id)

    done = perform(form, act)
    if done is not None:
        wake("mail")
        flash(gettext("The organisation has joined. Its letter is on its way."), "success")
    return done or _page(application_id, form)


@blueprint.post("/applications/<int:application_id>/add")
@requires(Permission.APPLICATION_VET)
def add(application_id: int) -> Response | tuple[str, int]:
    """Let the applicant work for the organisation that has the TIN already."""
    form = ApprovalForm()

    def act(at: datetime) -> str:
        added = add_as_colleague(
            application_id=application_id, by=current_actor(), at=at, seen=request.form.get("seen")
        )
        send_added(*added, at=at)
        return _address(application_id)

    done = perform(form, act)
    if done is not None:
        wake("mail")
        flash(gettext("The applicant is added as a colleague. The letter is on its way."), "success")
    return done or _page(application_id, form)


@blueprint.route("/applications/<int:application_id>/refuse", methods=["GET", "POST"])
@requires(Permission.APPLICATION_VET)
def refuse(application_id: int) -> Response | tuple[str, int]:
    """Refuse an application with a reason that the applicant reads."""

    def act(form: RemarkForm, at: datetime) -> None:
        text, seen = text_of(form.text), request.form.get("seen")
        refused = refuse_application(
            application_id=application_id, reason=text, by=current_actor(), at=at, seen=seen
        )
        send_refusal(refused, at=at)

    return _remark(application_id, act, asking=False)


@blueprint.route("/applications/<int:application_id>/ask", methods=["GET", "POST"])
@requires(Permission.APPLICATION_VET)
def ask(application_id: int) -> Response | tuple[str, int]:
    """Ask the applicant something before deciding."""

    def act(form: RemarkForm, at: datetime) -> None:
        text, seen = text_of(form.text), request.form.get("seen")
        asked = ask_applicant(
            application_id=application_id, question=text, by=current_actor(), at=at, seen=seen
        )
        send_question(*asked, at=at)

    return _remark(application_id, act, asking=True)


def _remark(
    application_id: int, act: Callable[[RemarkForm, datetime], None], *, asking: bool
) -> Response | tuple[str, int]:
    form = RemarkForm()

    def written(at: datetime) -> str:
        act(form, at)
        return _address(application_id)

    done = perform(form, written)
    if done is not None:
        wake("mail")
        flash(gettext("The letter to the applicant is on its way."), "success")
        return done
    application = application_for(current_actor(), application_id)
    known = None if asking or form.is_submitted() else registered_already(application)
    if known is not None:
        form.text.data = known_reason(application, known)
    # with the newer state said above, sending again is a choice; any other page keeps what it saw
    stamp = stamp_of(application)
    seen = stamp if form.form_errors else request.form.get("seen", stamp)
    return form_page("joining/remark.html", form, application=application, asking=asking, stamp=seen)


def _page(application_id: int, form: ApprovalForm) -> tuple[str, int]:
    application = application_for(current_actor(), application_id)
    standing = standing_of(application)
    rivals, alike = rivals_of(application), alike_of(application)
    undecided = standing in (Standing.WAITING, Standing.ASKED)
    return form_page(
        "joining/application.html",
        form,
        application=application,
        sign=STANDINGS[standing],
        undecided=undecided,
        known=registered_already(application) if undecided else None,
        claim=claim_of(application) if undecided else None,
        day=answered_by(application),
        kind_name=KIND_NAMES[application.kind],
        prefixes=[hyphenated_isbn_prefix(digits) for digits in application.isbn_prefixes],
        stamp=stamp_of(application),
        alike=alike,
        rivals=rivals,
        likely=[row for row in alike.applications if row not in rivals],
        own=vetted_among(current_actor(), [*rivals, *alike.applications]),
        record_url=_record_url,
        decided_by=name_of_account(application.decided_by_id),
    )


def _record_url(organisation: Organisation) -> str:
    """Where a person reads of an organisation: its record, or what a search finds of it."""
    if may(current_actor(), Permission.ORGANISATION_MANAGE):
        return url_for("organisations.organisation", organisation_id=organisation.id)
    return url_for("desks.search", q=organisation.stir or organisation.name)


def _address(application_id: int) -> str:
    return url_for("joining.application", application_id=application_id)
