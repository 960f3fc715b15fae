"""The filter of the list of claims, as it stands in the address of the page."""

from collections.abc import Mapping
from typing import Any

from flask import url_for

from app.compliance.claims.messages import KINDS, OUTCOMES
from app.compliance.claims.queries.listing import ClaimFilter
from app.deposits.obligations.queries import EXACT_TOTAL
from app.infra.i18n import format_number, gettext, ngettext
from app.web.filters import filter_value, number, one_of, search_text
from app.web.pages import read_cursor
from app.web.templating import Link


def read_filter() -> ClaimFilter:
    """The filter that the address of this page names."""
    return ClaimFilter(
        query=search_text(),
        kind=filter_value("kind", one_of(KINDS)),
        outcome=filter_value("outcome", one_of(OUTCOMES)),
        depository_id=filter_value("depository", number),
    )


def read_after() -> int | None:
    """The id after which this page of the list starts. Raises `page.wrong_cursor`."""
    key = read_cursor(int)
    return int(str(key[0])) if key else None


def address(endpoint: str, wanted: ClaimFilter, without: str = "") -> str:
    """The address of a page with this filter, but for one part of it."""
    args: dict[str, Any] = {
        "q": wanted.query,
        "kind": wanted.kind,
        "outcome": wanted.outcome,
        "depository": wanted.depository_id,
    }
    return url_for(endpoint, **{name: value for name, value in args.items() if value and name != without})


def tags(wanted: ClaimFilter, libraries: Mapping[int, str]) -> list[Link]:
    """The parts of the filter in use, each with the way to drop it."""
    words = {
        "q": wanted.query,
        "kind": str(KINDS[wanted.kind]) if wanted.kind else "",
        "outcome": str(OUTCOMES[wanted.outcome]) if wanted.outcome else "",
        "depository": libraries.get(wanted.depository_id or 0, ""),
    }
    return [
        Link(label, address("claims.index", wanted, without=name)) for name, label in words.items() if label
    ]


def total_text(total: int) -> str:
    """How many lines were found, exact to 10,000."""
    if total > EXACT_TOTAL:
        return gettext("More than %(number)s lines", number=format_number(EXACT_TOTAL))
    return ngettext("%(num)s line", "%(num)s lines", total)
