"""What refusals and acts of this slice say to a person."""

from app.infra.i18n import lazy_gettext as _
from app.web.messages import add_messages

add_messages(
    {
        "stir.malformed": _("A TIN has nine digits."),
        "organisation.stir_taken": _("An organisation with TIN %(stir)s is registered already."),
        "organisation.code_taken": _("The code %(code_of_another)s belongs to another depository."),
        "organisation.name_missing": _("Write the name of the organisation."),
        "organisation.region_unknown": _("Choose a region of the list."),
    }
)

SENTENCES = {
    "places.loaded": _("Places loaded: %(regions)s regions, %(districts)s districts"),
    "organisation.created": _("Organisation registered: %(name)s"),
    "organisation.contact_changed": _("Address or head of the organisation changed"),
}
