"""Lists as files, read from the database while the answer is on its way."""

import csv
import io

import pytest
from flask import Flask

from tests.journeys.people import person

LISTS = {
    "/publications": ("depositor", "regulator", "administrator"),
    "/obligations": ("depositor", "librarian", "regulator", "administrator"),
    "/late": ("regulator", "administrator"),
    "/search": ("depositor", "librarian", "regulator", "administrator"),
}
DOORS = [(address, role) for address, roles in LISTS.items() for role in roles]


@pytest.mark.parametrize(("address", "role"), DOORS)
def test_a_list_comes_as_a_file(country: Flask, address: str, role: str) -> None:
    visitor = person(country, role)
    text = visitor.get(f"{address}.csv").get_data(as_text=True)
    head, *rows = csv.reader(io.StringIO(text.removeprefix("\ufeff")), delimiter=";")
    assert len(rows) >= 8
    assert {len(row) for row in rows} == {len(head)}
    assert visitor.get(f"{address}.xlsx").data.startswith(b"PK")
