"""Shape of what a depositor asks and the authority decides."""

from flask_wtf.file import FileField
from wtforms import HiddenField, RadioField, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import InputRequired

from app.compliance.forms import LANGUAGE_CHOICES
from app.compliance.requests.words import KINDS, OUTCOMES
from app.infra.i18n import lazy_gettext as _
from app.web.fields import offered
from app.web.forms import DateField, SubmissionForm, at_most, choices_of, number_in, row_id

LONGEST_WORDS = 2000


class AskForm(SubmissionForm):
    """What is asked, of which lines, and with which evidence."""

    kind = RadioField(
        _("What do you ask?"),
        choices=choices_of(KINDS.items()),
        validators=[InputRequired(_("Choose what you ask."))],
    )
    line = SelectMultipleField(_("Titles"), coerce=row_id, validate_choice=False)
    notice = HiddenField()
    against = HiddenField()
    until = DateField(_("Until which day?"), description=_("Only where you ask for more time."))
    words = TextAreaField(
        _("Ground"),
        description=_("Why the authority should grant it. It stays in the record."),
        validators=[at_most(LONGEST_WORDS)],
    )
    carrier = StringField(_("Carrier"), validators=[at_most(100)])
    tracking = StringField(_("Tracking number"), validators=[at_most(100)])
    photo = FileField(_("Take a photograph"))
    file = FileField(_("Photograph or PDF"))


class EvidenceForm(SubmissionForm):
    """Puts more evidence to a request."""

    photo = FileField(_("Take a photograph"))
    file = FileField(_("Photograph or PDF"))


class WithdrawRequestForm(SubmissionForm):
    """Withdraws a request."""


class DecideForm(SubmissionForm):
    """What is decided, on which lines, and why."""

    line = SelectMultipleField(_("Lines"), coerce=row_id, validate_choice=False)
    outcome = RadioField(
        _("Decision"),
        choices=choices_of(OUTCOMES.items()),
        validators=[InputRequired(_("Choose what is decided."))],
    )
    until = DateField(
        _("Another day"), description=_("Only where time is given until another day than asked.")
    )
    reasons = TextAreaField(_("Reasons"), validators=[at_most(LONGEST_WORDS)])
    language = SelectField(_("Language of the decision"), choices=LANGUAGE_CHOICES)


class NameForm(SubmissionForm):
    """Names the official who decides; `seen` is the naming that stood last on the page."""

    decider = SelectField(
        _("Official"), validate_choice=False, validators=[InputRequired(_("Choose who decides.")), offered]
    )
    reason = TextAreaField(
        _("Why is this official named?"),
        description=_("It stays in the record of the request, and the depositor reads it."),
        validators=[at_most(LONGEST_WORDS)],
    )
    seen = HiddenField()

    @property
    def seen_id(self) -> int | None:
        """The number of the naming seen, None where there was none, 0 for no number."""
        typed = self.seen.data or ""
        return number_in(typed) or 0 if typed else None


class ReopenForm(SubmissionForm):
    """Takes up again what was accepted."""

    reason = TextAreaField(_("Why is it taken up again?"), validators=[at_most(LONGEST_WORDS)])
