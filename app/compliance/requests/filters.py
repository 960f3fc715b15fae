"""The filter of the list of requests, as it stands in the address of the page."""

from collections.abc import Mapping
from typing import Any

from flask import request, url_for

from app.compliance.requests.queries.listing import RequestFilter
from app.compliance.requests.words import KINDS, STANDINGS
from app.deposits.obligations.queries import EXACT_TOTAL
from app.domain.requests import RequestKind, Standing
from app.infra.i18n import format_number, gettext, ngettext
from app.organisations.queries import region_names
from app.web.filters import filter_value, one_of, search_text
from app.web.pages import read_cursor
from app.web.templating import Link


def read_filter() -> RequestFilter:
    """The filter that the address of this page names."""
    return RequestFilter(
        query=search_text(),
        kind=filter_value("kind", RequestKind),
        standing=filter_value("state", Standing),
        region=filter_value("region", lambda text: one_of(region_names())(text)) or "",
        entrusted=request.args.get("named") == "1",
        undecidable=request.args.get("nobody") == "1",
    )


def read_after() -> int | None:
    """The id after which this page of the list starts. Raises `page.wrong_cursor`."""
    key = read_cursor(int)
    return int(str(key[0])) if key else None


def address(endpoint: str, wanted: RequestFilter, without: str = "") -> str:
    """The address of a page with this filter, but for one part of it."""
    args: dict[str, Any] = {
        "q": wanted.query,
        "kind": wanted.kind,
        "state": wanted.standing,
        "region": wanted.region,
        **kept(wanted),
    }
    return url_for(endpoint, **{name: value for name, value in args.items() if value and name != without})


def kept(wanted: RequestFilter) -> dict[str, str]:
    """What the form of the filter has no field for and does not lose: it came from a figure."""
    return {"named": "1" if wanted.entrusted else "", "nobody": "1" if wanted.undecidable else ""}


def tags(wanted: RequestFilter, places: Mapping[str, str]) -> list[Link]:
    """The parts of the filter in use, each with the way to drop it."""
    words = {
        "q": wanted.query,
        "kind": str(KINDS[wanted.kind]) if wanted.kind else "",
        "state": str(STANDINGS[wanted.standing]) if wanted.standing else "",
        "region": places.get(wanted.region, ""),
        "named": gettext("You are named to decide") if wanted.entrusted else "",
        "nobody": gettext("Nobody may decide") if wanted.undecidable else "",
    }
    return [
        Link(label, address("requests.index", wanted, without=name)) for name, label in words.items() if label
    ]


def total_text(total: int) -> str:
    """How many requests were found, exact to 10,000."""
    if total > EXACT_TOTAL:
        return gettext("More than %(number)s requests", number=format_number(EXACT_TOTAL))
    return ngettext("%(num)s request", "%(num)s requests", total)
