"""The filter of the list of cases, as it stands in the address of the page."""

from collections.abc import Mapping
from typing import Any

from flask import request, url_for

from app.compliance.cases.messages import STATES, STEPS
from app.compliance.cases.queries.listing import CaseFilter, State
from app.compliance.cases.queries.steps import CaseStep
from app.compliance.cases.scope import sees_inside
from app.compliance.law_words import LAWS, law_code, read_law
from app.domain.ages import read_band
from app.infra.i18n import gettext, ngettext
from app.organisations.queries import region_names
from app.web.access import current_actor
from app.web.ages import age_text as band_text
from app.web.filters import filter_value, number, one_of, search_text
from app.web.templating import Link

AGES = (14, 30, 60, 90)
NOBODY = "none"
"""Stands in the address for cases with no inspector."""


def read_filter() -> CaseFilter:
    """The filter that the address of this page names."""
    unassigned = request.args.get("inspector") == NOBODY
    return CaseFilter(
        query=search_text(),
        state=filter_value("state", State),
        days=filter_value("days", number) or 0,
        inspector_id=None if unassigned else filter_value("inspector", number),
        region=filter_value("region", lambda text: one_of(region_names())(text)) or "",
        age=filter_value("age", read_band),
        unassigned=unassigned,
        step=filter_value("step", CaseStep) if sees_inside(current_actor()) else None,
        specimen=read_law(),
        unpaid=request.args.get("unpaid") == "1",
    )


def address(endpoint: str, wanted: CaseFilter, without: str = "") -> str:
    """The address of a page with this filter, but for one part of it."""
    args: dict[str, Any] = {
        "q": wanted.query,
        "state": wanted.state.value if wanted.state else "",
        "days": wanted.days,
        "inspector": NOBODY if wanted.unassigned else wanted.inspector_id,
        "region": wanted.region,
        "age": wanted.age.code if wanted.age else "",
        "step": wanted.step.value if wanted.step else "",
        "law": law_code(wanted.specimen),
        "unpaid": "1" if wanted.unpaid else "",
    }
    return url_for(endpoint, **{name: value for name, value in args.items() if value and name != without})


def kept(wanted: CaseFilter) -> dict[str, str]:
    """What the form of the filter has no field for and does not lose: it came from a figure."""
    return {
        "age": wanted.age.code if wanted.age else "",
        "law": law_code(wanted.specimen),
        "unpaid": "1" if wanted.unpaid else "",
    }


def age_text(days: int) -> str:
    """How old a case is that the filter asks for."""
    return ngettext("Open for %(num)s day or more", "Open for %(num)s days or more", days)


def tags(wanted: CaseFilter, places: Mapping[str, str], people: Mapping[int, str]) -> list[Link]:
    """The parts of the filter in use, each with the way to drop it."""
    words = {
        "q": wanted.query,
        "state": str(STATES[wanted.state]) if wanted.state else "",
        "days": age_text(wanted.days) if wanted.days else "",
        "inspector": gettext("No inspector")
        if wanted.unassigned
        else people.get(wanted.inspector_id or 0, str(wanted.inspector_id or "")),
        "region": places.get(wanted.region, ""),
        "age": gettext("Opened: %(age)s ago", age=band_text(wanted.age)) if wanted.age else "",
        "step": str(STEPS[wanted.step]) if wanted.step else "",
        "law": str(LAWS[wanted.specimen]) if wanted.specimen is not None else "",
        "unpaid": gettext("A claim for costs is not paid") if wanted.unpaid else "",
    }
    return [
        Link(label, address("cases.index", wanted, without=name)) for name, label in words.items() if label
    ]
