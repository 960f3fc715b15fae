"""Shape of what a library asks and a depositor answers."""

from wtforms import HiddenField, RadioField, SelectMultipleField, TextAreaField
from wtforms.validators import InputRequired

from app.compliance.claims.messages import ANSWERS
from app.infra.i18n import lazy_gettext as _
from app.web.forms import TEXT_LIMIT, DateField, SubmissionForm, at_most, choices_of, row_id


class ClaimForm(SubmissionForm):
    """The lines, to whom the library turns, and its words."""

    line = SelectMultipleField(_("Lines"), coerce=row_id, validate_choice=False)
    kind = HiddenField()
    words = TextAreaField(_("Words of the library"), validators=[at_most(TEXT_LIMIT)])


class WithdrawForm(SubmissionForm):
    """Takes back what was passed on, with a reason."""

    reason = TextAreaField(
        _("Why is it taken back?"),
        description=_("The authority reads this. The depositor does not."),
        validators=[InputRequired(_("Write why it is taken back.")), at_most(TEXT_LIMIT)],
    )


class AnswerForm(SubmissionForm):
    """The lines that are answered, what is answered, and the day or the reason."""

    line = SelectMultipleField(_("Titles"), coerce=row_id, validate_choice=False)
    kind = RadioField(
        _("Answer"),
        choices=choices_of(ANSWERS.items()),
        validators=[InputRequired(_("Choose an answer."))],
        validate_choice=True,
    )
    day = DateField(
        _("Day"),
        description=_("When it was sent, or by when it will be; empty for the third answer."),
    )
    words = TextAreaField(
        _("Words to the library"),
        description=_("A tracking number, or why it is not yours to send."),
        validators=[at_most(TEXT_LIMIT)],
    )
