"""The report of oversight as a paper and as a workbook."""

from flask import Response, request
from werkzeug.wrappers import Response as WerkzeugResponse

from app.infra import clock
from app.infra.i18n import BY_CODE, current_language, force_locale
from app.infra.papers import render_paper
from app.oversight.asking import Asked, address, read_asked
from app.oversight.documents import report_paper, sheets
from app.oversight.report import report_for
from app.oversight.views.blueprint import blueprint
from app.policy.permissions import Permission
from app.web.access import current_actor, requires
from app.web.exports import workbook_response


@blueprint.get("/oversight/report.pdf")
@requires(Permission.OVERSIGHT_READ)
def report_pdf() -> Response:
    """Give the report on what the address names, in its language or the reader's."""
    actor, at = current_actor(), clock.now()
    asked = read_asked(actor)
    chosen = request.args.get("language", "")
    language = chosen if chosen in BY_CODE else current_language().code
    with force_locale(language):
        report = report_for(actor, asked, at=at)
        paper = report_paper(report, language, path=address("overview", asked), by=actor)
    identifier = f"oversight {request.full_path} {at.isoformat()} {actor.account_id}".encode()
    content = render_paper(paper, language, identifier=identifier, created=at)
    response = Response(content, mimetype="application/pdf")
    response.headers.set("Content-Disposition", "attachment", filename=f"{_name(asked)}-{language}.pdf")
    return response


@blueprint.get("/oversight/report.xlsx")
@requires(Permission.OVERSIGHT_READ)
def report_xlsx() -> WerkzeugResponse:
    """Give all tables of the report as one workbook."""
    actor = current_actor()
    asked = read_asked(actor)
    report = report_for(actor, asked, at=clock.now())
    return workbook_response(f"{_name(asked)}.xlsx", sheets(report))


def _name(asked: Asked) -> str:
    first, last = asked.wanted.stretch
    return f"{'specimen-' if asked.wanted.specimen else ''}oversight-report-{first:%Y-%m}-{last:%Y-%m}"
