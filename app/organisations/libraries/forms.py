"""Shape of what a library tells of itself."""

from wtforms import StringField
from wtforms.validators import InputRequired

from app.infra.i18n import lazy_gettext as _
from app.organisations.libraries.queries import Hours
from app.web.forms import DateField, SubmissionForm, at_most, text_of

WEEK = range(7)


class HoursForm(SubmissionForm):
    """From when until when on each day of the week; both empty: closed."""

    @classmethod
    def showing(cls, hours: Hours) -> "HoursForm":
        """Return the form of these hours; what was sent goes first."""
        shown = {f"opens_{day}": opens for day, (opens, _closes) in hours.items()}
        return cls(data={**shown, **{f"closes_{day}": closes for day, (_opens, closes) in hours.items()}})

    def days(self) -> list[tuple[int, StringField, StringField]]:
        """The two fields of each day."""
        return [(day, self[f"opens_{day}"], self[f"closes_{day}"]) for day in WEEK]

    def hours(self) -> Hours:
        """Return what was typed; read it once the form is valid."""
        typed = {day: (text_of(opens).strip(), text_of(closes).strip()) for day, opens, closes in self.days()}
        return {day: times for day, times in typed.items() if any(times)}


for _day in WEEK:
    setattr(HoursForm, f"opens_{_day}", StringField(_("Opens"), validators=[at_most(5)]))
    setattr(HoursForm, f"closes_{_day}", StringField(_("Closes"), validators=[at_most(5)]))


class ClosureForm(SubmissionForm):
    """The days and the reason of a closure."""

    first_on = DateField(_("First day"))
    last_on = DateField(_("Last day"))
    reason = StringField(
        _("Why is it closed?"),
        description=_("Such as a stock-take, repairs or a move. Depositors read it."),
        validators=[InputRequired(_("Write why the library is closed; depositors read it.")), at_most(200)],
    )


class WithdrawForm(SubmissionForm):
    """Withdraws a closure; why is asked where its days are past."""

    why = StringField(
        _("Why is it withdrawn?"),
        description=_("It stays in the record of acts."),
        validators=[at_most(200)],
    )
