"""The steps of a registration: what the publication is, and this release of it."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from wtforms import Field, FieldList, FormField, RadioField, StringField
from wtforms.validators import InputRequired

from app.desks.registration.fields import (
    TRUTHS,
    UNKNOWN,
    YES_OR_NO,
    IsbnRow,
    PersonRow,
    outside,
)
from app.domain.calendar import Calendar
from app.domain.deadlines import Event
from app.infra.i18n import gettext
from app.infra.i18n import lazy_gettext as _
from app.law.wording import EVENTS
from app.publications.queries import Namesake
from app.publications.vocabulary import (
    AUDIENCES,
    CARRIERS,
    EDITIONS,
    LANGUAGES,
    ORIGINS,
    REGISTERED_KINDS,
    SCRIPTS,
    SUBJECTS,
    kind_name,
)
from app.publications.vocabulary import EVENTS as ASKED_EVENTS
from app.web.fields import WholeNumberField, choices, radios, select
from app.web.forms import DateField, PageForm, at_most, choices_of

ROWS_LIMIT = 30
TITLE_LIMIT = 500
EARLIEST_YEAR = 1450

LookUp = Callable[[Sequence[str]], Mapping[str, list[Namesake]]]


class IsbnForm(PageForm):
    """The ISBNs of a release; all that is asked of the title when a further release is registered."""

    isbns = FieldList(FormField(IsbnRow), min_entries=1, max_entries=ROWS_LIMIT)
    namesakes: LookUp = staticmethod(lambda digits: {})

    def validate(self, extra_validators: Mapping[str, Sequence[Any]] | None = None) -> bool:
        """Check the form; an ISBN that other titles carry needs a reason."""
        valid = super().validate(extra_validators)
        rows = [(entry.form, entry.form.isbn.digits) for entry in self.isbns if entry.form.isbn]
        found = self.namesakes([digits for _row, digits in rows])
        for row, digits in rows:
            others = found.get(digits)
            if not others or row.number.errors:
                continue
            row.doubt = gettext(
                "This ISBN is already in the register: “%(title)s”, %(publisher)s. "
                "Correct the number, or write below why it is the same.",
                title=others[0].title,
                publisher=others[0].publisher,
            )
            if not row.explained():
                self.isbns.errors = [entry.errors for entry in self.isbns]
                valid = False
        return bool(valid)


class TitleForm(IsbnForm):
    """What the publication is."""

    title = StringField(
        _("Title"), validators=[InputRequired(_("Write the title as in the book.")), at_most(TITLE_LIMIT)]
    )
    parallel_title = StringField(_("Parallel title"), validators=[at_most(TITLE_LIMIT)])
    people = FieldList(FormField(PersonRow), min_entries=2, max_entries=ROWS_LIMIT)
    language = select(_("Language"), choices=choices(LANGUAGES))
    script = select(_("Script"), choices=choices(SCRIPTS))
    kind = radios(_("What is it?"))
    origin = select(_("Where was it made?"), choices=choices(ORIGINS))
    carrier = select(_("On what?"), choices=choices(CARRIERS))
    subjects = select(_("Subject"), choices=[*UNKNOWN, *choices(SUBJECTS)])
    audiences = select(_("For whom?"), choices=[*UNKNOWN, *choices(AUDIENCES)])
    restricted = radios(_("Is access to it restricted by law?"), choices=YES_OR_NO)
    udc = StringField(_("UDC"), validators=[at_most(100)])
    series = StringField(_("Series"), validators=[at_most(TITLE_LIMIT)])
    # Again, for the fields of a form stand in the order of its page, and so do its problems.
    isbns = FieldList(FormField(IsbnRow), min_entries=1, max_entries=ROWS_LIMIT)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.kind.choices = choices_of((kind.value, kind_name(kind)) for kind in REGISTERED_KINDS)

        for number, entry in enumerate(self.people, start=1):
            entry.form.name.label.text = gettext("Person %(number)s", number=number)
            entry.form.role.label.text = gettext("Role of person %(number)s", number=number)


class ReleaseForm(PageForm):
    """This release: its edition, size, price, printer, and the days on which things happened to it."""

    edition_status = radios(_("Which edition is it?"), choices=[*choices(EDITIONS), *UNKNOWN])
    original_deposited = radios(
        _("Were copies of the earlier edition deposited?"), choices=YES_OR_NO, default=""
    )
    first_batch_released = DateField(EVENTS[Event.FIRST_BATCH_RELEASED])
    print_run_completed = DateField(EVENTS[Event.PRINT_RUN_COMPLETED])
    publication = DateField(EVENTS[Event.PUBLICATION])
    production_completed = DateField(EVENTS[Event.PRODUCTION_COMPLETED])
    first_distribution = DateField(EVENTS[Event.FIRST_DISTRIBUTION])
    put_into_circulation = DateField(EVENTS[Event.PUT_INTO_CIRCULATION])
    made_available = DateField(EVENTS[Event.MADE_AVAILABLE])
    # `import` is a word of Python, so the field is set by name below the class
    defence = DateField(EVENTS[Event.DEFENCE])
    print_run = WholeNumberField(_("Print run"), least=1, most=100_000_000, example=3000)
    pages = WholeNumberField(_("Pages"), least=1, most=100_000, example=320)
    size = StringField(_("Size"), validators=[at_most(50)])
    price = WholeNumberField(_("Price in soʻm"), least=0, most=1_000_000_000_000, example=45000)
    place = StringField(_("Place of publication"), validators=[at_most(100)])
    year = WholeNumberField(_("Year"), least=EARLIEST_YEAR, most=9999, example=2026)
    printer = StringField(_("Printing house"), validators=[at_most(300)])
    depositor_region = select(_("Your region"))
    today: date
    calendar: Calendar | None = None

    def offer(self, events: Sequence[str]) -> None:
        """Ask for the days of these events only."""
        for name in ASKED_EVENTS:
            if name not in events:
                del self[name]

    def dates(self) -> list[DateField]:
        """Return the dates asked for, in their order."""
        return [self[name] for name in ASKED_EVENTS if name in self]

    def validate(self, extra_validators: Mapping[str, Sequence[Any]] | None = None) -> bool:
        """Check the form; a day must have come, and lie where the calendar of working days is known."""
        self.year.most = self.today.year + 1
        valid = bool(super().validate(extra_validators))
        for field in self.dates():
            error = "" if field.errors or field.value is None else self._doubt(field.value)
            if error:
                field.form.day.errors = [error]
                valid = False
        return valid

    def _doubt(self, day: date) -> str:
        if day > self.today:
            return str(gettext("This day has not come yet. Leave it empty until it has happened."))
        if self.calendar is not None and not self.calendar.covers(day):
            return outside(self.calendar)
        return ""


setattr(ReleaseForm, Event.IMPORT.value, DateField(EVENTS[Event.IMPORT]))


class DecisionForm(PageForm):
    """A button: nothing is filled in."""


def truth(field: Field) -> bool | None:
    """Return what a choice of yes, no and not known says."""
    return TRUTHS.get(field.data or "")


def problems(form: PageForm) -> list[dict[str, str]]:
    """Return every error of a form, rows and dates included, with the input it concerns, for the summary."""
    found = [{"text": str(text)} for text in form.form_errors]
    for field in form:
        found.extend(_problems_of(field))
    return found


def _problems_of(field: Any) -> list[dict[str, str]]:
    if isinstance(field, FieldList):
        return [problem for entry in field.entries for problem in _problems_of(entry)]
    if isinstance(field, DateField):
        day = f"#{field.form.day.id}"
        return [{"text": f"{field.label.text}: {text}", "href": day} for text in field.form.day.errors]
    if isinstance(field, FormField):
        return [problem for inner in field.form for problem in _problems_of(inner)]
    target = f"{field.id}-0" if isinstance(field, RadioField) else field.id
    return [{"text": f"{field.label.text}: {text}", "href": f"#{target}"} for text in field.errors]
