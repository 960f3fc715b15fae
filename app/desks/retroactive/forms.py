"""The form that gives a rule set retroactive effect; sent twice: to see what would happen, and to confirm."""

from collections.abc import Mapping, Sequence
from typing import Any

from wtforms import HiddenField, StringField

from app.infra.i18n import gettext
from app.infra.i18n import lazy_gettext as _
from app.web.forms import DateField, SubmissionForm, at_most, text_of


class ReachForm(SubmissionForm):
    """The first day that the set reaches back to, and the clause that orders it.

    `seen` is the digest of what was shown; empty before that.
    """

    reaches_back_to = DateField(_("First day of the events that it governs"))
    citation = StringField(_("Clause that orders it"), validators=[at_most(200)])
    seen = HiddenField(validators=[at_most(64)])

    @property
    def clause(self) -> str:
        """The clause as entered."""
        return text_of(self.citation).strip()

    def validate(self, extra_validators: Mapping[str, Sequence[Any]] | None = None) -> bool:
        """Check the form; the day and the clause are needed."""
        valid = bool(super().validate(extra_validators))
        if not self.clause:
            self.citation.errors = [gettext("Name the clause that orders it.")]
            valid = False
        if "reaches_back_to" not in self.errors and self.reaches_back_to.value is None:
            self.reaches_back_to.form.day.errors = [gettext("Write the day.")]
            return False
        return valid
