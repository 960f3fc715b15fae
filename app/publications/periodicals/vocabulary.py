"""The codes that describe periodicals, and what they are called in the reader's language."""

from collections.abc import Mapping

from flask_babel import LazyString

from app.domain.periodicals import Frequency
from app.infra.i18n import lazy_gettext as _

FREQUENCIES: Mapping[str, LazyString] = {
    Frequency.DAILY: _("Daily"),
    Frequency.SEVERAL_A_WEEK: _("Several times a week"),
    Frequency.WEEKLY: _("Weekly"),
    Frequency.FORTNIGHTLY: _("Every two weeks"),
    Frequency.TWICE_A_MONTH: _("Twice a month"),
    Frequency.THREE_TIMES_A_MONTH: _("Three times a month"),
    Frequency.MONTHLY: _("Monthly"),
    Frequency.BIMONTHLY: _("Every two months"),
    Frequency.QUARTERLY: _("Quarterly"),
    Frequency.HALF_YEARLY: _("Twice a year"),
    Frequency.YEARLY: _("Yearly"),
    Frequency.TIMES_A_YEAR: _("Another number of issues a year"),
    Frequency.IRREGULAR: _("Irregular"),
}
NUMBERINGS: Mapping[str, LazyString] = {
    "restart": _("From 1 each year"),
    "continue": _("On and on through the years"),
}
"""How the numbers of issues run."""
