"""What the list of discrepancies is narrowed to, as it stands in the address of the page."""

from collections.abc import Mapping
from typing import Any

from flask import url_for

from app.deposits.discrepancies.queries import Asked
from app.deposits.discrepancies.words import KINDS, STANDINGS
from app.domain.discrepancies import Standing
from app.domain.receiving import DiscrepancyKind
from app.web.filters import filter_value, number, one_of, search_text
from app.web.templating import Link

ALL = "all"


def read_asked() -> Asked:
    """What the address asks for: without a standing what is open; `all` for every one."""
    asked = filter_value("state", one_of((ALL, *Standing))) or Standing.OPEN
    return Asked(
        standing=None if asked == ALL else Standing(asked),
        kind=filter_value("kind", DiscrepancyKind),
        depository_id=filter_value("depository", number),
        query=search_text(),
    )


def address(endpoint: str, asked: Asked, *, without: str = "") -> str:
    """The address of a page that asks for this, but for one part of it."""
    standing = None if without == "state" else asked.standing
    args: dict[str, Any] = {
        "state": standing.value if standing else ALL,
        "kind": asked.kind.value if asked.kind else "",
        "depository": asked.depository_id or "",
        "q": asked.query,
    }
    if without != "state":
        args.pop(without, None)
    return url_for(endpoint, **{name: value for name, value in args.items() if value})


def tags(asked: Asked, libraries: Mapping[int, str]) -> list[Link]:
    """The parts of the filter in use, each with the way to drop it."""
    named = {
        "state": str(STANDINGS[asked.standing]) if asked.standing else "",
        "kind": str(KINDS[asked.kind]) if asked.kind else "",
        "depository": libraries.get(asked.depository_id or 0, ""),
        "q": asked.query,
    }
    return [
        Link(label, address("discrepancies.index", asked, without=name))
        for name, label in named.items() if label
    ]  # fmt: skip
