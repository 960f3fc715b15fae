"""Lists as files: no text is run, no length is too long."""

import io

import openpyxl
import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from app.infra.formulas import guarded, unguarded
from app.web.exports import csv_response, xlsx_response

STARTS = "=+-@＝＋－＠"


@given(st.text("\u00a0\u2003\u200b\u3000\ufeff ", max_size=4), st.sampled_from(STARTS), st.text(max_size=5))
def test_no_blank_hides_a_formula(blanks: str, start: str, rest: str) -> None:
    text = blanks + start + rest
    assert guarded(text) == f"'{text}"


@pytest.mark.parametrize("text", ["\tx", "\rx", "\nx", "\n=1", "=1", "  =1", "-1"])
def test_what_begins_a_new_cell_or_line_is_guarded(text: str) -> None:
    assert guarded(text) == f"'{text}"


@given(st.text(max_size=20))
def test_what_is_guarded_is_the_text_behind_one_apostrophe(text: str) -> None:
    cell = guarded(text)
    assert cell in (text, f"'{text}")
    assert text.startswith("'") or unguarded(cell) == text


@pytest.mark.parametrize("text", ["Kitob", "a=b", "", "'tis", "\u02bb+"])
def test_other_texts_stay_as_they_are(text: str) -> None:
    assert (guarded(text), unguarded(text)) == (text, text)


def test_a_csv_file_has_its_mark_and_semicolons(app: Flask) -> None:
    with app.test_request_context():
        sent = csv_response("list.csv", ["Title", "Copies"], [["Bir; ikki, uch", 2], ["=1+1", None]])
        assert sent.get_data(as_text=True) == '\ufeffTitle;Copies\r\n"Bir; ikki, uch";2\r\n\'=1+1;\r\n'


def test_rows_that_a_sheet_cannot_hold_go_on_in_the_next(app: Flask) -> None:
    rows = [[f"Kitob {number}", number] for number in range(1, 6)]
    with app.test_request_context():
        sent = xlsx_response("list.xlsx", ["=Title", "Copies"], rows, rows_of_a_sheet=3).get_data()
    sheets = openpyxl.load_workbook(io.BytesIO(sent)).worksheets
    read = [[[cell.value for cell in row] for row in sheet.iter_rows()] for sheet in sheets]
    assert [len(sheet) for sheet in read] == [3, 3, 2]
    assert all(sheet[0] == ["=Title", "Copies"] for sheet in read)
    assert [row for sheet in read for row in sheet[1:]] == rows
    assert sheets[0]["A1"].data_type == "s"
