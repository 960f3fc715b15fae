"""What was asked and passed on, with its outcome: the list and its files."""

from flask import Response, render_template

from app.compliance.claims.files import cells, head
from app.compliance.claims.filters import address, read_after, read_filter, tags, total_text
from app.compliance.claims.messages import ANSWERS, KINDS, OUTCOMES
from app.compliance.claims.models import ClaimKind
from app.compliance.claims.queries.listing import count_claims, every_claim, list_claims
from app.compliance.claims.views.blueprint import blueprint
from app.deposits.obligations.queries import depositories
from app.domain.actor import Role
from app.infra.i18n import organisation_name
from app.policy.permissions import Permission
from app.publications.vocabulary import language_tag
from app.web.access import current_actor, requires
from app.web.exports import csv_response, xlsx_response
from app.web.pages import PAGE_ROWS, make_page


@blueprint.get("/claims")
@requires(Permission.CLAIM_READ)
def index() -> str:
    """List the lines of claims within reach, the latest first."""
    actor, wanted = current_actor(), read_filter()
    page = make_page(
        list_claims(actor, wanted, after=read_after(), limit=PAGE_ROWS + 1), lambda row: [row.id]
    )
    libraries: dict[int, str] = {}
    if actor.role is not Role.LIBRARIAN:
        libraries = {library.id: organisation_name(library) for library in depositories()}
    kinds = KINDS if actor.role is not Role.DEPOSITOR else {ClaimKind.ASKED: KINDS[ClaimKind.ASKED]}
    return render_template(
        "claims/index.html",
        page=page,
        wanted=wanted,
        total=total_text(count_claims(actor, wanted)),
        kinds=kinds,
        outcomes=OUTCOMES,
        answers=ANSWERS,
        libraries=list(libraries.items()),
        tags=tags(wanted, libraries),
        csv_url=address("claims.as_csv", wanted),
        xlsx_url=address("claims.as_xlsx", wanted),
        by_depositor=actor.role is Role.DEPOSITOR,
        language_tag=language_tag,
    )


@blueprint.get("/claims.csv")
@requires(Permission.CLAIM_READ)
def as_csv() -> Response:
    """Send exactly what the list is filtered to, as CSV."""
    return csv_response("claims.csv", head(), cells(every_claim(current_actor(), read_filter())))


@blueprint.get("/claims.xlsx")
@requires(Permission.CLAIM_READ)
def as_xlsx() -> Response:
    """Send exactly what the list is filtered to, as a workbook."""
    return xlsx_response("claims.xlsx", head(), cells(every_claim(current_actor(), read_filter())))
