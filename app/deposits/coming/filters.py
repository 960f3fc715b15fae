"""What the list of what is coming is narrowed to and grouped by, as it stands in the address of the page."""

from collections.abc import Mapping
from dataclasses import replace
from enum import StrEnum

from app.deposits.obligations.filters import read_filter
from app.deposits.obligations.queries import ObligationFilter
from app.deposits.obligations.scope import State
from app.infra.i18n import lazy_gettext as _
from app.policy.permissions import Permission
from app.web.filters import filter_value, one_of


class Grouping(StrEnum):
    """What lines that follow each other are put under."""

    PUBLISHER = "publisher"
    TITLE = "title"


STAGES: Mapping[State, object] = {
    State.ANNOUNCED: _("Packed, not sent"),
    State.SENT: _("In transit"),
    State.HELD: _("At a collecting library"),
    State.DUE_IN_WEEK: _("Due within 7 days"),
    State.DUE_IN_MONTH: _("Due within 30 days"),
    State.LATE: _("Late"),
}
"""Without one of these: all that has not come."""

GROUPINGS: Mapping[Grouping, object] = {
    Grouping.PUBLISHER: _("By publisher"),
    Grouping.TITLE: _("By title"),
}


def read_asked() -> ObligationFilter:
    """The filter that the address names, read as what libraries may expect; of states only those of this
    list."""
    return replace(read_filter(STAGES), permission=Permission.DELIVERY_EXPECT)


def read_grouping() -> Grouping:
    """How the address asks that lines be grouped; by publisher if it does not."""
    return filter_value("by", one_of(Grouping)) or Grouping.PUBLISHER
