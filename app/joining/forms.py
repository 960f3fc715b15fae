"""The form of an application, and what the authority writes to an applicant."""

from wtforms import EmailField, RadioField, StringField, TelField, TextAreaField
from wtforms.validators import DataRequired, Optional

from app.accounts.forms import EMAIL
from app.infra.i18n import gettext, organisation_name
from app.infra.i18n import lazy_gettext as _
from app.joining.claims import Belonging
from app.joining.details import DEPOSITOR_KINDS, Details, duplicates_of
from app.organisations.field_checks import telephone, unturned
from app.organisations.kind_names import KIND_NAMES
from app.organisations.models import Organisation, OrganisationKind
from app.organisations.record_form import RecordFields
from app.organisations.services import NewOrganisation
from app.web.fields import offered, select
from app.web.forms import SubmissionForm, at_most, choices_of, text_of

ANOTHER = "another"


class ApplicationForm(RecordFields):
    """An organisation and whom to ask about it; the choices are given by `application_form`."""

    kind = select(
        _("What are you?"),
        choices=choices_of((k.value, KIND_NAMES[k]) for k in OrganisationKind if k in DEPOSITOR_KINDS),
    )
    stir = StringField(
        _("TIN"), validators=[DataRequired(_("Write the TIN of the organisation.")), at_most(40)]
    )
    legal_address = StringField(_("Legal address"), validators=[at_most(500)])
    address = StringField(_("Postal address"), validators=[at_most(500)])
    contact_name = StringField(
        _("Name of the contact person"),
        validators=[DataRequired(_("Write the name.")), unturned, at_most(200)],
    )
    phone = TelField(_("Telephone"), validators=[at_most(50), telephone])
    email = EmailField(
        _("E-mail"),
        filters=[lambda text: (text or "").strip().lower()],
        validators=[DataRequired(_("Write the e-mail.")), at_most(254), EMAIL],
    )
    same_as = RadioField(
        _("Is one of these records yours?"), validate_choice=False, validators=[Optional(), offered]
    )
    other_reason = TextAreaField(
        _("Why it is another organisation, or why yours has another TIN there"), validators=[at_most(1000)]
    )

    duplicates: list[Organisation]

    def organisation(self) -> NewOrganisation:
        """Return what was typed of the organisation."""
        return NewOrganisation(
            kind=OrganisationKind(self.kind.data),
            name=text_of(self.name),
            name_ru=text_of(self.name_ru),
            name_en=text_of(self.name_en),
            stir=text_of(self.stir),
            region_soato=self.region_soato.data or "",
            district_soato=self.district_soato.data or None,
            legal_address=text_of(self.legal_address),
            address=text_of(self.address),
            licence_number=text_of(self.licence_number),
            licensed_on=self.licensed_on.value,
            contact_name=text_of(self.contact_name).strip(),
            phone=text_of(self.phone),
            email=text_of(self.email),
            isbn_prefixes=self.prefixes(),
        )

    def details(self) -> Details:
        """Return what was typed; read it once the form is valid."""
        chosen = self.same_as.data or ""
        claimed = int(chosen) if chosen.isdigit() else None
        reason = text_of(self.other_reason).strip() if chosen else ""
        return Details(self.organisation(), claimed, reason)


def application_form(**shown: object) -> ApplicationForm:
    """Return the form with its choices; records that are like what was typed are among them."""
    form = ApplicationForm(**shown)
    form.offer_places()
    form.duplicates = _duplicates(form)
    named = [(str(row.id), organisation_name(row)) for row in form.duplicates]
    form.same_as.choices = choices_of(
        [*named, (ANOTHER, gettext("None of them: this is another organisation"))]
    )
    return form


def _duplicates(form: ApplicationForm) -> list[Organisation]:
    names = (text_of(form.name), text_of(form.name_ru), text_of(form.name_en))
    typed = NewOrganisation(
        OrganisationKind.PUBLISHER, names[0], "", name_ru=names[1], name_en=names[2], stir=text_of(form.stir),
        isbn_prefixes=form.prefixes(),
    )  # fmt: skip
    return duplicates_of(typed) if form.is_submitted() else []


class ApprovalForm(SubmissionForm):
    """An approval; a claimed record with another TIN is decided on with it."""

    claim = RadioField(
        _("Whose is the record?"),
        choices=choices_of(
            [
                (Belonging.RECORD, _("The applicant's: the account is bound to it, and its TIN stays")),
                (Belonging.OWN, _("Another's: a record of its own is made for the applicant")),
            ]
        ),
        validate_choice=False,
        validators=[Optional(), offered],
    )

    def belonging(self) -> Belonging | None:
        """Return what was decided; read it once the form is valid."""
        return Belonging(self.claim.data) if self.claim.data else None


class RemarkForm(SubmissionForm):
    """What is written to an applicant: a question, or the reason of a refusal."""

    text = TextAreaField(
        _("Your words"), validators=[DataRequired(_("Write what the applicant shall read.")), at_most(2000)]
    )
