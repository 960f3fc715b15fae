"""Shape of what is written in a case."""

from flask_wtf.file import FileField, FileRequired
from wtforms import BooleanField, HiddenField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired

from app.compliance.cases.messages import OUTCOMES
from app.compliance.forms import LANGUAGE_CHOICES
from app.infra.i18n import lazy_gettext as _
from app.web.fields import choices, radios, select
from app.web.forms import TEXT_LIMIT, PageForm, SubmissionForm, at_most

NOTE_LIMIT = 4000


class OpenForm(PageForm):
    """Opens a case by hand."""


class AssignForm(PageForm):
    """To whom a case is handed."""

    inspector = select(_("Inspector"))


class CorrectingForm(SubmissionForm):
    """Something that is never changed; `corrects` names what it stands instead of."""

    corrects = HiddenField()

    @property
    def corrected(self) -> int | None:
        """The number of what is corrected; None when nothing is, 0, which names nothing, for no number."""
        typed = self.corrects.data or ""
        if not typed:
            return None
        return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 19 else 0


class NoteForm(CorrectingForm):
    """A note."""

    text = TextAreaField(
        _("Note"),
        description=_(
            "It stays as it is; a mistake is put right by another note. The depositor does not see it."
        ),
        validators=[InputRequired(_("Write the note.")), at_most(NOTE_LIMIT)],
    )


class FileForm(SubmissionForm):
    """A file and what it is."""

    file = FileField(_("The file"), validators=[FileRequired(_("Choose a PDF or a photograph."))])
    title = StringField(
        _("What it is"),
        description=_("For example: letter of the publisher of 12 March."),
        validators=[InputRequired(_("Write what the file is.")), at_most(TEXT_LIMIT)],
    )
    internal = BooleanField(_("For the authority alone: the depositor does not see it"))


class SettleForm(PageForm):
    """How a case ends and why."""

    outcome = radios(_("Outcome"), choices=choices({key.value: name for key, name in OUTCOMES.items()}))
    reason = TextAreaField(
        _("Reason"),
        description=_("The depositor reads it. It may be left out where all was put right."),
        validators=[at_most(TEXT_LIMIT)],
    )

    language = SelectField(
        _("Language of the letter"),
        description=_("Only where the case is referred: a letter then goes to the body that the law names."),
        choices=LANGUAGE_CHOICES,
    )


class StrikeForm(PageForm):
    """Why a purchase was a mistake."""

    reason = TextAreaField(
        _("Reason"), validators=[InputRequired(_("Write the reason.")), at_most(TEXT_LIMIT)]
    )


class ReopenForm(PageForm):
    """Why a case is taken up again."""

    reason = TextAreaField(
        _("Reason"), validators=[InputRequired(_("Write the reason.")), at_most(TEXT_LIMIT)]
    )


class SanctionForm(SubmissionForm):
    """Which sanction is proposed, and words to it."""

    sanction = radios(_("Sanction"))
    words = TextAreaField(_("Words to the proposal"), validators=[at_most(TEXT_LIMIT)])
