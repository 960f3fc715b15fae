"""The register of receipts of a month or a year: page, print, files."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from flask import Blueprint, Response, render_template, request, url_for
from markupsafe import Markup, escape

from app.deposits.obligations.queries import depositories
from app.deposits.receiving.register.choices import WHOLE, month_or_whole, months, name_of, year_until, years
from app.deposits.receiving.register.files import cells, condition_name, head, parcel_name, remarks
from app.deposits.receiving.register.period import Period, period_of
from app.deposits.receiving.register.queries import Key, RegisterFilter, register_page, whole_register
from app.deposits.receiving.register.totals import Sum, Totals, largest_first, totals_of
from app.domain.actor import Actor
from app.domain.errors import DomainError
from app.infra import clock
from app.infra.i18n import format_short, gettext, month_name, organisation_name
from app.policy.permissions import Permission
from app.policy.predicates import Reach
from app.policy.table import reaches
from app.publications.vocabulary import kind_name, language_tag
from app.web.access import current_actor, present_visitor, requires
from app.web.exports import Cell, csv_response, xlsx_response
from app.web.filters import filter_value, number
from app.web.pages import PAGE_ROWS, make_page, read_cursor

blueprint = Blueprint("register", __name__, url_prefix="/receipts")

PRINTED_ROWS = 1000
"""So many lines has a page that is to be printed; what is beyond goes on in the next."""


@blueprint.get("/register")
@requires(Permission.RECEIPT_READ)
def index() -> str:
    """Show the register of a month or a year, in the order of time."""
    actor, period = current_actor(), _period()
    wanted, after = _wanted(period), _after()
    to_print = request.args.get("print") == "yes"
    limit = PRINTED_ROWS if to_print else PAGE_ROWS
    rows = register_page(actor, wanted, after=after, limit=limit + 1)
    page = make_page(rows, lambda row: [row.at.isoformat(), row.receipt_id, row.id], limit)
    totals = totals_of(actor, wanted, period) if after is None else None
    libraries = _libraries(actor)
    return render_template(
        "register/index.html",
        page=page,
        period=period,
        named=name_of(period),
        following=period.following() if period.moments(clock.zone())[1] <= clock.now() else None,
        chosen_month=period.month or WHOLE,
        to_print=to_print,
        years=years(clock.today(), period.year),
        months=months(),
        libraries=libraries,
        library=wanted.depository_id,
        of_library=_of_library(libraries, wanted),
        totals=totals,
        times=_by_time(totals, period) if totals else [],
        kinds=_by_kind(totals) if totals else [],
        address=_address,
        name_of=name_of,
        receipt_address=_receipt,
        language_tag=language_tag,
        condition_name=condition_name,
        parcel_name=parcel_name,
        remarks=remarks,
    )


def _receipt(number: str) -> Markup:
    return escape(url_for("receiving.receipt", number=number))


def _by_time(totals: Totals, period: Period) -> list[tuple[str, Sum]]:
    """The days of a month or the months of a year on which something came or was taken back."""
    month = period.month
    if month is None:
        return [(month_name(number), copies) for number, copies in totals.by_time.items()]
    year = period.year
    return [(format_short(date(year, month, day)), copies) for day, copies in totals.by_time.items()]


def _by_kind(totals: Totals) -> list[tuple[str, Sum]]:
    return [
        (kind_name(kind) if kind else gettext("Not registered"), copies)
        for kind, copies in largest_first(totals.by_kind)
    ]


@blueprint.get("/register.csv")
@requires(Permission.RECEIPT_READ)
def as_csv() -> Response:
    """Send the whole register of the period, as CSV."""
    return csv_response(f"register-{_suffix(_period())}.csv", head(), _cells())


@blueprint.get("/register.xlsx")
@requires(Permission.RECEIPT_READ)
def as_xlsx() -> Response:
    """Send the whole register of the period, as a workbook."""
    return xlsx_response(f"register-{_suffix(_period())}.xlsx", head(), _cells())


def _cells() -> Iterator[list[Cell]]:
    return cells(whole_register(current_actor(), _wanted(_period())))


def _period() -> Period:
    today = clock.today()
    year = filter_value("year", year_until(today.year))
    return period_of(year, filter_value("month", month_or_whole), today)


def _wanted(period: Period) -> RegisterFilter:
    return RegisterFilter(*period.moments(clock.zone()), filter_value("depository", number))


def _after() -> Key | None:
    key = read_cursor(str, int, int)
    if key is None:
        return None
    try:
        at = datetime.fromisoformat(str(key[0]))
    except ValueError as error:
        raise DomainError("page.wrong_cursor") from error
    if at.tzinfo is None:
        raise DomainError("page.wrong_cursor")
    return at, int(str(key[1])), int(str(key[2]))


def _address(endpoint: str, period: Period, **more: Any) -> str:
    """The address of this register, or of another period of it."""
    return url_for(
        f"register.{endpoint}",
        year=period.year,
        month=period.month or WHOLE,
        depository=filter_value("depository", number),
        **more,
    )


def _libraries(actor: Actor) -> list[tuple[int, str]]:
    """The libraries between which the reader can choose; none for who reads of one alone."""
    if set(reaches(actor, Permission.RECEIPT_READ)) <= {Reach.AS_DEPOSITORY}:
        return []
    return [(library.id, organisation_name(library)) for library in depositories()]


def _of_library(libraries: list[tuple[int, str]], wanted: RegisterFilter) -> str:
    """Whose register it is; empty where it is of several libraries."""
    if libraries:
        return dict(libraries).get(wanted.depository_id or 0, "")
    return organisation_name(present_visitor().organisation)


def _suffix(period: Period) -> str:
    return str(period.year) if period.month is None else f"{period.year}-{period.month:02d}"
