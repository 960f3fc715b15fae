"""What a clerk types about a periodical, and the pages it is typed into."""

import re
from collections.abc import Mapping
from typing import Any

from werkzeug.test import TestResponse

from tests.support.isolation import Browserless

Typed = dict[str, Any]

WEEKLY: Mapping[str, Any] = {
    "title": "Yurt ovozi",
    "kind": "newspaper",
    "newspaper_level": "regional",
    "issn": "2091-7368",
    "language": "uz",
    "script": "Latn",
    "origin": "domestic",
    "carrier": "print",
    "subjects": "society",
    "audiences": "general",
    "restricted": "no",
    "frequency": "weekly",
    "weekdays": ["4"],
    "numbering": "restart",
    "months": [str(month) for month in range(1, 13)],
    "on-day": "6",
    "on-month": "11",
    "on-year": "2026",
    "first_number": "44",
    "whole": "1 200",
    "print_run": "5 000",
    "pages": "8",
    "price": "3000",
    "printer": "Yoʻq bosmaxona",
    "depositor_region": "1726",
}
"""A newspaper that comes out on Fridays, from 6 November 2026 on."""


def day(name: str, text: str) -> Typed:
    """Return the three parts of a date that is typed as 19.11.2026."""
    numbers = text.split(".")
    return dict(zip((f"{name}-day", f"{name}-month", f"{name}-year"), numbers, strict=True))


def register(client: Browserless, **typed: Any) -> TestResponse:
    """Send the form of a periodical, filled in as usual but for `typed`; two underscores are a dash."""
    changes = {name.replace("__", "-"): value for name, value in typed.items()}
    return client.post("/periodicals/new", data={**WEEKLY, **changes})


def registered(client: Browserless, **typed: Any) -> int:
    """Register a periodical and return its number."""
    answer = register(client, **typed)
    assert answer.status_code == 303, answer.text
    found = re.fullmatch(r"/periodicals/(\d+)", answer.location)
    assert found is not None, answer.location
    return int(found[1])


def rows(client: Browserless, publication_id: int, *, tick: bool = True) -> Typed:
    """Return what the page of announcing holds, with every issue ticked or none."""
    page = client.get(f"/periodicals/{publication_id}/announce").text
    fields = dict(re.findall(r'name="(rows-\d+-\w+)"[^>]*?value="([^"]*)"', page))
    fields = {name: value for name, value in fields.items() if not name.endswith("-published")}
    keys = [name for name in fields if name.endswith("-key")]
    return fields | {name.replace("-key", "-published"): "y" for name in keys if tick}


def announce(client: Browserless, publication_id: int, **typed: Any) -> TestResponse:
    """Tick every expected issue and confirm, but for `typed`, such as `rows__0__day` of the first row."""
    fields = rows(client, publication_id)
    changes = {cell(fields, *name.split("__")[1:]): value for name, value in typed.items()}
    return client.post(f"/periodicals/{publication_id}/announce", data={**fields, **changes})


def cell(fields: Typed, row: int | str, name: str) -> str:
    """Return the name of a field in the so many-th row of what `rows` gives; the first is 0."""
    numbers = sorted({field.split("-")[1] for field in fields if field.endswith("-key")})
    return f"rows-{numbers[int(row)]}-{name}"


def column(fields: Typed, name: str) -> list[str]:
    """Return what the rows say in one column, in their order."""
    return [fields[field] for field in sorted(fields) if field.endswith(f"-{name}")]


def shown(page: str) -> str:
    """Return the words of a page in one line."""
    body = page.split("<main", 1)[-1]
    return " ".join(re.sub(r"<[^>]+>", " ", body).split())
