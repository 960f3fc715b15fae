"""Shape of what a unit is worth."""

from wtforms import BooleanField, StringField
from wtforms.validators import InputRequired

from app.infra.i18n import lazy_gettext as _
from app.web.fields import WholeNumberField, select
from app.web.forms import TEXT_LIMIT, DateField, SubmissionForm, at_most

UNITS = ("BHM",)


class UnitValueForm(SubmissionForm):
    """A unit, its worth, the day and the source."""

    unit = select(_("Unit"), choices=UNITS)
    amount = WholeNumberField(
        _("Worth in soʻm"),
        least=1,
        most=10**12,
        example=400000,
        validators=[InputRequired(_("Write what the unit is worth, in whole soʻm."))],
    )
    from_on = DateField(_("From which day"))
    source = StringField(
        _("Source"),
        description=_("The act that lays it down, with its day and number."),
        validators=[
            InputRequired(_("Write which act lays the value down, with its day and number.")),
            at_most(TEXT_LIMIT),
        ],
    )
    specimen = BooleanField(_("Invented, for the demonstration"))
