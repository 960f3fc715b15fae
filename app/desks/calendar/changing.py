"""From a form to the view of what would happen, and from there to the act."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from flask import flash, render_template, request, url_for
from werkzeug.wrappers import Response

from app.deposits.obligations.rejudging.jobs import REJUDGE
from app.deposits.obligations.rejudging.preview import preview_moves
from app.deposits.obligations.rejudging.queries import unfinished_rejudging
from app.desks.calendar.forms import ChangeForm
from app.domain.errors import DomainError
from app.infra.i18n import gettext
from app.infra.jobs import wake
from app.law.calendars.changing import Change
from app.law.calendars.days import StoredCalendar, differing
from app.law.calendars.importing import DaysRefused
from app.law.calendars.queries import stored_calendar
from app.law.calendars.services import change_calendar
from app.law.calendars.wording import day_text
from app.publications.vocabulary import language_tag
from app.web.access import current_actor
from app.web.acts import form_page, perform
from app.web.errors import put_on_form
from app.web.messages import message_for

DAYS_SHOWN = 100


@dataclass(frozen=True)
class Changing:
    """One way to change a calendar: its form, its page, and the change that the form asks for.

    `make` may raise `DomainError`. With `at_once`, what moves no date needs no second look.
    """

    jurisdiction: str
    form: ChangeForm
    template: str
    context: dict[str, object]
    make: Callable[[], Change]
    at_once: bool = False

    def respond(self) -> Response | tuple[str, int]:
        """Answer the request: the form, what would happen, or the way on after the act."""
        stored = stored_calendar(self.jurisdiction)
        if not self.form.is_submitted() or "again" in request.form or not self.form.validate():
            return self._form_page(stored)
        refusals: list[str] = []
        if self.form.seen.data:
            done = self._act()
            if done is not None or any(field.errors for field in self.form):
                return done or self._form_page(stored)
            refusals = list(self.form.form_errors)
        return self._show(stored_calendar(self.jurisdiction), refusals)

    def _form_page(self, stored: StoredCalendar) -> tuple[str, int]:
        return form_page(self.template, self.form, stored=stored, **self.context)

    def _show(self, stored: StoredCalendar, refusals: list[str]) -> Response | tuple[str, int]:
        try:
            after = self._after(stored)
        except DaysRefused as error:
            self.form.form_errors += [_in_line(line, problem) for line, problem in error.problems]
            return self._form_page(stored)
        except DomainError as error:
            put_on_form(error, self.form)
            page, status = self._form_page(stored)
            return page, 409 if refusals else status
        moves = preview_moves(stored, after)
        self.form.seen.data = stored.digest
        if self.at_once and not moves.moved and not refusals:
            done = self._act()
            if done is not None:
                return done
        dates = differing(stored, after)
        page = render_template(
            "calendars/preview.html",
            form=self.form,
            refusals=refusals,
            stored=stored,
            after=after,
            moves=moves,
            days=[_difference(stored, after, on) for on in dates[:DAYS_SHOWN]],
            more=len(dates) - DAYS_SHOWN,
            back=_year_page(self.jurisdiction, dates[0] if dates else stored.last),
            language_tag=language_tag,
        )
        return page, 409 if refusals else 200

    def _after(self, stored: StoredCalendar) -> StoredCalendar:
        after = self.make().apply(stored)
        if after == stored:
            raise DomainError("calendar.nothing_changes")
        return after

    def _act(self) -> Response | None:
        def act(at: datetime) -> str:
            stored = stored_calendar(self.jurisdiction)
            seen, change = str(self.form.seen.data), self.make()
            change_calendar(
                jurisdiction=self.jurisdiction, seen=seen, change=change, by=current_actor(), at=at
            )
            run = unfinished_rejudging()
            if run is not None and run.asked_at == at:
                return url_for("rejudgings.show", rejudging_id=run.id)
            dates = differing(stored, stored_calendar(self.jurisdiction))
            return _year_page(self.jurisdiction, dates[0] if dates else stored.last)

        done = perform(self.form, act)
        if done is not None:
            wake(REJUDGE)
            flash(gettext("The calendar is changed."), "success")
        return done


def _in_line(line: int, problem: DomainError) -> str:
    text = message_for(problem)
    return gettext("Line %(line)s: %(text)s", line=line, text=text) if line else text


def _difference(stored: StoredCalendar, after: StoredCalendar, on: date) -> tuple[date, str, str]:
    now, then = (day_text(state.by_day.get(on), stored.jurisdiction) for state in (stored, after))
    return on, now, then


def _year_page(jurisdiction: str, day: date) -> str:
    return url_for("calendars.year", jurisdiction=jurisdiction, year=day.year)
