"""The form on obligations."""

from wtforms import SelectField
from wtforms.validators import InputRequired

from app.infra.i18n import lazy_gettext as _
from app.web.forms import SubmissionForm, row_id


class DepositorForm(SubmissionForm):
    """Who owes an obligation that has no depositor yet."""

    depositor_id = SelectField(
        _("Organisation that owes the copies"),
        coerce=lambda text: row_id(text) if text else None,
        validators=[InputRequired(_("Choose an organisation that can owe copies in this role."))],
    )
