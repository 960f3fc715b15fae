"""Workbooks: numbers, dates, formulas, merged cells, several sheets."""

import io
import re
import zipfile
from datetime import date, datetime

import openpyxl
import pytest
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from app.accounts.models import Account
from app.exchange.template_files import template_csv, template_xlsx
from app.infra.i18n import LANGUAGES, force_locale
from tests.slices.exchange.batch_steps import send
from tests.slices.exchange.reading_files import Reading
from tests.support.isolation import Browserless

HEAD = ("title", "language", "kind", "origin", "carrier")
ROW = ("Bir", "uz", "book", "domestic", "print")


def saved(book: openpyxl.Workbook) -> bytes:
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def workbook(*rows: tuple[object, ...], head: tuple[str, ...] = HEAD) -> openpyxl.Workbook:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for row in (head, *rows):
        sheet.append(row)
    return book


def test_numbers_and_days_of_cells_arrive_exactly(reading: Reading) -> None:
    head = (*HEAD, "isbn", "pages", "year", "price", "print_run_completed")
    row = (*ROW, 9789943725133.0, 320.0, 2026, 45000.0, date(2026, 11, 22))
    answers = reading.answers(saved(workbook(row, head=head)))
    assert answers.identifiers[0].value == "9789943725133"
    assert (answers.pages, answers.year, answers.price) == (320, 2026, 45000)
    assert answers.events == {"print_run_completed": date(2026, 11, 22)}


def test_both_epochs_give_the_same_day(reading: Reading) -> None:
    book = workbook((*ROW, date(2026, 1, 31)), head=(*HEAD, "publication"))
    book.epoch = CALENDAR_MAC_1904
    assert reading.answers(saved(book)).events == {"publication": date(2026, 1, 31)}
    hour = workbook((*ROW, datetime.fromisoformat("2026-01-31T23:59:59")), head=(*HEAD, "publication"))
    assert reading.answers(saved(hour)).events == {"publication": date(2026, 1, 31)}


@pytest.mark.parametrize("number", [9.78e12, 9780439023000])
def test_an_isbn_that_was_rounded_is_reported(reading: Reading, number: float) -> None:
    assert reading.codes(saved(workbook((*ROW, number), head=(*HEAD, "isbn")))) == [
        (1, "isbn", "isbn_rounded")
    ]


def test_a_formula_without_a_value_and_a_cell_in_error_are_reported(reading: Reading) -> None:
    book = workbook((*ROW, "=300+20", 1), (*ROW, 5, "#REF!"), head=(*HEAD, "pages", "print_run"))
    codes = reading.codes(saved(book))
    assert (1, "pages", "formula_without_value") in codes
    assert [code for code in codes if code[1] == "print_run"] == [(2, "print_run", "cell_error")]
    assert reading.report(saved(book))["records"]["refused"] == 2


def test_a_formula_that_was_never_computed_comes_back_as_it_was_written(
    client: Browserless, clerk: Account
) -> None:
    """Its row can be mended where it was written; sent again unmended, it is refused again."""
    book = workbook((*ROW, "=300+20", "#N/A"), head=(*HEAD, "pages", "place"))
    number = send(client, saved(book), "kitob.xlsx")
    for _time in range(2):
        returned = client.get(f"/imports/{number}/returned").data
        (row,) = openpyxl.load_workbook(io.BytesIO(returned)).worksheets[0].iter_rows(min_row=2)
        shown = [str(cell.value) for cell in row]
        assert ("'=300+20" in shown or "=300+20" in shown, "#N/A" in shown) == (True, True)
        assert all(cell.data_type != "f" for cell in row)
        assert "exchange.formula_without_value · exchange.cell_error" in shown
        number = send(client, returned, "qaytgan.xlsx")


@pytest.mark.parametrize("formula", ["=Лист2!B7", "='Sheet 1'!A1", "=(A1+B1)", "=+B2", "=1.5*2", "=A:A"])
def test_a_formula_that_came_back_as_text_is_no_place(reading: Reading, formula: str) -> None:
    content = saved(workbook((*ROW, f"'{formula}"), head=(*HEAD, "place")))
    assert reading.codes(content) == [(1, "place", "formula_without_value")]


def test_the_computed_value_of_a_formula_is_taken(reading: Reading) -> None:
    content = saved(workbook((*ROW, "=300+20"), head=(*HEAD, "pages")))
    computed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(computed, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            new.writestr(name, re.sub(rb"<v ?/>|<v></v>", b"<v>320</v>", part))
    assert reading.answers(computed.getvalue()).pages == 320


def test_merged_cells_give_their_value_to_each_row_and_are_told(reading: Reading) -> None:
    book = workbook((*ROW, "Toshkent"), ("Ikki", *ROW[1:]), ROW, head=(*HEAD, "place"))
    book.worksheets[0].merge_cells("F2:F3")
    places = [checked.answers.place for checked in reading.checked(saved(book)) if checked.answers]
    assert places == ["Toshkent", "Toshkent", ""]
    assert reading.codes(saved(book)) == [(2, "place", "merged_cell")]


def test_a_merged_heading_names_its_first_column_and_what_stands_under_the_others_refuses_its_row(
    reading: Reading,
) -> None:
    head = ("title", "", *HEAD[1:])
    book = workbook(("Bir", "A. Qodiriy", *ROW[1:]), ("Ikki", None, *ROW[1:]), head=head)
    book.worksheets[0].merge_cells("A1:B1")
    assert reading.codes(saved(book)) == [(1, "", "cell_without_heading")]
    assert "“A. Qodiriy” stands in column B" in reading.report(saved(book))["problems"][0]["message"]
    book.worksheets[0].merge_cells("B2:B3")  # the second row has the value too, which it may not lose
    assert {found[:1] + found[2:] for found in reading.codes(saved(book))} == {
        (1, "cell_without_heading"),
        (2, "cell_without_heading"),
    }


def test_cells_merged_as_their_heading_lose_nothing(reading: Reading) -> None:
    book = workbook(("Bir", "", *ROW[1:]), head=("title", "", *HEAD[1:]))
    book.worksheets[0].merge_cells("A1:B1")
    book.worksheets[0].merge_cells("A2:B2")
    assert reading.answers(saved(book)).title == "Bir"


def test_empty_rows_columns_and_sheets_are_passed_over(reading: Reading) -> None:
    book = openpyxl.Workbook()
    book.create_sheet("Izoh").append(["Salom"])
    sheet = book.create_sheet("Nashrlar")
    for line, row in ((3, HEAD), (6, ROW), (9, ROW)):
        for place, cell in enumerate(row):
            sheet.cell(line, 2 + place * 2, cell)
    report = reading.report(saved(book))
    assert (report["sheet"], report["records"]["accepted"]) == ("Nashrlar", 2)


def test_a_sheet_can_be_asked_for(reading: Reading) -> None:
    book = workbook(ROW)
    other = book.create_sheet("Ikkinchi")
    other.append(HEAD)
    other.append(("Ikki", *ROW[1:]))
    assert reading.answers(saved(book), sheet="Ikkinchi").title == "Ikki"
    book.create_sheet("Izoh").append(["Salom"])
    told = reading.report(saved(book))["problems"]
    assert [one["code"] for one in told] == ["exchange.sheets_unread"]
    assert "Sheet" in told[0]["message"]
    assert "Ikkinchi" in told[0]["message"]
    assert "Izoh" not in told[0]["message"]
    assert reading.report(saved(book), sheet="Sheet")["problems"] == []
    error = reading.refusal(saved(book), sheet="Uchinchi")
    assert (error.code, error.params["present"]) == ("exchange.no_sheet", "Sheet, Ikkinchi, Izoh")


def test_a_bomb_is_refused_before_it_is_unpacked(reading: Reading) -> None:
    file = io.BytesIO(saved(workbook(ROW)))
    with zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/bomb.xml", b" " * 50_000_000)
    assert reading.refusal(file.getvalue()).code == "exchange.unpacks_too_large"


@pytest.mark.parametrize("cut", [0.3, 0.6, 0.95])
def test_a_workbook_that_was_cut_off_is_refused(reading: Reading, cut: float) -> None:
    content = saved(workbook(ROW))
    assert reading.refusal(content[: int(len(content) * cut)]).code == "exchange.workbook_damaged"


def test_an_archive_of_something_else_is_told(reading: Reading) -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("mimetype", "application/epub+zip")
    assert reading.refusal(file.getvalue()).code == "exchange.other_archive"


@pytest.mark.parametrize("language", [language.code for language in LANGUAGES])
@pytest.mark.parametrize("make", [template_csv, template_xlsx])
def test_a_template_can_be_sent_back_in_any_language(reading: Reading, language: str, make: object) -> None:
    assert callable(make)
    with force_locale(language):
        content = make()
        report = reading.report(content)
    assert [problem["code"] for problem in report["problems"]] == ["exchange.example_row"] * 2
