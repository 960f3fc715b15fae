"""Forms of serving: shape and format of input."""

from flask_wtf.file import FileField, FileRequired
from wtforms import SelectField, StringField, TextAreaField

from app.compliance.serving.channels import RESULTS, WAYS
from app.domain.documents import Channel
from app.infra.i18n import lazy_gettext as _
from app.web.forms import TEXT_LIMIT, DateField, SubmissionForm, at_most, choices_of

BY_HAND = [(channel.value, way.name) for channel, way in WAYS.items() if not way.automatic]


class ServiceForm(SubmissionForm):
    """How a notice was served, with a scan or photograph that proves it."""

    channel = SelectField(_("How"), choices=choices_of(BY_HAND), default=Channel.POST.value)
    result = SelectField(
        _("Result"), choices=choices_of((result.value, words) for result, words in RESULTS.items())
    )
    tracking = StringField(
        _("Number of the registered item"),
        description=_("On the receipt of the post."),
        validators=[at_most(40)],
    )
    day = DateField(_("Day"), description=_("On which it was sent, delivered or came back."))
    words = TextAreaField(
        _("Note"),
        description=_("To whom it was handed, why it came back, or why the entry was a mistake."),
        validators=[at_most(TEXT_LIMIT)],
    )
    proof = FileField(_("Receipt: photograph or PDF"))


class ListForm(SubmissionForm):
    """A list of what the post says of many notices."""

    file = FileField(_("The list"), validators=[FileRequired(_("Choose a list."))])
