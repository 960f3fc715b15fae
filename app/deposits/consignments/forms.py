"""Shape of what is asked about a consignment."""

from collections.abc import Mapping, Sequence
from typing import TypeVar

from wtforms import BooleanField, StringField
from wtforms.validators import InputRequired, Regexp

from app.deposits.consignments.packing import MOST_BOXES
from app.deposits.obligations.rows import ObligationRow
from app.infra.i18n import lazy_gettext as _
from app.web.fields import WholeNumberField
from app.web.forms import SubmissionForm, at_most

PREFIX = "copies-"
Form = TypeVar("Form", bound=SubmissionForm)


class SendForm(SubmissionForm):
    """How a parcel goes on its way."""

    carrier = StringField(
        _("How is it sent?"),
        description=_("Post, courier, or brought by hand."),
        validators=[
            InputRequired(_("Write how the parcel is sent.")),
            at_most(100),
        ],
    )
    tracking = StringField(
        _("Tracking number"),
        description=_("From the receipt of the post office or courier."),
        validators=[at_most(60)],
    )
    owed_no_longer = BooleanField(_("Send copies that are not owed"))


class BoxesForm(SubmissionForm):
    """Says into how many boxes the parcel is packed."""

    boxes = WholeNumberField(
        _("Number of boxes"),
        least=1,
        most=MOST_BOXES,
        example=2,
        default="1",
        description=_("Each of several boxes gets a label with a code of its own."),
    )


class ComposeForm(BoxesForm):
    """Says what goes into a parcel, if need be more than is owed."""

    more_than_owed = BooleanField(_("Send more copies than are owed"))


def compose_form(
    rows: Sequence[ObligationRow], depository_id: int, prepared: Mapping[int, int]
) -> ComposeForm:
    """Return a form with a number field for each obligation, filled with what this library still lacks and
    no prepared parcel holds, and one of boxes."""
    lacking = {
        row.id: max(0, row.missing - prepared.get(row.id, 0)) if row.depository.id == depository_id else 0
        for row in rows
    }
    return copies_form(ComposeForm, lacking)


def copies_form(base: type[Form], copies: Mapping[int, int]) -> Form:
    """Return a form of this class with a number field for each obligation, filled with so many copies."""
    up_to_999 = Regexp(r"\s*\d{0,3}\s*$", message=_("Write a number of copies from 0 to 999."))
    fields = {
        f"{PREFIX}{obligation_id}": StringField(_("Copies"), default=str(number), validators=[up_to_999])
        for obligation_id, number in copies.items()
    }
    form: Form = type("CopiesForm", (base,), fields)()
    return form


def chosen_copies(form: SubmissionForm) -> dict[int, int]:
    """Return the copies chosen towards each obligation of a valid form; an emptied field is zero."""
    return {
        int(name.removeprefix(PREFIX)): int(value.strip() or 0)
        for name, value in form.data.items()
        if name.startswith(PREFIX)
    }
