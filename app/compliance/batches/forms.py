"""Forms of batches: shape and format of input."""

from wtforms import BooleanField, SelectField, SelectMultipleField

from app.compliance.forms import LANGUAGE_CHOICES
from app.infra.i18n import lazy_gettext as _
from app.web.forms import SubmissionForm


class PrepareForm(SubmissionForm):
    """Depositors chosen by hand, or `every` one that the filter in the address finds; one language."""

    depositor = SelectMultipleField(_("Depositors"), coerce=int, validate_choice=False)
    every = BooleanField(_("All that the filter finds"))
    language = SelectField(_("Language of the notices"), choices=LANGUAGE_CHOICES)


class MoveForm(SubmissionForm):
    """A button: nothing is filled in."""
