"""What refusals and acts of unit values say."""

from app.infra.i18n import lazy_gettext as _
from app.web.messages import add_messages

add_messages(
    {
        "unit_value.no_amount": _("Write what the unit is worth, in whole soʻm."),
        "unit_value.no_day": _("Write from which day it is worth that."),
        "unit_value.too_far": _("This day is more than a year away. Look at the year once more."),
        "unit_value.no_source": _("Write which act lays the value down, with its day and number."),
        "unit_value.specimen": _(
            "An invented value has its place in a demonstration only. Write the real one."
        ),
    }
)

SENTENCES = {"unit_value.entered": _("%(unit)s is worth %(amount)s soʻm from %(from_on)s: %(source)s")}
