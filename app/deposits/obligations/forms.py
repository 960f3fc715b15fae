"""The form on obligations."""

from wtforms import SelectField

from app.infra.i18n import lazy_gettext as _
from app.web.forms import SubmissionForm


class DepositorForm(SubmissionForm):
    """Who owes an obligation that has no depositor yet."""

    depositor_id = SelectField(_("Organisation that owes the copies"), coerce=int)
