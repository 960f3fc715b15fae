"""The second step of a registration: this release."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any

from wtforms import Field, StringField

from app.deposits.obligations.deposited import Earlier, in_words
from app.desks.registration.detail_fields import detail_field
from app.desks.registration.earlier import REASON
from app.desks.registration.fields import YES_OR_NO, PagesField, outside
from app.domain.calendar import Calendar
from app.domain.deadlines import Event
from app.domain.edition import contradictory
from app.domain.kinds import Detail, KindDefinition, Level
from app.domain.registration import ASKED_WHERE_THE_LAW_ASKS
from app.infra.i18n import gettext, organisation_name
from app.infra.i18n import lazy_gettext as _
from app.law.wording import EVENTS
from app.organisations.models import Organisation
from app.publications.detail_names import LABELS, WORDS
from app.publications.vocabulary import EVENTS as ASKED_EVENTS
from app.web.fields import WholeNumberField, choices, radios, select, several
from app.web.forms import EARLIEST_YEAR, DateField, PageForm, at_most, choices_of


class ReleaseForm(PageForm):
    """This release: its edition, size, price, printer, and the days on which things happened to it."""

    published_before = radios(_("Has it come out before?"), choices=YES_OR_NO, default="")
    edition_changes = several(
        LABELS["edition_changes"],
        choices=choices(WORDS["edition_changes"]),
        description=_("Tick all that apply."),
    )
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
    pages = PagesField(_("Pages"), least=1, most=100_000, example=320)
    size = StringField(_("Size"), validators=[at_most(50)])
    price = WholeNumberField(_("Price in soʻm"), least=0, most=1_000_000_000_000, example=45000)
    import_copies = WholeNumberField(
        _("Copies brought into the country"), least=1, most=100_000_000, example=200
    )
    print_on_demand = radios(
        _("Is each copy printed only when it is ordered?"), choices=YES_OR_NO, default=""
    )
    hire_only = radios(_("Are the copies only lent for hire?"), choices=YES_OR_NO, default="")
    place = StringField(_("Place of publication"), validators=[at_most(100)])
    year = WholeNumberField(_("Year"), least=EARLIEST_YEAR, most=9999, example=2026)
    printer = StringField(_("Printing house"), validators=[at_most(300)])
    imprint = select(_("Publisher's imprint"), default="")
    depositor_region = select(_("Your region"))
    today: date
    details: Sequence[Detail] = ()
    earlier: Earlier | None = None
    calendar: Calendar | None = None

    def offer(
        self, kind: KindDefinition, carrier: str, events: Sequence[str], lawful: Collection[str]
    ) -> None:
        """Ask what a release of this kind is asked on this carrier, and for the days of these events.

        `lawful` are the facts for which rules wait; what is asked only where they do is left out otherwise.
        """
        asked = kind.asked(carrier)
        self.details = kind.details(Level.RELEASE, carrier)
        idle = [name for name in ASKED_WHERE_THE_LAW_ASKS if name not in lawful]
        unasked = [
            name for name in OF_SOME_RELEASES if FACT_OF_FIELD.get(name, name) not in asked or name in idle
        ]
        for name in (*unasked, *(name for name in ASKED_EVENTS if name not in events)):
            del self[name]

    def offer_earlier(self, earlier: Earlier | None) -> None:
        """Ask why copies of the earlier release count as deposited, where the register knows that they did
        not all come."""
        self.earlier = earlier
        if REASON in self and (earlier is None or not earlier.is_short):
            del self[REASON]
            self.details = [detail for detail in self.details if detail.name != REASON]

    def offer_imprints(self, imprints: Sequence[Organisation]) -> None:
        """Ask under which of the publisher's names it came out, where it has several."""
        if imprints:
            named = [(str(row.id), organisation_name(row)) for row in imprints]
            self.imprint.choices = choices_of([("", _("Under its own name")), *named])
        else:
            del self["imprint"]

    @property
    def said_of_earlier(self) -> str:
        """What the register knows of the earlier release, in words; empty where it knows nothing."""
        return in_words(self.earlier) if self.earlier is not None else ""

    def particulars(self) -> list[Field]:
        """Return the fields that only this kind has, in their order, but for the questions of the edition."""
        of_edition = ("edition_changes", REASON)
        return [self[detail.name] for detail in self.details if detail.name not in of_edition]

    def dates(self) -> list[DateField]:
        """Return the dates asked for, in their order."""
        return [self[name] for name in ASKED_EVENTS if name in self]

    def validate(self, extra_validators: Mapping[str, Sequence[Any]] | None = None) -> bool:
        """Check the form; a day must have come, and lie where the calendar of working days is known."""
        if "year" in self:
            self.year.most = self.today.year + 1
        valid = bool(super().validate(extra_validators))
        if "edition_changes" in self and contradictory(self.edition_changes.data or ()):
            said = gettext(
                "You ticked that something has changed, and that nothing has. Choose one of the two."
            )
            self.edition_changes.errors = [said]
            valid = False
        if self._deposited_before_the_first():
            said = gettext(
                "You answered that it has not come out before, so it has no earlier edition. "
                "Correct one of the two."
            )
            self.original_deposited.errors = [said]
            valid = False
        unexplained = self._unexplained()
        if unexplained:
            self[REASON].errors = [*self[REASON].errors, unexplained]
            valid = False
        for field in self.dates():
            error = "" if field.errors or field.value is None else self._doubt(field.value)
            if error:
                field.form.day.errors = [error]
                valid = False
        return valid

    def _deposited_before_the_first(self) -> bool:
        """Whether copies of an earlier edition are said to be deposited where there is none."""
        asked = "published_before" in self and "original_deposited" in self
        return asked and (self.published_before.data, self.original_deposited.data) == ("no", "yes")

    def _unexplained(self) -> str:
        """What is to be said where copies are answered to be deposited, against the register and without a
        reason; empty where that is not so."""
        said = "original_deposited" in self and self.original_deposited.data == "yes"
        if self.earlier is None or REASON not in self or not said or (self[REASON].data or "").strip():
            return ""
        return gettext(
            "You answered that copies of the earlier edition were deposited. %(known)s "
            "Write why it is so, or correct the answer.",
            known=self.said_of_earlier,
        )

    def _doubt(self, day: date) -> str:
        if day > self.today:
            return str(gettext("This day has not come yet. Leave it empty until it has happened."))
        if self.calendar is not None and not self.calendar.covers(day):
            return outside(self.calendar)
        return ""


setattr(ReleaseForm, Event.IMPORT.value, DateField(EVENTS[Event.IMPORT]))

OF_SOME_RELEASES = (
    "published_before", "edition_changes", "original_deposited", "print_run", "pages", "size", "price",
    "place", "year", "printer", *ASKED_WHERE_THE_LAW_ASKS,
)  # fmt: skip
FACT_OF_FIELD = {"published_before": "edition_status"}


def release_form(kind: KindDefinition, carrier: str) -> type[ReleaseForm]:
    """Return the second step's form for a kind on a carrier."""
    made = {
        detail.name: detail_field(detail)
        for detail in kind.details(Level.RELEASE, carrier)
        if not hasattr(ReleaseForm, detail.name)
    }
    return type("ReleaseFormOfKind", (ReleaseForm,), made)
