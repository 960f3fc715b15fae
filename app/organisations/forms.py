"""Forms of organisations."""

from dataclasses import fields

from flask_wtf.file import FileField
from wtforms import BooleanField, EmailField, HiddenField, StringField, TelField, TextAreaField
from wtforms.validators import DataRequired, Optional, Regexp

from app.infra.i18n import gettext
from app.infra.i18n import lazy_gettext as _
from app.organisations.field_checks import telephone, unturned
from app.organisations.services.contact import Contact
from app.organisations.services.mandates import MandateTerms
from app.web.forms import EMAIL_PATTERN, DateField, SubmissionForm, at_most, text_of


class ListForm(SubmissionForm):
    """The file that lists organisations."""

    file = FileField(_("The list"))


class MandateForm(SubmissionForm):
    """Whom one's own organisation lets act for it, for what, and until when."""

    stir = StringField(
        _("TIN of who shall act for you"),
        validators=[DataRequired(_("Write the TIN of the organisation.")), at_most(40)],
    )
    registers = BooleanField(_("Register and amend titles"))
    sends = BooleanField(_("Prepare and send consignments and files"))
    until = DateField(_("Last day"))

    def terms(self) -> MandateTerms:
        """Return what was typed; read it once the form is valid."""
        return MandateTerms(
            text_of(self.stir), bool(self.registers.data), bool(self.sends.data), self.until.value
        )


class ContactForm(SubmissionForm):
    """Where an organisation is reached and who signs for it."""

    address = StringField(_("Postal address"), validators=[at_most(500)])
    address_ru = StringField(_("Postal address in Russian"), validators=[at_most(500)])
    legal_address = StringField(_("Legal address"), validators=[at_most(500)])
    contact_name = StringField(_("Contact person"), validators=[at_most(200)])
    phone = TelField(_("Telephone"), validators=[at_most(50), telephone])
    email = EmailField(
        _("E-mail"),
        validators=[
            Optional(),
            at_most(254),
            Regexp(
                EMAIL_PATTERN,
                message=_("Write a whole e-mail, such as name@example.uz."),
            ),
        ],
    )
    head_post = StringField(_("Post of the head"), validators=[at_most(200)])
    head_post_ru = StringField(_("Post of the head in Russian"), validators=[at_most(200)])
    head_post_en = StringField(_("Post of the head in English"), validators=[at_most(200)])
    head_name = StringField(_("Name of the head"), validators=[at_most(200)])
    head_name_ru = StringField(_("Name of the head in Russian"), validators=[at_most(200)])

    def contact(self) -> Contact:
        """Return what was typed; read it once the form is valid."""
        return Contact(**{part.name: text_of(getattr(self, part.name)) for part in fields(Contact)})


class NameForm(SubmissionForm):
    """Another name, or the name of an imprint; asked for a reason where it is another organisation's too."""

    name = StringField(
        _("The name"),
        validators=[DataRequired(_("Write the name of the organisation.")), unturned, at_most(300)],
    )
    other_reason = TextAreaField(_("Why it is a name of this organisation too"), validators=[at_most(1000)])


class ReferenceForm(SubmissionForm):
    """Another record; empty: none."""

    reference = StringField(_("TIN or number of the other record"), validators=[at_most(20)])


class MergeForm(SubmissionForm):
    """The record that survives, and why."""

    reference = StringField(
        _("TIN or number of the record that stays"),
        validators=[DataRequired(_("Write the TIN or the number of the other record.")), at_most(20)],
    )
    reason = StringField(
        _("Reason"), validators=[DataRequired(_("Write the reason; it is kept.")), at_most(500)]
    )

    tins_differ = BooleanField()
    other_tin = HiddenField()
    """The TIN of the record that stays for which `tins_differ` is asked; for no other the tick counts."""

    def ask_whether_one(self, other: str) -> None:
        """Ask whether the record with this TIN is of the same organisation; nobody has said so yet."""
        self.other_tin.data, self.tins_differ.data = other, False

    def name_tins(self, tin: str) -> None:
        """Name both TINs beside the tick: that of the record and the one asked about."""
        said = gettext(
            "TIN %(tin)s and TIN %(other)s are of one organisation", tin=tin, other=text_of(self.other_tin)
        )
        self.tins_differ.label.text = said

    @property
    def agreed_tin(self) -> str:
        """The TIN for which it was said that both are of one organisation; empty if it was not."""
        return text_of(self.other_tin) if self.tins_differ.data else ""


class ReasonForm(SubmissionForm):
    """Why a merge is undone."""

    reason = StringField(
        _("Reason"), validators=[DataRequired(_("Write the reason; it is kept.")), at_most(500)]
    )
