"""The answers given, in words, each with the place where it can be changed."""

from typing import Any

from app.deposits.obligations.wording import fact_name
from app.desks.calculator.choosing import RULES
from app.desks.calculator.forms import UNSAID, InquiryForm
from app.infra.i18n import format_long, format_number, gettext
from app.web.fields import WholeNumberField
from app.web.forms import DateField

Row = dict[str, str]
NOTHING = ("", UNSAID)


def answers_given(form: InquiryForm, change_url: str = "") -> list[Row]:
    """Return the questions that were answered, and in a last row those that were not.

    `change_url` leads to the form; without it nothing can be changed. Read it once the form is valid.
    """
    said = [(field, _said(field)) for field in form if field.name != RULES]
    rows = [
        {
            "label": str(field.label.text),
            "value": answer,
            "change_url": f"{change_url}#{first_input(field)}" if change_url else "",
        }
        for field, answer in said
        if answer
    ]
    open_ones = ", ".join(
        fact_name(field.name) for field, answer in said if not answer and field.name in form.asked.facts
    )
    if open_ones:
        rows.append({"label": gettext("Not known"), "value": open_ones, "change_url": change_url})
    return rows


def first_input(field: Any) -> str:
    """Return the id of the input of a field that takes the focus."""
    return str(field.form.day.id if isinstance(field, DateField) else field.id)


def _said(field: Any) -> str:
    """The answer in words; empty where there is none."""
    if isinstance(field, DateField):
        return format_long(field.value) if field.value else ""
    if isinstance(field, WholeNumberField):
        return "" if field.number is None else format_number(field.number)
    return next(
        (
            str(choice.label)
            for choice in field.iter_choices()
            if choice.selected and choice.value not in NOTHING
        ),
        "",
    )
