"""Forms of attestations: shape and format of input."""

from wtforms import SelectField, TextAreaField
from wtforms.validators import InputRequired

from app.infra.i18n import LANGUAGES
from app.infra.i18n import lazy_gettext as _
from app.web.forms import TEXT_LIMIT, DateField, PageForm, SubmissionForm, at_most, choices_of

LANGUAGE_CHOICES = choices_of((language.code, language.title) for language in LANGUAGES)


class YearForm(PageForm):
    """Which year a statement is about; looking changes nothing."""

    class Meta:
        csrf = False

    year = SelectField(_("Year"), coerce=int)


class PeriodForm(PageForm):
    """Which period a certificate is about; looking changes nothing."""

    class Meta:
        csrf = False

    first = DateField(_("First day"))
    last = DateField(_("Last day"), description=_("That day included; today at the latest."))


class IssueForm(SubmissionForm):
    """Makes what was looked at, in a language."""

    language = SelectField(_("Language of the document"), choices=LANGUAGE_CHOICES)


class WithdrawForm(PageForm):
    """Why an attestation is withdrawn."""

    reason = TextAreaField(
        _("Reason"),
        validators=[
            InputRequired(_("Write why it is withdrawn; the depositor reads it.")),
            at_most(TEXT_LIMIT),
        ],
    )
