"""Forms of sections, stock-takes and campaigns."""

from wtforms import BooleanField, HiddenField, StringField
from wtforms.validators import InputRequired, Optional

from app.infra.i18n import LANGUAGES
from app.infra.i18n import lazy_gettext as _
from app.web.fields import select, several
from app.web.forms import DateField, RowField, SubmissionForm, at_most, choices_of, new_submission_key

SCAN_LIMIT = 200


class SectionForm(SubmissionForm):
    """A new section."""

    mark = StringField(
        _("Shelf mark"), validators=[InputRequired(_("Write the mark of the section.")), at_most(30)]
    )
    name = StringField(_("What stands there"), validators=[at_most(120)])


class PlaceForm(SubmissionForm):
    """Places one copy by what was scanned."""

    code = StringField(
        validators=[InputRequired(_("Scan or type the number of a copy.")), at_most(SCAN_LIMIT)]
    )


class PlaceManyForm(SubmissionForm):
    """Places many copies: of a receipt, of a run of numbers, or all that belong to no section."""

    receipt = StringField(_("Number of a receipt"), validators=[at_most(40)])
    first = StringField(_("From accession number"), validators=[at_most(40)])
    last = StringField(_("To accession number"), validators=[at_most(40)])


class PlanForm(SubmissionForm):
    """Plans a stock-take; the view gives the sections."""

    sections = several(_("Sections"))
    unplaced = BooleanField(_("Copies that belong to no section"))
    first = DateField(_("First day"))
    last = DateField(_("Last day"))


class ShelfForm(SubmissionForm):
    """One scan of a shelf, or taking one back."""

    submission_key = HiddenField(
        name="key", default=new_submission_key, validators=[InputRequired(), at_most(64)]
    )
    code = StringField(validators=[at_most(SCAN_LIMIT)])
    act = HiddenField(validators=[at_most(8)])
    release_id = RowField(validators=[Optional()])
    scan_id = RowField(validators=[Optional()])


class PlainForm(SubmissionForm):
    """An act that needs nothing more."""


class CloseForm(SubmissionForm):
    """Closes a stock-take, with the language of its act."""

    language = select(
        _("Language of the document"),
        choices=choices_of((language.code, language.title) for language in LANGUAGES),
    )


class CampaignForm(SubmissionForm):
    """Opens a campaign; the view gives the regions within reach."""

    name = StringField(
        _("Name of the campaign"),
        validators=[InputRequired(_("Write what the libraries read on their desks.")), at_most(120)],
    )
    region = select(_("Region"))
    first = DateField(_("First day"))
    last = DateField(_("Last day"))
