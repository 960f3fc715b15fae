"""The page on which one act of a case is done: a form, and the way back."""

from dataclasses import dataclass

from flask import url_for
from flask_wtf import FlaskForm

from app.compliance.cases.models import Case
from app.compliance.cases.scope import kept_case
from app.web.access import current_actor
from app.web.acts import form_page


@dataclass(frozen=True, slots=True)
class ActPage:
    """What the page of an act says, and which fields of its form it shows."""

    heading: str
    lead: str
    button: str
    fields: tuple[str, ...]
    with_file: bool = False

    def show(self, case: Case, form: FlaskForm, **context: object) -> tuple[str, int]:
        """Render it: 200 to fill it in, 422 when what was sent must be corrected."""
        fields = [form[name] for name in self.fields]
        back = url_for("case.show", case_id=case.id)
        return form_page("cases/act.html", form, case=case, act=self, fields=fields, back=back, **context)


def case_of_page(case_id: int) -> Case:
    """The case that the visitor keeps. Raises `NotFound`."""
    return kept_case(case_id, current_actor())
