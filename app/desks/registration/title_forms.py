"""The first step of a registration: what the publication is."""

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

from wtforms import Field, FieldList, FormField, HiddenField, StringField
from wtforms.validators import InputRequired, Optional, Regexp

from app.desks.registration.detail_fields import detail_field
from app.desks.registration.fields import UNKNOWN, YES_OR_NO, IdentifierRow, PersonRow
from app.domain.kinds import KindDefinition, Level
from app.domain.schemes import Number, Scheme
from app.infra.i18n import gettext, organisation_name
from app.infra.i18n import lazy_gettext as _
from app.organisations.models import Organisation
from app.publications.doubts import Doubt
from app.publications.languages import language_choices
from app.publications.namesakes import Namesake
from app.publications.vocabulary import (
    AUDIENCES,
    CARRIERS,
    GENERAL_ROLES,
    ORIGINS,
    ROLES,
    SCHEMES,
    SCRIPTS,
    SUBJECTS,
)
from app.web.fields import choices, radios, select
from app.web.forms import PageForm, at_most, text_of

UDC = Regexp(
    r"""(?=.*\d)[\w\s()"'.,:;+/=*\[\]«»“”‘’ʻʼ-]+$""",
    message=_("Write the UDC as in the book, for example 821.512.133-3."),
)
"""Numbers, the signs that join them, and names in quotation marks (UDC, tables Ia to Ik)."""
ROWS_LIMIT = 30
TITLE_LIMIT = 500

LookUp = Callable[[Collection[Number]], Mapping[Number, list[Doubt]]]


class IdentifierForm(PageForm):
    """The identifiers of a release; all that is asked of the title when a further release is registered."""

    identifiers = FieldList(FormField(IdentifierRow), min_entries=1, max_entries=ROWS_LIMIT)
    doubts_shown = HiddenField()
    """The marks of the doubts that the page tells: a reason answers no others."""
    doubts_of: LookUp = staticmethod(lambda numbers: {})

    asked: KindDefinition

    def offer(self, kind: KindDefinition) -> None:
        """Let each number be of a scheme of this kind; a row not filled in yet stands on the first."""
        self.asked = kind
        named = choices({scheme: SCHEMES[scheme] for scheme in kind.schemes})
        for number, entry in enumerate(self.identifiers, start=1):
            row = entry.form
            row.scheme.choices = named
            row.scheme.label.text = gettext("Number %(number)s: which one?", number=number)
            row.number.label.text = gettext("Number %(number)s", number=number)
            if row.scheme.data not in kind.schemes and not row.number.data:
                row.scheme.data = kind.schemes[0].value

    def validate(self, extra_validators: Mapping[str, Sequence[Any]] | None = None) -> bool:
        """Check the form; what is doubtful about a number is told, and needs a reason that knows of it."""
        valid = super().validate(extra_validators)
        rows = [
            (entry.form, found)
            for entry in self.identifiers
            if not entry.form.number.errors and (found := entry.form.identifier)
        ]
        valid = self._each_once(rows) and valid
        doubts = self.doubts_of([found for _row, found in rows])
        shown = set(text_of(self.doubts_shown).split())
        for row, found in rows:
            told = doubts.get(found, ())
            known = shown.issuperset(doubt.mark for doubt in told)
            if told and not row.explained([_words(doubt) for doubt in told], shown=known):
                self.identifiers.errors = [entry.errors for entry in self.identifiers]
                valid = False
        self.doubts_shown.data = " ".join(doubt.mark for told in doubts.values() for doubt in told)
        return bool(valid)

    def _each_once(self, rows: Sequence[tuple[IdentifierRow, Number]]) -> bool:
        """Tell a number that stands in a row before it; says whether there is none."""
        first: dict[tuple[str, str], IdentifierRow] = {}
        for row, found in rows:
            before = first.setdefault((found.scheme, found.value), row)
            if before is not row:
                row.number.errors = [_once_more(before, found)]
                self.identifiers.errors = [entry.errors for entry in self.identifiers]
        return len(first) == len(rows)


def _once_more(before: IdentifierRow, found: Number) -> str:
    """That a number stands in another row already, which may have another form of it."""
    label = before.number.label.text
    said = gettext("This is the same as “%(label)s”. Clear one of the two.", label=label)
    if found.scheme is not Scheme.ISBN:
        return said
    both_forms = gettext("The ISBN of 10 and of 13 digits of a book are one number.")
    return f"{said} {both_forms}"


def _words(doubt: Doubt) -> str:
    """Why a number may be wrong although it can be such a number, and what to do about it."""
    match doubt.about:
        case Namesake() as other:
            return gettext(
                "This %(scheme)s is already in the register: “%(title)s”, %(publisher)s. "
                "Correct the number, or write below why it is the same.",
                scheme=SCHEMES[doubt.number.scheme],
                title=other.title,
                publisher=other.publisher,
            )
        case Organisation() as holder:
            return gettext(
                "ISBNs that begin so were given to another publisher: %(publisher)s. "
                "Correct the number, or write below why it stands in your publication.",
                publisher=organisation_name(holder),
            )
        case _:
            return gettext(
                "The check digit is wrong. Correct the number; if it is printed so, write why below."
            )


class TitleForm(IdentifierForm):
    """What the publication is; `title_form` adds what only its kind is asked."""

    title = StringField(
        _("Title"), validators=[InputRequired(_("Write the title as in the book.")), at_most(TITLE_LIMIT)]
    )
    parallel_title = StringField(_("Parallel title"), validators=[at_most(TITLE_LIMIT)])
    people = FieldList(FormField(PersonRow), min_entries=2, max_entries=ROWS_LIMIT)
    language = select(_("Language"), choices=language_choices)
    script = select(_("Script"), choices=choices(SCRIPTS))
    origin = select(_("Where was it made?"), choices=choices(ORIGINS))
    carrier = select(_("On what?"))
    subjects = select(_("Subject"), choices=[*UNKNOWN, *choices(SUBJECTS)])
    audiences = select(_("For whom?"), choices=[*UNKNOWN, *choices(AUDIENCES)])
    restricted = radios(_("Is access to it restricted by law?"), choices=YES_OR_NO)

    def offer(self, kind: KindDefinition) -> None:
        """Offer the carriers, numbers and roles that this kind can have; a single carrier is not asked."""
        super().offer(kind)
        if "carrier" in self:
            self.carrier.choices = choices({carrier: CARRIERS[carrier] for carrier in kind.carriers})
            if len(kind.carriers) == 1:
                del self["carrier"]
        roles = choices({role: ROLES[role] for role in (*kind.roles, *GENERAL_ROLES)})
        for number, entry in enumerate(self.people, start=1):
            row = entry.form
            row.role.choices = roles
            row.name.label.text = gettext("Person %(number)s", number=number)
            row.role.label.text = gettext("Role of person %(number)s", number=number)
            if not row.name.data:
                row.role.data = roles[0].value

    def particulars(self) -> list[Field]:
        """Return the fields that only this kind has, in their order."""
        return [self[detail.name] for detail in self.asked.details(Level.TITLE)]


def title_form(kind: KindDefinition) -> type[TitleForm]:
    """Return the first step's form for a kind; fields stand in the order of the page, and so do problems."""
    made = {detail.name: detail_field(detail) for detail in kind.details(Level.TITLE)}
    made["identifiers"] = FieldList(FormField(IdentifierRow), min_entries=1, max_entries=ROWS_LIMIT)
    if "udc" in kind.asks:
        made["udc"] = StringField(_("UDC"), validators=[Optional(), at_most(100), UDC])
    if "series" in kind.asks:
        made["series"] = StringField(_("Series"), validators=[at_most(TITLE_LIMIT)])
    return type("TitleFormOfKind", (TitleForm,), made)
