"""The short form of "Does the law apply to me?"."""

from collections.abc import Mapping

from flask_babel import LazyString

from app.domain.law_applicability import Depositing
from app.domain.publication import Kind
from app.infra.i18n import lazy_gettext as _
from app.organisations.kind_names import KIND_NAMES
from app.organisations.models import OrganisationKind
from app.publications.vocabulary import kinds_by_group
from app.web.fields import choices, radios, several
from app.web.forms import PageForm, grouped_choices

WHO_NAMES: Mapping[str, LazyString] = {
    who: KIND_NAMES[OrganisationKind(who.value)] for who in Depositing if who is not Depositing.RIGHTS_HOLDER
} | {Depositing.RIGHTS_HOLDER: _("Holder of the right to distribute")}


class ApplicabilityForm(PageForm):
    """What somebody is and brings out; every kind can be asked about, also one that no rule names."""

    who = radios(_("What are you?"), choices=choices(WHO_NAMES), default=Depositing.PUBLISHER.value)
    kinds = several(_("What do you bring out?"))

    @property
    def chosen(self) -> list[Kind]:
        """The kinds that were chosen; read them once the form is valid."""
        return [Kind(code) for code in self.kinds.data or ()]


def applicability_form() -> ApplicabilityForm:
    """Return the form that asks about every kind, under the names of their groups."""
    form = ApplicabilityForm()
    form.kinds.choices = grouped_choices(kinds_by_group(Kind))
    return form
