"""What a periodical is, and what is usual of its issues."""

from collections.abc import Mapping, Sequence
from typing import Any

from wtforms import StringField
from wtforms.validators import InputRequired

from app.desks.registration.fields import UNKNOWN, YES_OR_NO
from app.domain.errors import DomainError
from app.domain.identifiers import Issn, parse_issn
from app.domain.publication import SERIAL_KINDS
from app.infra.i18n import gettext
from app.infra.i18n import lazy_gettext as _
from app.publications.languages import language_choices
from app.publications.vocabulary import (
    AUDIENCES,
    CARRIERS,
    NEWSPAPER_LEVELS,
    ORIGINS,
    SCRIPTS,
    SUBJECTS,
    kind_name,
)
from app.web.fields import WholeNumberField, choices, radios, select
from app.web.forms import SubmissionForm, at_most, choices_of
from app.web.messages import message_for

TITLE_LIMIT, REASON_LIMIT = 500, 200
LARGEST_NUMBER = 1_000_000


class FactsForm(SubmissionForm):
    """What a periodical is, and what is usual of its issues."""

    title = StringField(
        _("Title"), validators=[InputRequired(_("Write the title as on the issue.")), at_most(TITLE_LIMIT)]
    )
    parallel_title = StringField(_("Parallel title"), validators=[at_most(TITLE_LIMIT)])
    kind = radios(_("What is it?"))
    newspaper_level = select(_("Reach of the newspaper"), choices=[*UNKNOWN, *choices(NEWSPAPER_LEVELS)])
    issn = StringField(_("ISSN"), validators=[at_most(40)])
    issn_reason = StringField(_("Why is it so?"), validators=[at_most(REASON_LIMIT)])
    language = select(_("Language"), choices=language_choices)
    script = select(_("Script"), choices=choices(SCRIPTS))
    origin = select(_("Where was it made?"), choices=choices(ORIGINS))
    carrier = select(_("On what?"), choices=choices(CARRIERS))
    subjects = select(_("Subject"), choices=[*UNKNOWN, *choices(SUBJECTS)])
    audiences = select(_("For whom?"), choices=[*UNKNOWN, *choices(AUDIENCES)])
    restricted = radios(_("Is access to it restricted by law?"), choices=YES_OR_NO)
    printer = StringField(_("Printing house"), validators=[at_most(300)])
    print_run = WholeNumberField(_("Usual print run"), least=1, most=100_000_000, example=3000)
    pages = WholeNumberField(_("Usual pages"), least=1, most=100_000, example=16)
    price = WholeNumberField(_("Usual price in soʻm"), least=0, most=1_000_000_000_000, example=5000)
    depositor_region = select(_("Your region"))

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.kind.choices = choices_of((kind.value, kind_name(kind)) for kind in SERIAL_KINDS)

    @property
    def number(self) -> Issn | None:
        """The ISSN that was typed; None when empty or no ISSN."""
        try:
            return self._read()
        except DomainError:
            return None

    def validate(self, extra_validators: Mapping[str, Sequence[Any]] | None = None) -> bool:
        """Check the form; a wrong check digit needs a reason. Who else carries it is asked in the act."""
        valid = bool(super().validate(extra_validators))
        doubt = self._doubt()
        if doubt:
            self.issn.errors = [*self.issn.errors, doubt]
        return valid and not doubt

    def _doubt(self) -> str:
        try:
            issn = self._read()
        except DomainError as error:
            return message_for(error)
        if issn is None or issn.valid or (self.issn_reason.data or "").strip():
            return ""
        return gettext("The check digit is wrong. Correct the number; if it is printed so, write why below.")

    def _read(self) -> Issn | None:
        typed = (self.issn.data or "").strip()
        return parse_issn(typed) if typed else None
