"""What the kinds of organisations are called."""

from flask_babel import LazyString

from app.infra.i18n import lazy_gettext as _
from app.organisations.models import OrganisationKind

KIND_NAMES: dict[OrganisationKind, LazyString] = {
    OrganisationKind.PUBLISHER: _("Publisher"),
    OrganisationKind.PRINTER: _("Printer"),
    OrganisationKind.EDITORIAL_OFFICE: _("Editorial office"),
    OrganisationKind.PRODUCER: _("Producer"),
    OrganisationKind.IMPORTER: _("Importer"),
    OrganisationKind.ACADEMIC_COUNCIL: _("Academic council"),
    OrganisationKind.AUTHOR_PUBLISHER: _("Author who publishes"),
    OrganisationKind.DEPOSITORY: _("Depository"),
    OrganisationKind.AUTHORITY: _("Authority"),
}
