"""Forms that every registration has, and what is wrong with a form, for the summary above it."""

from typing import Any

from wtforms import BooleanField, Field, FieldList, FormField, RadioField, SelectMultipleField

from app.desks.registration.fields import TRUTHS
from app.domain.publication import Kind
from app.infra.i18n import lazy_gettext as _
from app.publications.vocabulary import REGISTERED_KINDS, kinds_by_group
from app.web.fields import select
from app.web.forms import DateField, PageForm, SubmissionForm, grouped_choices


class KindForm(SubmissionForm):
    """What is to be registered: everything else that is asked follows from it."""

    kind = select(_("What is it?"), default=Kind.BOOK.value)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.kind.choices = grouped_choices(kinds_by_group(REGISTERED_KINDS))


class DecisionForm(PageForm):
    """A button: nothing is filled in."""


class ConfirmationForm(DecisionForm):
    """The button that makes a registration binding, and what is said of likely duplicates."""

    another = BooleanField(_("It is another publication"))


def truth(field: Field) -> bool | None:
    """Return what a choice of yes, no and not known says."""
    return TRUTHS.get(field.data or "")


def problems(form: PageForm) -> list[dict[str, str]]:
    """Return every error of a form, rows and dates included, with the input it concerns, for the summary."""
    found = [{"text": str(text)} for text in form.form_errors]
    for field in form:
        found.extend(_problems_of(field))
    return found


def _problems_of(field: Any) -> list[dict[str, str]]:
    if isinstance(field, FieldList):
        return [problem for entry in field.entries for problem in _problems_of(entry)]
    if isinstance(field, DateField):
        day = f"#{field.form.day.id}"
        return [{"text": f"{field.label.text}: {text}", "href": day} for text in field.form.day.errors]
    if isinstance(field, FormField):
        return [problem for inner in field.form for problem in _problems_of(inner)]
    target = f"{field.id}-0" if isinstance(field, RadioField | SelectMultipleField) else field.id
    return [{"text": f"{field.label.text}: {text}", "href": f"#{target}"} for text in field.errors]
