"""Simulations: a country with publications, lists of any kind, and runs."""

import csv
import io
from dataclasses import dataclass
from datetime import UTC, date, datetime

import xlsxwriter

from app.domain.actor import Actor
from app.domain.simulation import USUAL_TENTHS
from app.infra.db import transaction
from app.organisations.models import Organisation
from app.simulation.models import SimulationRun
from app.simulation.rule_sets import choices
from app.simulation.services import GivenList, Period, begin_simulation
from tests.factories.law import add_law
from tests.factories.obligations import add_organisation, add_release, regulator

AT = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
NOVEMBER = Period(date(2026, 11, 1), date(2026, 11, 30))
HEAD = ("kind", "carrier", "origin", "languages", "print_run", "pages", "unit_cost", "depositor_region",
        "edition_status", "restricted", "subjects", "audiences", "depositor", "printer")  # fmt: skip
BOOK = (
    "book",
    "print",
    "domestic",
    "uz",
    500,
    200,
    40_000,
    "1726",
    "first",
    "no",
    "-",
    "-",
    "Nashr",
    "Bosma",
)


@dataclass(frozen=True)
class Country:
    """Two publishers in two regions; the first has three books, the second one."""

    first: Organisation
    second: Organisation


def make_country() -> Country:
    """Return a country with its law and four books, in a transaction of its own."""
    with transaction():
        add_law()
        first, second = add_organisation(), add_organisation(region="1735")
        for _ in range(3):
            add_release(first)
        add_release(second, depositor_region="1735", price=None, pages=None)
    return Country(first, second)


def begin(
    source: Period | GivenList = NOVEMBER,
    *,
    by: Actor | None = None,
    laws: tuple[str, ...] = (),
    at: datetime = AT,
) -> SimulationRun:
    """Ask for a simulation, by default of the law in force over November, in a transaction of its own."""
    with transaction():
        return begin_simulation(
            source=source,
            laws=laws or (choices()[0].key,),
            thickness=USUAL_TENTHS,
            by=by or regulator(),
            at=at,
        )


def csv_list(*rows: tuple[object, ...], head: tuple[str, ...] = HEAD) -> bytes:
    """Return a list as CSV."""
    text = io.StringIO()
    csv.writer(text).writerows([head, *rows])
    return text.getvalue().encode()


def xlsx_list(*rows: tuple[object, ...], head: tuple[str, ...] = HEAD) -> bytes:
    """Return a list as a workbook; a text that begins with = is a formula."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as workbook:
        sheet = workbook.add_worksheet()
        for line, row in enumerate([head, *rows]):
            sheet.write_row(line, 0, row)
    return out.getvalue()


def given(content: bytes, releases: int) -> GivenList:
    """Return a list as the form hands it over."""
    return GivenList(content, "list.csv", releases)
