"""The form that asks for a simulation."""

from collections.abc import Mapping, Sequence
from contextlib import closing
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from flask_wtf.file import FileField
from wtforms import RadioField, SelectField, StringField

from app.domain.errors import DomainError
from app.domain.simulation import LARGEST_TENTHS, USUAL_TENTHS, SpineGroup
from app.infra.i18n import gettext
from app.infra.i18n import lazy_gettext as _
from app.infra.sheets import LARGEST_FILE, Fault, refuse_false_workbook
from app.infra.uploads import plain_name
from app.simulation.lists.reading import ListFaults, check_list
from app.simulation.messages import GROUPS
from app.simulation.services import GivenList, Period
from app.web.errors import put_on_form
from app.web.forms import DateField, SubmissionForm, at_most, choices_of, show_date

PERIOD, LIST = "period", "list"


class SimulationForm(SubmissionForm):
    """Which rule sets, over which publications, and how thick pages are."""

    law = SelectField(_("Rule set"))
    other = SelectField(_("Compare with"))
    source = RadioField(
        _("Which publications?"),
        choices=choices_of([(PERIOD, _("Those registered in a period")), (LIST, _("A list that I upload"))]),
        default=PERIOD,
    )
    first = DateField(_("First day"))
    last = DateField(_("Last day"))
    file = FileField(_("The list"))
    books = StringField(GROUPS[SpineGroup.BOOKS], validators=[at_most(10)])
    pictures = StringField(GROUPS[SpineGroup.PICTURES], validators=[at_most(10)])
    serials = StringField(GROUPS[SpineGroup.SERIALS], validators=[at_most(10)])
    thin = StringField(GROUPS[SpineGroup.THIN], validators=[at_most(10)])

    given: GivenList | None = None
    faults: Sequence[Fault] = ()

    def validate(self, extra_validators: Mapping[str, Sequence[Any]] | None = None) -> bool:
        """Check the fields that the chosen source needs, and read a list before anything is run."""
        valid = super().validate(extra_validators)
        for group in SpineGroup:
            if tenths_of(self[group.value].data) is None:
                put_on_form(DomainError("simulation.thickness", group.value, most=LARGEST_TENTHS // 10), self)
                valid = False
        checked = self._list_is_read() if self.source.data == LIST else self._period_is_given()
        return valid and checked

    @property
    def period(self) -> Period | None:
        """The period that was given; read it once the form is valid."""
        first, last = self.first.value, self.last.value
        return Period(first, last) if first is not None and last is not None else None

    @property
    def thickness(self) -> dict[SpineGroup, int]:
        """Tenths of a millimetre by group; read it once the form is valid."""
        return {group: tenths_of(self[group.value].data) or 0 for group in SpineGroup}

    @property
    def laws(self) -> list[str]:
        """The keys of the rule sets chosen: one or two."""
        return [key for key in (self.law.data, self.other.data) if key]

    def _period_is_given(self) -> bool:
        complete = True
        for field in (self.first, self.last):
            if not field.errors and not any(field.form.texts()):
                field.form.day.errors = [gettext("Write the day, for example 1 1 2026.")]
                complete = False
        return complete and not self.first.errors and not self.last.errors

    def _list_is_read(self) -> bool:
        uploaded = self.file.data
        if not uploaded:
            self.file.errors = [gettext("Choose a CSV or XLSX file.")]
            return False
        with closing(uploaded):
            content = uploaded.read(LARGEST_FILE + 1)
        name = plain_name(uploaded.filename or "", "") or "list"
        try:
            refuse_false_workbook(uploaded.filename or "", content)
            number = check_list(content)
        except DomainError as error:
            self.faults = error.faults if isinstance(error, ListFaults) else ()
            put_on_form(error, self)
            return False
        self.given = GivenList(content, name, number)
        return True


def tenths_of(text: str | None) -> int | None:
    """Return millimetres, written as people write them, in tenths; None for what is no such number."""
    try:
        tenths = Decimal((text or "").strip().replace(",", ".")) * 10
    except InvalidOperation:
        return None
    whole = tenths.is_finite() and tenths == tenths.to_integral_value()
    return int(tenths) if whole and 1 <= tenths <= LARGEST_TENTHS else None


def usual(first: date, last: date, law: str) -> dict[str, Any]:
    """Return what the form holds before anybody types."""
    thickness = {
        group.value: f"{USUAL_TENTHS[group] // 10}.{USUAL_TENTHS[group] % 10}" for group in SpineGroup
    }
    return {"law": law, "first": show_date(first), "last": show_date(last), **thickness}
