"""The pages on which anyone reads the calendar of working days."""

from flask import Blueprint, render_template, request, url_for

from app.domain.calendar import WorkingWeek
from app.domain.errors import NotFound
from app.infra import clock
from app.infra.i18n import gettext
from app.infra.settings import settings
from app.law.calendars.day_names import day_name
from app.law.calendars.days import WORKING_WEEKS, YEAR_IN_ADDRESS, StoredCalendar
from app.law.calendars.pages import months_of
from app.law.calendars.queries import find_calendar, spans, stored_calendar, years_of
from app.law.calendars.wording import KINDS, WEEKS, kind_text
from app.law.queries import rule_set_on
from app.policy.permissions import Permission
from app.policy.table import may
from app.web.access import current_actor, requires

blueprint = Blueprint("calendars", __name__)


blueprint.add_app_template_filter(day_name, "day_name")


@blueprint.get("/calendar")
@requires(Permission.LAW_READ)
def index() -> str:
    """Show this year of the installation's own calendar, or the covered year nearest to it."""
    jurisdiction = settings().jurisdiction
    stored = find_calendar(jurisdiction)
    if stored is None:
        return render_template("calendars/none.html", jurisdiction=jurisdiction)
    return _page(stored, max(stored.first.year, min(clock.today().year, stored.last.year)))


@blueprint.get(f"/calendar/<jurisdiction>/{YEAR_IN_ADDRESS}")
@requires(Permission.LAW_READ)
def year(jurisdiction: str, year: int) -> str:
    """Show a year at a glance, and below it every day that differs from the plain week."""
    return _page(stored_calendar(jurisdiction), year)


def _page(stored: StoredCalendar, year: int) -> str:
    jurisdiction, today, week = stored.jurisdiction, clock.today(), _week()
    years = years_of(stored)
    shown = next((item for item in years if item.year == year), None)
    if shown is None:
        raise NotFound("not_found")
    return render_template(
        "calendars/year.html",
        stored=stored,
        years=years,
        shown=shown,
        months=months_of(stored, year, week=week, today=today),
        week=week,
        own=jurisdiction == settings().jurisdiction,
        others=_others(jurisdiction, year),
        kinds=KINDS,
        weeks=WEEKS,
        kind_text=kind_text,
        may_change=may(current_actor(), Permission.LAW_ADOPT),
    )


def _week() -> WorkingWeek:
    """The working week asked for, else the one of the rule set in force."""
    asked = WORKING_WEEKS.get(request.args.get("week", ""))
    if asked is not None:
        return asked
    law = rule_set_on(clock.today())
    return law.rule_set.working_week if law else 5


def _others(jurisdiction: str, year: int) -> list[dict[str, str]]:
    """Links to the calendars of other jurisdictions."""
    links = []
    for code, first, last in spans():
        if code != jurisdiction:
            nearest = max(first.year, min(year, last.year))
            label = gettext("Calendar of %(jurisdiction)s", jurisdiction=code)
            url = url_for("calendars.year", jurisdiction=code, year=nearest)
            links.append({"label": label, "url": url})
    return links
