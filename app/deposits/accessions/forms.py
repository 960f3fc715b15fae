"""Forms of accession numbers and labels."""

from wtforms import BooleanField, StringField
from wtforms.validators import InputRequired, Optional

from app.deposits.accessions.messages import LAYOUTS, SYMBOLS
from app.domain.accessions import LONGEST_PREFIX, MOST_DIGITS
from app.domain.documents import LabelLayout, LabelSymbol
from app.infra.i18n import lazy_gettext as _
from app.web.fields import WholeNumberField, choices, radios, select
from app.web.forms import RowField, SubmissionForm, at_most


class SeriesForm(SubmissionForm):
    """A new series of accession numbers; `kind` gets the names of the kinds from the view."""

    prefix = StringField(_("Beginning of each number"), validators=[at_most(LONGEST_PREFIX)])
    kind = select(_("For which publications?"))
    yearly = BooleanField(_("Begins anew each year, with the year in the number"))
    digits = WholeNumberField(
        _("Figures of the running number"),
        least=1, most=MOST_DIGITS, example=6, default="6",
        validators=[InputRequired(_("Write how many figures the running number has."))],
    )  # fmt: skip
    next_number = WholeNumberField(
        _("Next number"),
        least=1, most=10**MOST_DIGITS - 1, example=1, default="1",
        validators=[InputRequired(_("Write the number that the next copy gets."))],
    )  # fmt: skip


class LabelsForm(SubmissionForm):
    """What labels are printed on."""

    layout = radios(_("Labels"), choices=choices(LAYOUTS), default=LabelLayout.ROLL_50_25.value)
    symbol = radios(_("Symbol"), choices=choices(SYMBOLS), default=LabelSymbol.BARS.value)


class CloseForm(SubmissionForm):
    """Closes a series."""


class PrintForm(SubmissionForm):
    """Asks for labels: of one scanned copy, or of all; so many places of the first sheet are used up."""

    scan_id = RowField(validators=[Optional()])
    skipped = WholeNumberField(_("Labels of the first sheet used up"), least=0, most=60, example=3)
