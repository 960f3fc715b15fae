"""Forms of the receiving desk."""

from wtforms import BooleanField, HiddenField, RadioField, StringField, TextAreaField
from wtforms.validators import InputRequired, Optional

from app.domain.receiving import Condition
from app.infra.i18n import lazy_gettext as _
from app.web.forms import (
    TEXT_LIMIT,
    PageForm,
    RowField,
    SubmissionForm,
    at_most,
    choices_of,
    new_submission_key,
    text_of,
)

SCAN_LIMIT = 200

# A copy is addressed elsewhere by its label, not by anybody's choice.
CONDITIONS = {
    Condition.GOOD: _("Good"),
    Condition.DAMAGED: _("Damaged"),
    Condition.DEFECTIVE: _("Defective"),
    Condition.WRONG_EDITION: _("Wrong edition"),
}

UNDO = "undo"


class OpenForm(SubmissionForm):
    """Opens a parcel by what was scanned or typed."""

    code = StringField(
        _("Scan the slip"),
        validators=[
            InputRequired(_("Scan or type the code of the slip, for example J26-004173-J.")),
            at_most(SCAN_LIMIT),
        ],
    )


class OpenWithoutSlipForm(SubmissionForm):
    """Opens copies that came without a slip, from a depositor or from nobody known."""

    depositor_id = RowField(validators=[Optional()])


class ScanForm(SubmissionForm):
    """One scan; an empty one with a condition speaks of the last scan, `act` may take it back."""

    submission_key = HiddenField(
        name="key", default=new_submission_key, validators=[InputRequired(), at_most(64)]
    )
    code = StringField(validators=[at_most(SCAN_LIMIT)])
    condition = RadioField(choices=choices_of(CONDITIONS.items()), validators=[Optional()])
    act = HiddenField(validators=[at_most(8)])
    release_id = RowField(validators=[Optional()])
    scan_id = RowField(validators=[Optional()])

    @property
    def chosen_condition(self) -> Condition:
        """The condition chosen for this copy; good if none was."""
        return Condition(self.condition.data or Condition.GOOD)

    @property
    def speaks_of_earlier(self) -> bool:
        """Whether it scans nothing, but takes back or judges what was scanned before."""
        return self.act.data == UNDO or not text_of(self.code).strip()

    @property
    def key_to_claim(self) -> str | None:
        """None for a scan, which is kept with its key: hands wait for each, and a claim is two statements."""
        return super().key_to_claim if self.speaks_of_earlier else None


class DecideForm(SubmissionForm):
    """What to do with one scanned copy."""

    decision = RadioField(
        _("What happens with this copy?"),
        choices=choices_of(
            [("accept", _("Accept it: it counts")), ("return", _("Return it: it does not count"))]
        ),
        validators=[InputRequired(_("Choose what happens with this copy."))],
    )
    reason = TextAreaField(
        _("Reason"),
        validators=[
            InputRequired(_("Write the reason: it stands in the receipt act.")),
            at_most(TEXT_LIMIT),
        ],
    )


class ConditionForm(SubmissionForm):
    """Names the condition of one scanned copy."""

    condition = RadioField(
        _("Condition of the copy"), choices=choices_of(CONDITIONS.items()), validators=[InputRequired()]
    )


class ConfirmForm(SubmissionForm):
    """Confirms an arrival as it was shown, if need be without a box that has not come, or with nothing in
    it."""

    shown = HiddenField(validators=[at_most(64)])
    without_boxes = BooleanField(_("Finish without the box that has not come"))
    came_empty = BooleanField(_("The parcel came, and none of its copies was in it"))


class ReverseForm(SubmissionForm):
    """Takes a receipt back."""

    reason = TextAreaField(
        _("Why is the receipt taken back?"),
        validators=[
            InputRequired(_("Write the reason: it is kept with the reversal.")),
            at_most(TEXT_LIMIT),
        ],
    )


class TitleSearch(PageForm):
    """Looks for a title by its words, a person or a number."""

    class Meta:
        csrf = False  # a search changes nothing

    q = StringField(_("Title"), validators=[at_most(SCAN_LIMIT)])


class DepositorSearch(PageForm):
    """Looks for a depositor by name or STIR."""

    class Meta:
        csrf = False  # a search changes nothing

    q = StringField(_("Depositor"), validators=[at_most(SCAN_LIMIT)])
