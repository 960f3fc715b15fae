"""The filter of the list of cases, as it stands in the address of the page."""

from collections.abc import Mapping
from typing import Any

from flask import request, url_for

from app.compliance.cases.messages import STATES
from app.compliance.cases.queries.listing import CaseFilter, State
from app.infra.i18n import ngettext
from app.organisations.queries import region_names
from app.web.filters import filter_value, number, one_of
from app.web.templating import Link

LONGEST_QUERY = 200
AGES = (14, 30, 60, 90)


def read_filter() -> CaseFilter:
    """The filter that the address of this page names."""
    return CaseFilter(
        query=request.args.get("q", "").strip()[:LONGEST_QUERY],
        state=filter_value("state", State),
        days=filter_value("days", number) or 0,
        inspector_id=filter_value("inspector", number),
        region=filter_value("region", lambda text: one_of(region_names())(text)) or "",
    )


def address(endpoint: str, wanted: CaseFilter, without: str = "") -> str:
    """The address of a page with this filter, but for one part of it."""
    args: dict[str, Any] = {
        "q": wanted.query,
        "state": wanted.state.value if wanted.state else "",
        "days": wanted.days,
        "inspector": wanted.inspector_id,
        "region": wanted.region,
    }
    return url_for(endpoint, **{name: value for name, value in args.items() if value and name != without})


def age_text(days: int) -> str:
    """How old a case is that the filter asks for."""
    return ngettext("Open for %(num)s day or more", "Open for %(num)s days or more", days)


def tags(wanted: CaseFilter, places: Mapping[str, str], people: Mapping[int, str]) -> list[Link]:
    """The parts of the filter in use, each with the way to drop it."""
    words = {
        "q": wanted.query,
        "state": str(STATES[wanted.state]) if wanted.state else "",
        "days": age_text(wanted.days) if wanted.days else "",
        "inspector": people.get(wanted.inspector_id or 0, str(wanted.inspector_id or "")),
        "region": places.get(wanted.region, ""),
    }
    return [
        Link(label, address("cases.index", wanted, without=name)) for name, label in words.items() if label
    ]
