"""Who is late: the worklist, its files, and one depositor's late lines."""

from collections.abc import Iterator
from datetime import date

from flask import Response, render_template

from app.compliance.cases.queries.cases import open_case_of
from app.compliance.claims.messages import ANSWERS
from app.compliance.claims.queries.claims import passed_on
from app.compliance.countersigning.queries.listing import proposal_waiting
from app.compliance.filters import (
    HISTORIES,
    age_choices,
    copies_text,
    day_choices,
    late_address,
    late_tags,
    read_late_after,
    read_late_filter,
    read_order,
    sort_links,
    total_text,
)
from app.compliance.forms import IssueForm
from app.compliance.lines import worklist_lines
from app.compliance.queries.late import every_late, late_key, list_late
from app.compliance.queries.late_lines import LINES_SHOWN, late_lines
from app.compliance.queries.late_order import LateOrder
from app.compliance.queries.notices import NoticeFilter, list_notices
from app.compliance.queries.returned_letters import returned_letters
from app.compliance.queries.under_way import under_way
from app.compliance.views.blueprint import blueprint
from app.deposits.obligations.queries import depositories
from app.domain.errors import NotFound
from app.infra import clock
from app.infra.i18n import gettext, language_code, organisation_name, place_name
from app.infra.settings import settings
from app.organisations.queries import organisation_by_id, regions
from app.policy.permissions import Permission
from app.policy.table import may
from app.publications.vocabulary import language_tag, registered_kinds
from app.web.access import current_actor, requires
from app.web.exports import Cell, csv_response, xlsx_response
from app.web.pages import PAGE_ROWS, make_page

NOTICES_SHOWN = 20


@blueprint.get("/late")
@requires(Permission.LATE_READ)
def worklist() -> str:
    """List late depositors, those with the oldest due date first."""
    actor, at = current_actor(), clock.now()
    today, wanted, order = clock.local_day(at), read_late_filter(), read_order()
    late = list_late(
        actor, wanted, today=today, order=order, after=read_late_after(order), limit=PAGE_ROWS + 1
    )
    places = [(region.soato, place_name(region)) for region in regions()]
    libraries = [(library.id, organisation_name(library)) for library in depositories()]
    names = {
        "region": dict(places).get(wanted.region, ""),
        "depository": dict(libraries).get(wanted.depository_id or 0, ""),
    }
    page = make_page(late.rows, lambda row: late_key(row, order))
    return render_template(
        "compliance/worklist.html",
        page=page,
        lines=worklist_lines(page.rows, today),
        wanted=wanted,
        order=order,
        by_registered_name=order is LateOrder.NAME and language_code() not in ("uz", "uz_Cyrl"),
        sorts=sort_links(wanted, order),
        total=late.total,
        total_text=total_text(late.total),
        tags=late_tags(wanted, order, names),
        region_choices=places if actor.region_soato is None else [],
        library_choices=libraries,
        day_choices=day_choices(),
        age_choices=age_choices(),
        history_choices=[(history.value, name) for history, name in HISTORIES.items()],
        kind_choices=registered_kinds(),
        csv_url=late_address("compliance.worklist_csv", wanted, order),
        xlsx_url=late_address("compliance.worklist_xlsx", wanted, order),
        every_url=late_address("notice_batches.new", wanted, order),
        may_issue=may(actor, Permission.NOTICE_ISSUE),
        at=at,
        today=today,
    )


@blueprint.get("/late.csv")
@requires(Permission.LATE_READ)
def worklist_csv() -> Response:
    """Send exactly what the worklist is filtered to, as CSV."""
    return csv_response("late.csv", _head(), _cells(clock.today()))


@blueprint.get("/late.xlsx")
@requires(Permission.LATE_READ)
def worklist_xlsx() -> Response:
    """Send exactly what the worklist is filtered to, as a workbook."""
    return xlsx_response("late.xlsx", _head(), _cells(clock.today()))


@blueprint.get("/late/<int:depositor_id>")
@requires(Permission.LATE_READ)
def depositor(depositor_id: int) -> str:
    """Show what one depositor owes late, to choose lines for a notice."""
    actor, today = current_actor(), clock.today()
    lines = late_lines(actor, depositor_id, today=today)
    wanted = NoticeFilter(depositor_id=depositor_id)
    notices = list_notices(actor, wanted, today=today, limit=NOTICES_SHOWN)
    if not lines and not notices:
        raise NotFound("not_found")
    form = IssueForm(formdata=None, language=settings().default_language)
    copies = sum((line.copies or 0) - line.handed_over for line in lines)
    return render_template(
        "compliance/depositor.html",
        depositor=organisation_by_id(depositor_id),
        lines=lines,
        under_way=under_way([line.id for line in lines]),
        answers=ANSWERS,
        most=LINES_SHOWN,
        copies=copies_text(copies),
        unnoticed=sum(not line.noticed for line in lines),
        notices=notices,
        waiting=proposal_waiting(actor, depositor_id),
        passed=passed_on(actor, depositor_id),
        returned=returned_letters(depositor_id),
        case=open_case_of(actor, depositor_id),
        form=form,
        may_issue=may(actor, Permission.NOTICE_ISSUE),
        language_tag=language_tag,
        today=today,
    )


def _head() -> list[str]:
    return [
        gettext("Depositor"),
        gettext("TIN"),
        gettext("Region"),
        gettext("Titles"),
        gettext("Copies missing"),
        gettext("Oldest due date"),
        gettext("Days late"),
        gettext("Lines not noticed yet"),
    ]


def _cells(today: date) -> Iterator[list[Cell]]:
    for row in every_late(current_actor(), read_late_filter(), today=today, order=read_order()):
        yield [
            organisation_name(row),
            row.stir,
            place_name(row.region),
            row.titles,
            row.copies,
            row.oldest,
            (today - row.oldest).days,
            row.unnoticed,
        ]
