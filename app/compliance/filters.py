"""The filter of the worklist of the late, as it stands in the address of the page."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from flask import url_for

from app.compliance.queries.late import History, LateFilter, LateTotal
from app.compliance.queries.late_order import LateOrder
from app.domain.ages import BANDS, Band, read_band
from app.domain.errors import DomainError
from app.domain.publication import Kind
from app.infra.i18n import format_number, gettext, ngettext
from app.infra.i18n import lazy_gettext as _
from app.organisations.queries import region_names
from app.publications.vocabulary import kind_name
from app.web.ages import age_text
from app.web.filters import filter_value, number, one_of, search_text
from app.web.pages import read_cursor
from app.web.templating import Link

LONGEST_DELAY = 36500
DAYS_LATE = (15, 30, 60, 90)
FIRST_OF_KEY = {LateOrder.OLDEST: str, LateOrder.COPIES: int, LateOrder.TITLES: int, LateOrder.NAME: str}
HISTORIES = {History.FIRST: _("Never noticed before"), History.AGAIN: _("Had a notice before")}


def read_late_filter() -> LateFilter:
    """The filter that the address of this page names."""
    return LateFilter(
        query=search_text(),
        region=filter_value("region", lambda text: one_of(region_names())(text)) or "",
        depository_id=filter_value("depository", number),
        kind=filter_value("kind", lambda text: Kind(text).value) or "",
        days=min(filter_value("days", number) or 0, LONGEST_DELAY),
        age=filter_value("age", read_band),
        unnoticed=filter_value("unnoticed", one_of("1")) is not None,
        passed=filter_value("passed", one_of("1")) is not None,
        history=filter_value("history", History),
    )


def read_order() -> LateOrder:
    """The order that the address names; by default the oldest first."""
    return filter_value("sort", LateOrder) or LateOrder.OLDEST


def read_late_after(order: LateOrder) -> list[object] | None:
    """The key after which this page of the list starts. Raises `page.wrong_cursor`."""
    key = read_cursor(FIRST_OF_KEY[order], int)
    if key is None or order is not LateOrder.OLDEST:
        return key
    try:
        date.fromisoformat(str(key[0]))
    except ValueError as error:
        raise DomainError("page.wrong_cursor") from error
    return key


def late_address(endpoint: str, wanted: LateFilter, order: LateOrder, without: str = "") -> str:
    """The address of a page with this filter and order, but for one part of it."""
    args = _parts(wanted)
    if order is not LateOrder.OLDEST:
        args["sort"] = order.value
    return url_for(endpoint, **{name: value for name, value in args.items() if value and name != without})


def sort_links(wanted: LateFilter, order: LateOrder) -> dict[str, dict[str, str | None]]:
    """For each order, the link of its column and the direction if it is the present one."""
    directions = {
        LateOrder.OLDEST: "descending",  # most days late first
        LateOrder.COPIES: "descending",
        LateOrder.TITLES: "descending",
        LateOrder.NAME: "ascending",
    }
    return {
        each.value: {
            "url": late_address("compliance.worklist", wanted, each),
            "direction": directions[each] if each is order else None,
        }
        for each in LateOrder
    }


def late_tags(wanted: LateFilter, order: LateOrder, names: Mapping[str, str]) -> list[Link]:
    """The parts of the filter in use, each with the way to drop it; `names` are those of places chosen."""
    words = {
        "q": wanted.query,
        "region": names.get("region", "") if wanted.region else "",
        "depository": names.get("depository", "") if wanted.depository_id else "",
        "days": days_late_text(wanted.days) if wanted.days else "",
        "age": age_of_oldest_text(wanted.age) if wanted.age else "",
        "kind": kind_name(wanted.kind) if wanted.kind else "",
        "unnoticed": gettext("Not noticed yet") if wanted.unnoticed else "",
        "passed": gettext("Passed on by a library") if wanted.passed else "",
        "history": str(HISTORIES[wanted.history]) if wanted.history else "",
    }
    return [
        Link(label, late_address("compliance.worklist", wanted, order, without=name))
        for name, label in words.items()
        if label
    ]


def total_text(total: LateTotal) -> str:
    """How many depositors were found, and how many copies they owe."""
    depositors = ngettext("%(num)s depositor", "%(num)s depositors", total.depositors)
    return f"{depositors}, {copies_text(total.copies)}"


def copies_text(copies: int) -> str:
    """So many copies, in words."""
    return str(ngettext("%(number)s copy", "%(number)s copies", copies, number=format_number(copies)))


def days_late_text(days: int) -> str:
    """How long the filter asks for."""
    return str(ngettext("Late by %(num)s day or more", "Late by %(num)s days or more", days))


def age_of_oldest_text(age: Band) -> str:
    """Which age of the oldest line the filter asks for."""
    return gettext("Oldest line: %(age)s", age=age_text(age))


def age_choices() -> Sequence[tuple[str, str]]:
    """The ages of the oldest line offered for a choice."""
    return [(band.code, age_text(band)) for band in BANDS]


def day_choices() -> Sequence[tuple[int, str]]:
    """The delays offered for a choice."""
    return [(days, days_late_text(days)) for days in DAYS_LATE]


def _parts(wanted: LateFilter) -> dict[str, Any]:
    return {
        "q": wanted.query,
        "region": wanted.region,
        "depository": wanted.depository_id,
        "days": wanted.days,
        "age": wanted.age.code if wanted.age else "",
        "kind": wanted.kind,
        "unnoticed": "1" if wanted.unnoticed else "",
        "passed": "1" if wanted.passed else "",
        "history": wanted.history.value if wanted.history else "",
    }
