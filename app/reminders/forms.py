"""When a person wants to be reminded, as a form."""

from typing import Self

from wtforms import BooleanField, RadioField, SelectField, SelectMultipleField
from wtforms.validators import ValidationError

from app.domain.reminding import OFFERED_DAYS, Wishes
from app.infra.i18n import gettext, ngettext, weekday_name
from app.infra.i18n import lazy_gettext as _
from app.reminders.wishes import NOTHING
from app.web.forms import PageForm, choices_of

BY_LAW, OWN, NEVER = "law", "own", "never"
HOURS = range(24)


class WishesForm(PageForm):
    """Before the date, after it, each week, and at which hours not."""

    by_email = BooleanField(_("Send me reminders by e-mail"))
    before = RadioField(_("Before the date"))
    days = SelectMultipleField(_("Days before the date"), coerce=int)
    after = BooleanField(_("Also remind me of what is late"))
    weekly_on = SelectField(_("Weekly digest"))
    quiet_from = SelectField(_("Nothing from"), coerce=int)
    quiet_until = SelectField(_("Until"), coerce=int)

    @classmethod
    def showing(cls, wishes: Wishes, by_law: str) -> Self:
        """Return the form of these wishes; `by_law` says on which days the person is reminded by default."""
        days = wishes.days_before
        form = cls(
            by_email=days != () or wishes.after or wishes.weekly_on is not None,
            before=BY_LAW if days is None else OWN if days else NEVER,
            days=list(days or ()),
            after=wishes.after,
            weekly_on="" if wishes.weekly_on is None else str(wishes.weekly_on),
            quiet_from=wishes.quiet_from,
            quiet_until=wishes.quiet_until,
        )
        form.before.choices = choices_of(
            [
                (BY_LAW, by_law),
                (OWN, gettext("On days that I choose")),
                (NEVER, gettext("Not before the date")),
            ]
        )
        offered = sorted({*OFFERED_DAYS, *(days or ())}, reverse=True)
        form.days.choices = [(number, ngettext("%(num)s day", "%(num)s days", number)) for number in offered]
        form.weekly_on.choices = choices_of(
            [("", gettext("None")), *((str(day), weekday_name(day).capitalize()) for day in range(7))]
        )
        form.quiet_from.choices = form.quiet_until.choices = [(hour, f"{hour:02}:00") for hour in HOURS]
        return form

    def validate_days(self, field: SelectMultipleField) -> None:
        """Days of one's own are at least one day."""
        if self.by_email.data and self.before.data == OWN and not field.data:
            raise ValidationError(gettext("Choose at least one day, or another answer above."))

    def wishes(self) -> Wishes:
        """Return what was chosen."""
        quiet_from, quiet_until = int(self.quiet_from.data or 0), int(self.quiet_until.data or 0)
        if not self.by_email.data:
            return Wishes(NOTHING.days_before, NOTHING.after, NOTHING.weekly_on, quiet_from, quiet_until)
        own = tuple(sorted(self.days.data or (), reverse=True)) if self.before.data == OWN else ()
        return Wishes(
            days_before=None if self.before.data == BY_LAW else own,
            after=bool(self.after.data),
            weekly_on=int(self.weekly_on.data) if self.weekly_on.data else None,
            quiet_from=quiet_from,
            quiet_until=quiet_until,
        )
