"""Forms of compliance: shape and format of input."""

from wtforms import HiddenField, SelectField, SelectMultipleField, TextAreaField
from wtforms.validators import InputRequired

from app.infra.i18n import LANGUAGES
from app.infra.i18n import lazy_gettext as _
from app.web.forms import PageForm, SubmissionForm, at_most, choices_of, row_id

REASON_LIMIT = 500
LANGUAGE_CHOICES = choices_of((language.code, language.title) for language in LANGUAGES)


class IssueForm(SubmissionForm):
    """The lines of one depositor to be noticed, as its page showed them, and the language of the paper."""

    line = SelectMultipleField(_("Lines"), coerce=row_id, validate_choice=False)
    seen = HiddenField()
    language = SelectField(_("Language of the notice"), choices=LANGUAGE_CHOICES)


class ReplaceForm(SubmissionForm):
    """Why a notice is replaced, and the language of the one that comes in its place."""

    language = SelectField(_("Language of the new notice"), choices=LANGUAGE_CHOICES)
    reason = TextAreaField(
        _("Reason"),
        validators=[
            InputRequired(_("Write why the notice is replaced; the depositor reads it.")),
            at_most(REASON_LIMIT),
        ],
    )


class WithdrawForm(PageForm):
    """Why a notice is withdrawn."""

    reason = TextAreaField(
        _("Reason"),
        validators=[
            InputRequired(_("Write why the notice is withdrawn; the depositor reads it.")),
            at_most(REASON_LIMIT),
        ],
    )
