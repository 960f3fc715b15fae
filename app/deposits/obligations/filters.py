"""The filter of the list of obligations, as it stands in the address of the page."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from flask import url_for

from app.deposits.obligations.queries import EXACT_TOTAL, ObligationFilter
from app.deposits.obligations.scope import State
from app.domain.errors import DomainError
from app.infra.i18n import format_number, gettext, ngettext
from app.infra.i18n import lazy_gettext as _
from app.organisations.queries import region_names
from app.web.filters import filter_value, number, one_of, search_text
from app.web.pages import read_cursor
from app.web.templating import Link

STATES: Mapping[State, object] = {
    State.LATE: _("Late"),
    State.NOTICED: _("Notice issued"),
    State.DUE_SOON: _("Due soon"),
    State.WAITING: _("Waiting"),
    State.IN_TRANSIT: _("In transit"),
    State.HELD: _("At a collecting library"),
    State.SHORT: _("Short"),
    State.RECEIVED: _("Received"),
    State.FORECAST: _("Forecast"),
    State.UNIDENTIFIED: _("Depositor not identified"),
    State.UNKNOWN: _("Number not known"),
    State.PAUSED: _("Paused by a request"),
    State.UPHELD: _("Objection accepted"),
    State.CANCELLED: _("Cancelled"),
    State.EXCUSED: _("Excused"),
}


def read_filter(states: Iterable[State] = STATES) -> ObligationFilter:
    """The filter that the address of this page names, of states one of those that its list offers."""
    return ObligationFilter(
        state=filter_value("state", one_of(states)),
        depositor_id=filter_value("depositor", number),
        depository_id=filter_value("depository", number),
        query=search_text(),
        region=filter_value("region", lambda text: one_of(region_names())(text)) or "",
    )


def read_after() -> tuple[date | None, int] | None:
    """The key after which this page of the list starts. Raises `page.wrong_cursor`."""
    key = read_cursor(str, int)
    if key is None:
        return None
    day, last_id = str(key[0]), int(str(key[1]))
    try:
        return (date.fromisoformat(day) if day else None), last_id
    except ValueError as error:
        raise DomainError("page.wrong_cursor") from error


def address(endpoint: str, wanted: ObligationFilter, without: str = "", **more: str) -> str:
    """The address of a page with this filter, but for one part of it; `more` stands in it too."""
    args: dict[str, Any] = {
        "state": wanted.state,
        "depositor": wanted.depositor_id,
        "depository": wanted.depository_id,
        "q": wanted.query,
        "region": wanted.region,
        **more,
    }
    return url_for(endpoint, **{name: value for name, value in args.items() if value and name != without})


def names_in_use(
    wanted: ObligationFilter, states: Mapping[State, object], libraries: Mapping[int, str]
) -> dict[str, str]:
    """What each part of the filter is called, by the name it has in the address; empty if not in use."""
    return {
        "state": str(states[wanted.state]) if wanted.state else "",
        "depository": libraries.get(wanted.depository_id or 0, ""),
        "depositor": gettext("One depositor") if wanted.depositor_id else "",
        "region": gettext("One region") if wanted.region else "",
        "q": wanted.query,
    }


def tags(
    wanted: ObligationFilter, names: Mapping[str, str], endpoint: str = "obligations.index", **more: str
) -> list[Link]:
    """The parts of the filter in use, each with the way to drop it; `names` says what they are called."""
    return [
        Link(label, address(endpoint, wanted, without=name, **more)) for name, label in names.items() if label
    ]


def total_text(total: int) -> str:
    """How many were found, exact to 10,000."""
    if total > EXACT_TOTAL:
        return gettext("More than %(number)s obligations", number=format_number(EXACT_TOTAL))
    return ngettext("%(num)s obligation", "%(num)s obligations", total)
