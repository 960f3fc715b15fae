"""Forms of organisations."""

from wtforms import EmailField, StringField, TelField
from wtforms.validators import Optional, Regexp

from app.infra.i18n import lazy_gettext as _
from app.web.forms import SubmissionForm, at_most


class ContactForm(SubmissionForm):
    """Where an organisation is reached and who signs for it."""

    address = StringField(_("Postal address"), validators=[at_most(500)])
    phone = TelField(_("Telephone"), validators=[at_most(50)])
    email = EmailField(
        _("E-mail"),
        validators=[
            Optional(),
            at_most(254),
            Regexp(
                r"^[^@\s<>]+@[^@\s<>]+\.[^@\s<>.]+$",
                message=_("Write a whole e-mail, such as name@example.uz."),
            ),
        ],
    )
    head_post = StringField(_("Post of the head"), validators=[at_most(200)])
    head_name = StringField(_("Name of the head"), validators=[at_most(200)])
