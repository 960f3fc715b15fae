"""The administrator's pages on which calendars are changed and reviewed."""

from dataclasses import replace
from datetime import date, datetime

from flask import Blueprint, flash, redirect, request, url_for
from werkzeug.wrappers import Response

from app.desks.calendar.changing import Changing
from app.desks.calendar.forms import ChangeForm, ConfirmFeastForm, DayForm, ImportForm, SourceForm, shown_day
from app.domain.calendar import DayKind
from app.domain.errors import Conflict, DomainError, NotFound
from app.infra.i18n import gettext
from app.law.calendars.changing import Change, day_removed, day_set, years_replaced, years_seeded
from app.law.calendars.days import YEAR_IN_ADDRESS, StoredDay
from app.law.calendars.known import known_days
from app.law.calendars.queries import Year, stored_calendar, years_of
from app.law.calendars.services import review_year
from app.law.calendars.wording import WEEKS, kind_text
from app.policy.permissions import Permission
from app.web.access import current_actor, requires
from app.web.acts import form_page, perform
from app.web.forms import show_date, text_of

blueprint = Blueprint("calendar_changes", __name__)
YEARS = ("first_year", "last_year")
Answer = Response | tuple[str, int]


@blueprint.route(f"/calendar/<jurisdiction>/{YEAR_IN_ADDRESS}/add", methods=["GET", "POST"])
@requires(Permission.LAW_ADOPT)
def add_day(jurisdiction: str, year: int) -> Answer:
    """Enter a day that differs from the plain week."""
    form = DayForm(kind=str(DayKind.HOLIDAY), on={"day": "", "month": "", "year": str(year)})
    context = {"year": year, "title": gettext("Add a day"), "day": None}
    return Changing(
        jurisdiction, form, "calendars/day.html", context, lambda: day_set(_entered(form))
    ).respond()


@blueprint.route("/calendar/<jurisdiction>/days/<day>", methods=["GET", "POST"])
@requires(Permission.LAW_ADOPT)
def change_day(jurisdiction: str, day: str) -> Answer:
    """Change a day: what it is, its name, for whom, or the date itself."""
    stored = _day(jurisdiction, day)
    form = DayForm(**({} if request.method == "POST" or stored is None else shown_day(stored)))
    if stored is None:
        return _gone(form)
    context = {"year": stored.on.year, "title": gettext("Change a day"), "day": stored}

    def make() -> Change:
        return day_set(_entered(form), instead_of=stored.on)

    return Changing(jurisdiction, form, "calendars/day.html", context, make).respond()


@blueprint.route("/calendar/<jurisdiction>/days/<day>/confirm", methods=["GET", "POST"])
@requires(Permission.LAW_ADOPT)
def confirm_day(jurisdiction: str, day: str) -> Answer:
    """Confirm an estimated feast, on the day estimated or on another; there is nothing else to confirm."""
    stored = _day(jurisdiction, day)
    form = ConfirmFeastForm(
        **({} if request.method == "POST" or stored is None else {"on": show_date(stored.on)})
    )
    if stored is None or not stored.estimated:
        return _gone(form)
    context = {"year": stored.on.year, "day": stored}

    def make() -> Change:
        on = form.on.value or stored.on
        source = text_of(form.source).strip()
        return day_set(replace(stored, on=on, estimated=False, source=source), instead_of=stored.on)

    return Changing(jurisdiction, form, "calendars/confirm.html", context, make).respond()


@blueprint.route("/calendar/<jurisdiction>/days/<day>/remove", methods=["GET", "POST"])
@requires(Permission.LAW_ADOPT)
def remove_day(jurisdiction: str, day: str) -> Answer:
    """Make a day ordinary again."""
    stored, form = _day(jurisdiction, day), SourceForm()
    if stored is None:
        return _gone(form)

    def make() -> Change:
        year = stored.on.year
        known = {item.on for item in known_days(jurisdiction, year, year)}
        return day_removed(stored.on, source=text_of(form.source).strip(), known=known)

    context = {"year": stored.on.year, "day": stored, "kind_text": kind_text}
    return Changing(jurisdiction, form, "calendars/remove.html", context, make).respond()


@blueprint.route(f"/calendar/<jurisdiction>/{YEAR_IN_ADDRESS}/extend", methods=["GET", "POST"])
@requires(Permission.LAW_ADOPT)
def extend(jurisdiction: str, year: int) -> Answer:
    """Add the year after the last one, as the package knows it; nobody has reviewed it then."""
    if year in stored_calendar(jurisdiction).years:
        flash(gettext("The year %(year)s is there already.", year=year), "warning")
        return redirect(url_for("calendars.year", jurisdiction=jurisdiction, year=year), 303)

    def make() -> Change:
        return years_seeded(known_days(jurisdiction, year, year), year, year)

    form = ChangeForm()
    return Changing(jurisdiction, form, "calendars/extend.html", {"year": year}, make, at_once=True).respond()


@blueprint.route("/calendar/<jurisdiction>/import", methods=["GET", "POST"])
@requires(Permission.LAW_ADOPT)
def import_years(jurisdiction: str) -> Answer:
    """Put the days of a file in the place of whole years."""
    next_year = stored_calendar(jurisdiction).last.year + 1
    form = ImportForm(**({} if request.method == "POST" else dict.fromkeys(YEARS, next_year)))

    def make() -> Change:
        form.take_file()
        return years_replaced(form.days(stored_calendar(jurisdiction)), *form.years())

    return Changing(jurisdiction, form, "calendars/import.html", {}, make).respond()


@blueprint.route(f"/calendar/<jurisdiction>/{YEAR_IN_ADDRESS}/review", methods=["GET", "POST"])
@requires(Permission.LAW_ADOPT)
def review(jurisdiction: str, year: int) -> Answer:
    """Say that one has compared a year with what is published."""
    form = ChangeForm()

    def act(at: datetime) -> str:
        review_year(jurisdiction=jurisdiction, year=year, seen=str(form.seen.data), by=current_actor(), at=at)
        return url_for("calendars.year", jurisdiction=jurisdiction, year=year)

    done = perform(form, act)
    if done is not None:
        flash(gettext("The year %(year)s is reviewed.", year=year), "success")
        return done
    shown = _year(jurisdiction, year)
    form.seen.data = shown.digest
    return form_page(
        "calendars/review.html",
        form,
        shown=shown,
        jurisdiction=jurisdiction,
        kind_text=kind_text,
        weeks=WEEKS,
    )


def _entered(form: DayForm) -> StoredDay:
    day = form.day()
    if day is None:
        raise DomainError("calendar.date_missing", "on")
    return day


def _day(jurisdiction: str, text: str) -> StoredDay | None:
    """The stored day that an address names, if it is stored. Raises `NotFound` where it names no day."""
    try:
        on = date.fromisoformat(text)
    except ValueError as error:
        raise NotFound("not_found") from error
    return stored_calendar(jurisdiction).by_day.get(on)


def _gone(form: ChangeForm) -> Response:
    """Answer for a day that is not there, or not there any more: the second of two equal sendings goes on.

    Raises:
        NotFound: nobody has been shown what would happen to it.
        Conflict: `calendar.day_changed_meanwhile`, somebody has, and somebody else was first.
    """
    if not form.seen.data:
        raise NotFound("not_found")

    def refuse(_at: datetime) -> str:
        raise Conflict("calendar.day_changed_meanwhile")

    done = perform(form, refuse)
    if done is None:
        raise Conflict("calendar.day_changed_meanwhile")
    return done


def _year(jurisdiction: str, year: int) -> Year:
    found = next((item for item in years_of(stored_calendar(jurisdiction)) if item.year == year), None)
    if found is None:
        raise NotFound("not_found")
    return found
