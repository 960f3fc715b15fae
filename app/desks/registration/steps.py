"""The form of each step, made for the kind that is registered, and what it says once it is sent."""

from functools import partial
from typing import Any

from flask import request
from werkzeug.datastructures import MultiDict

from app.desks.registration import answering, wizard
from app.desks.registration.earlier import earlier_of_draft
from app.desks.registration.release_forms import ReleaseForm, release_form
from app.desks.registration.title_forms import ROWS_LIMIT, IdentifierForm, TitleForm, title_form
from app.domain.kinds import KINDS
from app.domain.publication import Kind
from app.domain.registration import RegistrationAnswers
from app.infra import clock
from app.infra.db import session
from app.infra.i18n import place_name
from app.law.calendars.queries import calendar
from app.law.queries import rule_set_on
from app.organisations.models import Organisation, OrganisationKind
from app.organisations.queries import (
    imprints_of,
    organisation_by_id,
    organisations_of,
    regions,
)
from app.publications.doubts import doubts_of
from app.publications.models import RegistrationDraft
from app.publications.queries import own_release
from app.web.access import current_actor
from app.web.forms import choices_of
from app.web.language_switch import sent_before

StepForm = IdentifierForm | ReleaseForm


def title_step(draft: RegistrationDraft, answers: RegistrationAnswers) -> IdentifierForm:
    """Return the first step's form, filled with the answers so far; of a further release, its numbers."""
    kind = answers.definition or KINDS[Kind.BOOK]
    shown, again = {"doubts_shown": " ".join(draft.explained or ())}, _typed_before(draft, "title")
    form: IdentifierForm
    if draft.publication_id is not None:
        form = IdentifierForm(data=answering.identifier_data(answers) | shown, **again)
    else:
        form = title_form(kind)(data=answering.title_data(answers.fitted()) | shown, **again)
    form.offer(kind)
    own = draft.publication_id
    if draft.amends_id is not None:
        own = own_release(current_actor(), draft.amends_id).publication_id
    form.doubts_of = partial(doubts_of, publication_id=own, organisation_id=draft.organisation_id)
    if again:
        form.validate()
    return form


def release_step(draft: RegistrationDraft, answers: RegistrationAnswers) -> ReleaseForm:
    """Return the second step's form, filled with the answers so far."""
    publisher, today = organisation_by_id(draft.organisation_id), clock.today()
    kind, carrier = answers.definition or KINDS[Kind.BOOK], answers.fitted().carrier
    printer = session().get(Organisation, answers.printer_id) if answers.printer_id else None
    again = _typed_before(draft, "release")
    form = release_form(kind, carrier)(data=answering.release_data(answers, printer), **again)
    form.offer(
        kind,
        carrier,
        wizard.events_asked(draft, answers, today=today),
        wizard.facts_awaited(answers, publisher, today=today),
    )
    form.depositor_region.choices = choices_of((region.soato, place_name(region)) for region in regions())
    form.offer_imprints(_imprints(publisher, answers))
    form.offer_earlier(earlier_of_draft(draft))
    form.today = today
    law = rule_set_on(today)
    form.calendar = calendar(law.rule_set.working_week) if law else None
    if again:
        form.validate()
    return form


def _typed_before(draft: RegistrationDraft, step: str) -> dict[str, Any]:
    """What makes a form show a step that was left with mistakes as it was left; nothing for one that is sent
    now, or that has none."""
    typed = draft.mistaken.get(step)
    if request.method == "POST" or not typed:
        return {}
    return {"formdata": MultiDict((name, text) for name, text in typed), "meta": {"csrf": False}}


def _imprints(publisher: Organisation, answers: RegistrationAnswers) -> list[Organisation]:
    """The imprints of a publisher, and the one that was named before it was taken back."""
    offered = list(imprints_of(publisher.id))
    named = session().get(Organisation, answers.imprint_id) if answers.imprint_id else None
    return offered if named is None or named in offered else [*offered, named]


def read(form: StepForm, before: RegistrationAnswers) -> answering.Answers:
    """Return the answers of a step that was sent, as JSON values."""
    if isinstance(form, ReleaseForm):
        return answering.read_release(form, organisations_of([OrganisationKind.PRINTER]), before)
    if isinstance(form, TitleForm):
        return answering.read_title(form, before)
    return answering.read_identifiers(form, before)


def merged(answers: RegistrationAnswers, form: StepForm) -> RegistrationAnswers:
    """Return the answers with what was typed, as far as it is in order; a page only opened has none, nor has
    one in another language whose form was not sent: nothing of it is checked.
    """
    if request.method != "POST" or "add" in request.form or not sent_before():
        return answers
    return answers.merged(read(form, answers))


def add_row(form: IdentifierForm, what: str) -> str:
    """Offer one more row of a person or an identifier, up to the list's end; return the id of the field
    of the last one into which it is typed."""
    people = what == "person" and "people" in form
    rows = form["people" if people else "identifiers"]
    if len(rows.entries) < ROWS_LIMIT:
        rows.append_entry()
        form.offer(form.asked)
    typed: str = rows.entries[-1].form["name" if people else "number"].id
    return typed
