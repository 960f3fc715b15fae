"""Fields of an official record: an applicant describes it with them, an administrator corrects it."""

import re

from wtforms import HiddenField, StringField, TextAreaField
from wtforms.validators import DataRequired

from app.domain.identifiers import hyphenated_isbn_prefix
from app.infra.i18n import gettext, place_name
from app.infra.i18n import lazy_gettext as _
from app.organisations.field_checks import unturned
from app.organisations.kind_names import KIND_NAMES
from app.organisations.models import Organisation, OrganisationKind
from app.organisations.official import NAMES, OfficialRecord, kinds_beside, record_of
from app.organisations.queries import districts, regions
from app.web.fields import select
from app.web.forms import DateField, SubmissionForm, at_most, choices_of, show_date, text_of

_BETWEEN = re.compile(r"[,;\n]+|\s{2,}")


class RecordFields(SubmissionForm):
    """The fields that both have; `offer_places` gives the choices."""

    name = StringField(
        _("Official name"),
        validators=[DataRequired(_("Write the name of the organisation.")), unturned, at_most(300)],
    )
    name_ru = StringField(_("Name in Russian"), validators=[unturned, at_most(300)])
    name_en = StringField(_("Name in English"), validators=[unturned, at_most(300)])
    region_soato = select(_("Region"))
    district_soato = select(_("District or city"))
    licence_number = StringField(_("Number of the licence"), validators=[at_most(60)])
    licensed_on = DateField(_("Day of the licence"))
    isbn_prefixes = StringField(_("ISBN prefixes"), validators=[at_most(500)])

    def offer_places(self) -> None:
        """Give the choices of places."""
        self.region_soato.choices = choices_of(
            [("", gettext("Choose")), *((r.soato, place_name(r)) for r in regions())]
        )
        self.district_soato.choices = choices_of(
            [("", "—"), *((d.soato, place_name(d)) for d in districts())]
        )

    def prefixes(self) -> tuple[str, ...]:
        """Return each ISBN prefix as it was typed."""
        return tuple(part.strip() for part in _BETWEEN.split(text_of(self.isbn_prefixes)) if part.strip())


class RecordForm(RecordFields):
    """The official record; `shown` is the fingerprint of what it began with."""

    kind = select(_("Kind"))
    short_name = StringField(_("Short name"), validators=[unturned, at_most(100)])
    stir = StringField(_("TIN"), validators=[at_most(40)])
    shown = HiddenField(validators=[at_most(64)])

    def record(self) -> OfficialRecord:
        """Return what was typed; read it once the form is valid."""
        return OfficialRecord(
            kind=OrganisationKind(self.kind.data),
            name=text_of(self.name),
            short_name=text_of(self.short_name),
            name_ru=text_of(self.name_ru),
            name_en=text_of(self.name_en),
            stir=text_of(self.stir).strip() or None,
            region_soato=self.region_soato.data or "",
            district_soato=self.district_soato.data or None,
            licence_number=text_of(self.licence_number),
            licensed_on=self.licensed_on.value,
            isbn_prefixes=self.prefixes(),
        )


def record_form(organisation: Organisation) -> RecordForm:
    """Return the form with its choices, filled in with what is kept."""
    kept = record_of(organisation)
    form = RecordForm(
        **{name: getattr(kept, name) for name in (*NAMES, "stir", "licence_number", "region_soato")},
        district_soato=kept.district_soato or "",
        kind=kept.kind.value,
        licensed_on=show_date(kept.licensed_on),
        isbn_prefixes=", ".join(hyphenated_isbn_prefix(digits) for digits in kept.isbn_prefixes),
        shown=kept.fingerprint(),
    )
    form.kind.choices = choices_of((kind.value, KIND_NAMES[kind]) for kind in kinds_beside(kept.kind))
    form.offer_places()
    return form


class WishForm(SubmissionForm):
    """What an organisation asks the authority to change, in its own words."""

    words = TextAreaField(
        _("What should change, and why"),
        validators=[DataRequired(_("Write what should be changed and why.")), at_most(2000)],
    )
