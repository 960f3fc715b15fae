"""Making an attestation: whose, of which period, what it would say, and the act."""

from datetime import date, datetime

from flask import render_template, request, url_for
from werkzeug.wrappers import Response

from app.attestations.account import Period
from app.attestations.documents import by_kind, by_library
from app.attestations.forms import IssueForm, PeriodForm, YearForm
from app.attestations.jobs import store_soon
from app.attestations.models import AttestationKind
from app.attestations.scope import depositor_for, depositors_called, searches
from app.attestations.services import issue_attestation, preview_attestation
from app.attestations.views.blueprint import blueprint
from app.domain.errors import DomainError, NotFound
from app.infra import clock
from app.infra.i18n import current_language
from app.organisations.models import Organisation
from app.policy.permissions import Permission
from app.web.access import current_actor, requires
from app.web.acts import form_page, perform
from app.web.errors import put_on_form
from app.web.forms import show_date

EARLIEST_YEAR = 2020
LONGEST_NAME = 200


@blueprint.get("/new")
@requires(Permission.ATTESTATION_ISSUE)
def choose() -> str:
    """Choose whose duties are attested; who has an organisation of its own need not search."""
    text = request.args.get("q", "")[:LONGEST_NAME].strip()
    actor = current_actor()
    found = depositors_called(actor, text) if text or not searches(actor) else []
    return render_template("attestations/choose.html", text=text, found=found, searches=searches(actor))


@blueprint.route("/new/statement/<int:depositor_id>", methods=["GET", "POST"])
@requires(Permission.ATTESTATION_ISSUE)
def statement(depositor_id: int) -> Response | tuple[str, int]:
    """Show what the statement of a year would say, and make it."""
    this_year = clock.today().year
    asked = YearForm(formdata=request.args if "year" in request.args else None, year=this_year)
    asked.year.choices = [(year, str(year)) for year in range(this_year, EARLIEST_YEAR - 1, -1)]
    year = asked.year.data if asked.validate() else this_year
    period = Period(date(year, 1, 1), date(year, 12, 31))
    return _make(AttestationKind.STATEMENT, depositor_id, period, asked)


@blueprint.route("/new/certificate/<int:depositor_id>", methods=["GET", "POST"])
@requires(Permission.ATTESTATION_ISSUE)
def certificate(depositor_id: int) -> Response | tuple[str, int]:
    """Show what the certificate of a period would say or why there can be none, and make it."""
    today = clock.today()
    usual = Period(date(today.year, 1, 1), today)
    asked = PeriodForm(
        formdata=request.args if "first-day" in request.args else None,
        first=show_date(usual.first),
        last=show_date(usual.last),
    )
    period = usual
    if asked.validate():
        period = Period(asked.first.value or usual.first, asked.last.value or usual.last)
    return _make(AttestationKind.CERTIFICATE, depositor_id, period, asked)


def _make(
    kind: AttestationKind, depositor_id: int, period: Period, asked: YearForm | PeriodForm
) -> Response | tuple[str, int]:
    form, actor, made = IssueForm(language=current_language().code), current_actor(), list[int]()

    def act(at: datetime) -> str:
        attestation = issue_attestation(
            kind=kind,
            depositor_id=depositor_id,
            period=period,
            language=form.language.data,
            by=actor,
            at=at,
        )
        made.append(attestation.id)
        return url_for("attestations.show", attestation_id=attestation.id)

    done = None if asked.errors else perform(form, act)
    for attestation_id in made:
        store_soon(attestation_id)
    return done or _page(kind, depositor_for(actor, depositor_id), period, asked, form)


def _page(
    kind: AttestationKind,
    depositor: Organisation,
    period: Period,
    asked: YearForm | PeriodForm,
    form: IssueForm,
) -> tuple[str, int]:
    """The page with what it would say; a period that cannot be is said at its field."""
    preview, actor = None, current_actor()
    try:
        preview = preview_attestation(
            kind=kind, depositor_id=depositor.id, period=period, by=actor, at=clock.now()
        )
    except NotFound:
        raise
    except DomainError as error:
        put_on_form(error, asked)
    language = current_language().code
    return form_page(
        f"attestations/{kind.value}.html",
        form,
        asked=asked,
        depositor=depositor,
        own=depositor.id in actor.organisation_ids,
        period=period,
        preview=preview,
        libraries=by_library(preview.account, language) if preview else (),
        kinds=by_kind(preview.account, language) if preview else (),
        today=clock.today(),
    )
