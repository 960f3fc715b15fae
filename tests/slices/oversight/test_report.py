"""The report says what the pages say, on paper and as a workbook; a head of a region has his region alone."""

import io
import re
import subprocess
from collections.abc import Iterator
from datetime import date, datetime
from html import unescape
from pathlib import Path

import openpyxl
import pikepdf
import pytest
from flask.testing import FlaskClient

from app.domain.actor import Role
from app.infra.db import transaction
from tests.factories.accounts import make_account, sign_in
from tests.factories.compliance import Late

YEAR = "?from=2025-12&until=2026-11"
SHARE, SHARE_IN_FILES = "In time", "In time, per cent"
Row = dict[str, str]


@pytest.fixture
def head(client: FlaskClient, country: Late, now: datetime) -> FlaskClient:
    """The client of a head of the whole country."""
    with transaction():
        account = make_account(Role.REGULATOR, country.authority)
    sign_in(client, account)
    return client


@pytest.mark.documents
def test_paper_and_workbook_say_what_the_pages_say(head: FlaskClient, tmp_path: Path) -> None:
    paths = ("", "/publishers", "/cases", "/authority")
    pages = [row for path in paths for row in rows_of_page(head.get(f"/oversight{path}{YEAR}").text)]
    workbook = list(rows_of_workbook(head.get(f"/oversight/report.xlsx{YEAR}").data))
    paper = text_of(head.get(f"/oversight/report.pdf{YEAR}&language=en").data, tmp_path)
    assert len(pages) > 40
    for name, figures in pages:
        assert any(name == other and figures.items() <= said.items() for other, said in workbook), (
            name,
            figures,
        )
    on_paper = [(name, said) for name, said in workbook if len(said) > 1 and not name.startswith("20")]
    assert len(on_paper) > 40
    for name, said in on_paper:
        values = [value for head_of, value in said.items() if not head_of.startswith("Specimen")]
        line = r"\s+".join(map(re.escape, values))
        assert re.search(rf"{re.escape(name[:20])}.*?\s{line}\s", paper), (name, values)
    assert "SPECIMEN" in paper
    assert "Made by" in paper


@pytest.mark.documents
def test_the_report_of_a_region_is_of_that_region_alone(
    client: FlaskClient, country: Late, now: datetime
) -> None:
    with transaction():
        account = make_account(Role.REGULATOR, country.authority)
        account.region_soato = "1718"
    sign_in(client, account)
    said = dict(rows_of_workbook(client.get(f"/oversight/report.xlsx{YEAR}").data))
    assert (said["Region 1718"]["Open cases"], said["Total"]["Open cases"]) == ("3", "3")
    assert "Region 1726" not in said
    content = client.get(f"/oversight/report.pdf{YEAR}&language=ru").data
    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert str(pdf.Root.Lang) == "ru"
        assert str(pdf.docinfo.Title).startswith("Отчёт о надзоре")


def test_a_month_is_seen_beside_those_before_it(head: FlaskClient) -> None:
    rows = list(rows_of_workbook(head.get("/oversight/report.xlsx?from=2026-02&until=2026-02").data))
    fell_due = {name: said["Fell due"] for name, said in rows if "Fell due" in said}
    assert (fell_due["Total"], fell_due["February 2026"], fell_due["January 2026"]) == ("2", "2", "2")


def rows_of_page(page: str) -> Iterator[tuple[str, Row]]:
    """The rows of all tables of a page: the name and the figures by the heads of their columns."""
    for table in re.findall(r"<table.*?</table>", page, re.DOTALL):
        first, *rest = re.findall(r"<tr.*?</tr>", table, re.DOTALL)
        heads = cells_of(first)
        for row in rest:
            name, *figures = cells_of(row)
            named = dict(zip(heads[1:], figures, strict=True))
            share = named.pop(SHARE, None)
            yield (
                name,
                named | ({} if share is None else {SHARE_IN_FILES: share.removesuffix(" %")}),
            )


def cells_of(row: str) -> list[str]:
    """What the cells of a row show."""
    shown = re.sub(r'<span class="visually-hidden">.*?</span>|<svg.*?</svg>', "", row, flags=re.DOTALL)
    found = re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", shown, re.DOTALL)
    texts = [" ".join(unescape(re.sub(r"<[^>]+>", "", cell)).split()) for cell in found]
    return [text.removesuffix(" (past)") for text in texts]


def rows_of_workbook(content: bytes) -> Iterator[tuple[str, Row]]:
    """The rows of all its sheets, in the same form; what is not known is a dash."""
    for sheet in openpyxl.load_workbook(io.BytesIO(content), read_only=True):
        heads, *rest = sheet.iter_rows(values_only=True)
        for name, *cells in rest:
            yield str(name), {str(of): shown(cell) for of, cell in zip(heads[1:], cells, strict=True)}


def shown(cell: object) -> str:
    """A cell as a page shows it."""
    if isinstance(cell, date):
        return f"{cell:%d.%m.%Y}"
    return "–" if cell is None else str(cell)


def text_of(content: bytes, folder: Path) -> str:
    """The text of a paper, in lines as they are seen."""
    file = folder / "report.pdf"
    file.write_bytes(content)
    return subprocess.run(
        ["pdftotext", "-layout", str(file), "-"], capture_output=True, text=True, check=True
    ).stdout
