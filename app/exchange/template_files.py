"""Tables to fill in: our headings in the reader's language, with a book and a periodical as examples."""

import csv
import io
from typing import Any

import xlsxwriter

from app.exchange.columns import COLUMNS
from app.exchange.examples import ROWS


def template_csv() -> bytes:
    """Return the template as CSV in UTF-8 with a byte order mark, which spreadsheet programs need."""
    text = io.StringIO()
    csv.writer(text, delimiter=";").writerows(_rows())
    return text.getvalue().encode("utf-8-sig")


def template_xlsx() -> bytes:
    """Return the template as a workbook whose cells are texts, so that no ISBN is made a number."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as workbook:
        sheet: Any = workbook.add_worksheet()
        as_text, bold = workbook.add_format({"num_format": "@"}), workbook.add_format({"bold": True})
        sheet.set_column(0, len(_rows()[0]) - 1, 18, as_text)
        sheet.freeze_panes(1, 0)
        for line, cells in enumerate(_rows()):
            for place, cell in enumerate(cells):
                sheet.write_string(line, place, cell, as_text if line else bold)
    return file.getvalue()


def _rows() -> list[list[str]]:
    shown = [column for column in COLUMNS if column.example is not None]
    return [
        [str(column.label) for column in shown],
        *([row.get(column.name, "") for column in shown] for row in ROWS),
    ]
