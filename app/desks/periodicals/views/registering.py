"""Pages on which a periodical is registered and corrected, and on which its title or frequency changes."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import TypeVar

from flask import flash, render_template, request, url_for

from app.desks.periodicals import filling, reading
from app.desks.periodicals.asking import untold
from app.desks.periodicals.course import holidays
from app.desks.periodicals.effects import MOST, Effect, effects_on_issues
from app.desks.periodicals.facts_form import FactsForm
from app.desks.periodicals.forms import (
    AmendForm,
    FrequencyForm,
    NewTitleForm,
    RegisterForm,
    TitleChangeForm,
)
from app.desks.periodicals.frequency_effects import Ahead, ahead
from app.desks.periodicals.namesakes import namesakes_shown
from app.desks.periodicals.owing import panel_of
from app.desks.periodicals.views.blueprint import Page, blueprint, page_of
from app.desks.registration.answering import printer_label
from app.desks.registration.forms import problems
from app.desks.registration.panel import Panel
from app.domain.errors import DomainError
from app.domain.periodicals import Phase
from app.domain.publication import Carrier, Kind, Origin
from app.infra import clock
from app.infra.i18n import gettext, place_name
from app.organisations.models import Organisation, OrganisationKind
from app.organisations.queries import organisation_by_id, organisations_of, regions
from app.policy.permissions import Permission
from app.publications.periodicals import services
from app.publications.periodicals.given import TitleFacts
from app.publications.periodicals.models import Periodical
from app.publications.periodicals.namesakes import namesakes
from app.publications.periodicals.queries import count_issues, courses_of, own_periodical
from app.web.access import current_actor, requires
from app.web.acts import perform
from app.web.forms import choices_of
from app.web.resending import resendable

Facts = TypeVar("Facts", bound=FactsForm)


@blueprint.route("/periodicals/new", methods=["GET", "POST"])
@requires(Permission.PUBLICATION_REGISTER)
@resendable
def register() -> Page:
    """Register a periodical."""
    form = _with_choices(RegisterForm(data=_usual_answers()))
    alike = _alike(form)
    answer = perform(form, partial(_register, form))
    if answer is not None:
        flash(gettext("Registered. Below is what is expected of it."), "success")
        return answer
    panel = _panel(_with_choices(RegisterForm(data=_usual_answers())))
    return _form_page(
        "periodicals/new.html",
        form,
        panel=panel,
        edition=None,
        preview_url=url_for("periodicals.preview"),
        alike=alike,
    )


def _alike(form: NewTitleForm) -> list[dict[str, str]]:
    """What may be registered already under what was typed."""
    if not form.validate_on_submit():
        return []
    return namesakes_shown(_namesakes(reading.read_facts(form)))


def _namesakes(facts: TitleFacts) -> Sequence[Periodical]:
    return namesakes(facts, publisher_ids=current_actor().organisation_ids)


def _unanswered(form: NewTitleForm) -> Sequence[Periodical]:
    """What may be registered already, unless it was said to be another; asked before the act adds to it."""
    return [] if form.another.data else _namesakes(reading.read_facts(form))


def _refuse_likely(likely: Sequence[Periodical]) -> None:
    """Refuse a title, already written, that was here before: what else is wrong is said first."""
    if likely:
        raise DomainError("registration.likely_duplicate", "another")


@blueprint.route("/periodicals/preview", methods=["POST"])
@requires(Permission.PUBLICATION_REGISTER)
def preview() -> Page:
    """What will be owed for each issue under what is typed so far: the inside of the panel. Reads only."""
    panel = _panel(_with_choices(RegisterForm()))
    return render_template("registration/panel_inside.html", panel=panel, edition=None)


@blueprint.route("/periodicals/<int:publication_id>/facts", methods=["GET", "POST"])
@requires(Permission.PUBLICATION_AMEND)
@resendable
def amend(publication_id: int) -> Page:
    """Correct the facts of a periodical, and what is usual of its issues."""
    periodical = own_periodical(current_actor(), publication_id)
    form = _with_choices(AmendForm(data=filling.facts_data(periodical)))
    effects = _effects(periodical, form)
    if untold(form, effects):
        shown = {"effects": effects, "most": MOST, "issues": count_issues(publication_id)}
        return _form_page("periodicals/amend.html", form, publication_id, **shown)[0], 422
    answer = perform(form, partial(_amend, publication_id, form))
    if answer is not None:
        return answer
    return _form_page("periodicals/amend.html", form, publication_id)


def _effects(periodical: Periodical, form: AmendForm) -> list[Effect]:
    """What would change of what is owed for its issues."""
    if not form.validate_on_submit():
        return []
    return effects_on_issues(periodical, reading.read_facts(form), today=clock.today())


@blueprint.route("/periodicals/<int:publication_id>/title", methods=["GET", "POST"])
@requires(Permission.PUBLICATION_AMEND)
@resendable
def change_title(publication_id: int) -> Page:
    """Let a periodical go on under another title: a publication of its own, with an ISSN of its own."""
    periodical = own_periodical(current_actor(), publication_id)
    data = {**filling.facts_data(periodical), "title": "", "issn": "", "issn_reason": ""}
    form = _with_choices(TitleChangeForm(data=data))
    alike = _alike(form)
    answer = perform(form, partial(_change_title, publication_id, form))
    if answer is not None:
        return answer
    return _form_page("periodicals/title.html", form, publication_id, alike=alike)


@blueprint.route("/periodicals/<int:publication_id>/frequency", methods=["GET", "POST"])
@requires(Permission.PUBLICATION_AMEND)
@resendable
def change_frequency(publication_id: int) -> Page:
    """Let a periodical come out at another frequency from a day on."""
    periodical = own_periodical(current_actor(), publication_id)
    phases = courses_of([periodical])[publication_id].schedule.phases
    latest = max(phases, key=lambda phase: phase.from_on)
    form = FrequencyForm(data=filling.pattern_data(latest.pattern))
    found = _ahead(periodical, form)
    if untold(form, [found] if found else []):
        return _form_page("periodicals/frequency.html", form, publication_id, ahead=found)[0], 422
    answer = perform(form, partial(_change_frequency, publication_id, form))
    if answer is not None:
        return answer
    return _form_page("periodicals/frequency.html", form, publication_id)


def _ahead(periodical: Periodical, form: FrequencyForm) -> Ahead | None:
    """What would be expected by the pattern that was chosen."""
    if not form.validate_on_submit():
        return None
    try:
        pattern = reading.read_pattern(form)
    except DomainError:
        return None  # the change itself is refused for it, and says why
    today = clock.today()
    return ahead(periodical, pattern, form.from_on.value or today, today=today)


def _register(form: RegisterForm, at: datetime) -> str:
    facts, likely = reading.read_facts(form), _unanswered(form)
    registered = services.register_periodical(
        facts=facts,
        usual=reading.read_usual(form, _printers()),
        pattern=reading.read_pattern(form),
        first=reading.read_first(form),
        by=current_actor(),
        at=at,
    )
    _refuse_likely(likely)
    return page_of(registered.publication_id)


def _amend(publication_id: int, form: FactsForm, at: datetime) -> str:
    services.amend_periodical(
        publication_id=publication_id,
        facts=reading.read_facts(form),
        usual=reading.read_usual(form, _printers()),
        by=current_actor(),
        at=at,
    )
    flash(gettext("The changes are saved."), "success")
    return page_of(publication_id)


def _change_title(publication_id: int, form: TitleChangeForm, at: datetime) -> str:
    likely = _unanswered(form)
    following = services.change_title(
        publication_id=publication_id,
        facts=reading.read_facts(form),
        usual=reading.read_usual(form, _printers()),
        first=reading.read_first(form),
        by=current_actor(),
        at=at,
    )
    _refuse_likely(likely)
    return page_of(following.publication_id)


def _change_frequency(publication_id: int, form: FrequencyForm, at: datetime) -> str:
    course = courses_of([own_periodical(current_actor(), publication_id)])[publication_id]
    pattern, from_on = reading.read_pattern(form), form.from_on.value or clock.local_day(at)
    changed = replace(course, schedule=course.schedule.changed(Phase(from_on, pattern)))
    services.change_frequency(
        publication_id=publication_id,
        pattern=pattern,
        from_on=from_on,
        holidays=holidays(changed),
        by=current_actor(),
        at=at,
    )
    flash(gettext("The changes are saved."), "success")
    return page_of(publication_id)


def _panel(form: RegisterForm) -> Panel:
    publisher = organisation_by_id(current_actor().organisation_id or 0)
    return panel_of(form, publisher, _printers(), today=clock.today())


def _usual_answers() -> dict[str, object]:
    """What is most often so; every answer can be changed."""
    publisher = organisation_by_id(current_actor().organisation_id or 0)
    return {
        "kind": Kind.JOURNAL.value,
        "origin": Origin.DOMESTIC.value,
        "carrier": Carrier.PRINT.value,
        "restricted": "no",
        "frequency": "monthly",
        "depositor_region": publisher.region_soato,
    }


def _with_choices(form: Facts) -> Facts:
    form.depositor_region.choices = choices_of((region.soato, place_name(region)) for region in regions())
    return form


def _printers() -> Sequence[Organisation]:
    return organisations_of([OrganisationKind.PRINTER])


def _form_page(
    template: str, form: FactsForm | FrequencyForm, publication_id: int | None = None, **context: object
) -> tuple[str, int]:
    """The page of a form, after the act: what it shows is read anew."""
    periodical = own_periodical(current_actor(), publication_id) if publication_id is not None else None
    page = render_template(
        template,
        form=form,
        problems=problems(form),
        periodical=periodical,
        back=page_of(publication_id) if publication_id is not None else url_for("periodicals.index"),
        printers=[printer_label(printer) for printer in _printers()],
        here=request.path,
        **context,
    )
    return page, 422 if form.errors else 200
