"""Pages of a library: how it is reached, its hours and closures, kept by its people and administrators."""

from collections.abc import Callable
from datetime import datetime

from flask import Blueprint, flash, render_template, url_for
from werkzeug.wrappers import Response

from app.domain.errors import Conflict
from app.infra import clock
from app.infra.i18n import gettext, weekday_name
from app.organisations.forms import ContactForm
from app.organisations.libraries.effects import dates_being_moved, dates_moved
from app.organisations.libraries.forms import ClosureForm, HoursForm, WithdrawForm
from app.organisations.libraries.queries import (
    closure_to_withdraw,
    closure_within,
    closures_of,
    hours_of,
    keeps,
    library_by_id,
    library_to_keep,
    past_closures_of,
)
from app.organisations.libraries.services import close_library, keep_hours, withdraw_closure
from app.organisations.libraries.showing import closure_text, reachable
from app.organisations.services import change_contact
from app.policy.permissions import Permission
from app.web.access import current_actor, requires
from app.web.acts import form_page, perform
from app.web.forms import PageForm, text_of

blueprint = Blueprint("libraries", __name__)


@blueprint.get("/libraries/<int:library_id>")
@requires(Permission.LAW_READ)
def show(library_id: int) -> str:
    """Show how a library is reached and when it is open."""
    library, today = library_by_id(library_id), clock.today()
    past = past_closures_of(library_id, today=today)
    return render_template(
        "libraries/library.html",
        reached=reachable(library, today),
        library=library,
        hours=hours_of(library_id),
        weekday_name=weekday_name,
        closures=[(one, closure_text(one)) for one in closures_of(library_id, today=today)],
        past=[(one, closure_text(one)) for one in past],
        moved=dates_moved(library, past),
        moving=bool(past) and dates_being_moved(library),
        keeps=keeps(current_actor(), library_id),
    )


@blueprint.route("/libraries/<int:library_id>/contact", methods=["GET", "POST"])
@requires(Permission.LIBRARY_KEEP)
def contact(library_id: int) -> Response | tuple[str, int]:
    """Change where a library is reached and who signs for it."""
    library = library_to_keep(current_actor(), library_id)
    form, back = ContactForm(obj=library), url_for("libraries.show", library_id=library_id)

    def act(at: datetime) -> str:
        by = current_actor()
        change_contact(organisation_id=library_id, contact=form.contact(), by=by, at=at)
        return back

    done = perform(form, act)
    if done is not None:
        flash(gettext("The organisation is changed."), "success")
        return done
    library = library_to_keep(current_actor(), library_id)
    return form_page("organisations/contact.html", form, organisation=library, record=back)


@blueprint.route("/libraries/<int:library_id>/hours", methods=["GET", "POST"])
@requires(Permission.LIBRARY_KEEP)
def hours(library_id: int) -> Response | tuple[str, int]:
    """Keep the hours of a week."""
    library_to_keep(current_actor(), library_id)
    form = HoursForm.showing(hours_of(library_id))

    def act(at: datetime) -> None:
        keep_hours(library_id=library_id, hours=form.hours(), by=current_actor(), at=at)

    return _done(library_id, form, act) or form_page(
        "libraries/hours.html", form, library=library_by_id(library_id), weekday_name=weekday_name
    )


@blueprint.route("/libraries/<int:library_id>/closures/new", methods=["GET", "POST"])
@requires(Permission.LIBRARY_KEEP)
def close(library_id: int) -> Response | tuple[str, int]:
    """Record a closure."""
    library_to_keep(current_actor(), library_id)
    form = ClosureForm()

    def act(at: datetime) -> None:
        close_library(
            library_id=library_id,
            first_on=form.first_on.value,
            last_on=form.last_on.value,
            reason=text_of(form.reason),
            by=current_actor(),
            at=at,
        )

    done = _done(library_id, form, act)
    if done is not None:
        return done
    first_on, last_on = form.first_on.value, form.last_on.value
    in_way = closure_within(library_id, first_on, last_on) if first_on and last_on else None
    return form_page(
        "libraries/closure.html",
        form,
        library=library_by_id(library_id),
        in_way=in_way,
        in_way_text=closure_text(in_way) if in_way else "",
    )


@blueprint.route("/libraries/<int:library_id>/closures/<int:closure_id>/withdraw", methods=["GET", "POST"])
@requires(Permission.LIBRARY_KEEP)
def withdraw(library_id: int, closure_id: int) -> Response | tuple[str, int]:
    """Withdraw a closure."""
    form = WithdrawForm()

    def act(at: datetime) -> None:
        withdraw_closure(
            library_id=library_id, closure_id=closure_id, why=text_of(form.why), by=current_actor(), at=at
        )

    done = _done(library_id, form, act)
    if done is not None:
        return done
    closure = closure_to_withdraw(current_actor(), library_id, closure_id)
    library, over = library_by_id(library_id), closure.last_on < clock.today()
    if over and dates_being_moved(library):
        raise Conflict("closure.moving_dates")
    return form_page(
        "libraries/withdraw.html",
        form,
        library=library,
        closure=closure,
        days=closure_text(closure),
        over=over,
    )


def _done(library_id: int, form: PageForm, act: Callable[[datetime], None]) -> Response | None:
    """Do an act on a library and lead back to its page; None: it is not done."""

    def lead(at: datetime) -> str:
        act(at)
        return url_for("libraries.show", library_id=library_id)

    done = perform(form, lead)
    if done is not None:
        flash(gettext("Kept. Who prepares copies for the library sees it."), "success")
    return done
