"""Shape of what is asked about a transfer."""

from collections.abc import Sequence

from wtforms import StringField
from wtforms.validators import Regexp

from app.deposits.consignments.forms import PREFIX
from app.deposits.passing.queries import HeldLine
from app.infra.i18n import lazy_gettext as _
from app.web.forms import SubmissionForm


def transfer_form(rows: Sequence[HeldLine]) -> SubmissionForm:
    """Return a form with one number field for each obligation, filled with all that lies here."""
    number = Regexp(r"\s*\d{0,3}\s*$", message=_("Write a number of copies from 0 to 999."))
    fields = {
        f"{PREFIX}{row.obligation_id}": StringField(_("Copies"), default=str(row.copies), validators=[number])
        for row in rows
    }
    form: SubmissionForm = type("TransferForm", (SubmissionForm,), fields)()
    return form
