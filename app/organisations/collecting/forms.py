"""Shape of what is asked about collecting libraries."""

from wtforms import SelectField

from app.infra.i18n import lazy_gettext as _
from app.infra.i18n import organisation_name
from app.organisations.queries import depositories
from app.web.forms import PageForm


class CollectingForm(PageForm):
    """Which library is collected for, and by which."""

    depository_id = SelectField(_("Library"), coerce=int)
    collector_id = SelectField(_("Its parcels may be sent to"), coerce=int)

    def offer_libraries(self) -> None:
        """Fill the choices with every open depository."""
        choices = [(library.id, organisation_name(library)) for library in depositories()]
        self.depository_id.choices = choices
        self.collector_id.choices = choices
