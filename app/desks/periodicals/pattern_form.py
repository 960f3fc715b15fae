"""How often a periodical comes out."""

from typing import Any

from wtforms import BooleanField, StringField

from app.desks.periodicals.words import month_choices, weekday_choices
from app.domain.periodicals import MONTHS
from app.infra.i18n import lazy_gettext as _
from app.publications.periodicals.vocabulary import FREQUENCIES, NUMBERINGS
from app.web.fields import WholeNumberField, choices, radios, select, several
from app.web.forms import SubmissionForm, at_most, choices_of


class PatternFields(SubmissionForm):
    """How often a periodical comes out."""

    frequency = select(_("How often does it come out?"), choices=choices(FREQUENCIES))
    weekdays = several(_("On which days of the week?"))
    month_days = StringField(_("On which days of the month?"), validators=[at_most(40)])
    times = WholeNumberField(_("How many issues a year?"), least=2, most=60, example=10)
    numbering = radios(
        _("How are issues numbered?"),
        choices=choices(NUMBERINGS),
        default="restart",
    )
    months = several(_("In which months?"), default=lambda: [str(month) for month in sorted(MONTHS)])
    combined = several(_("Months with a double number"))
    supplements = several(_("Months with a supplement"))
    omits_holidays = BooleanField(_("No issue on public holidays"))

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.weekdays.choices = choices_of(weekday_choices())
        for name in ("months", "combined", "supplements"):
            self[name].choices = choices_of(month_choices())

    @property
    def rarely_asked(self) -> bool:
        """Whether something is said, or wrong, of what few periodicals have."""
        whole_year = set(self.months.data or ()) == {str(month) for month in MONTHS}
        said = not whole_year or self.combined.data or self.supplements.data or self.omits_holidays.data
        return bool(said or {"months", "combined", "supplements"} & self.errors.keys())
