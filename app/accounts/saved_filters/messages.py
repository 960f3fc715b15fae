"""What refusals of this slice say to a person."""

from app.infra.i18n import lazy_gettext as _
from app.web.messages import add_messages

add_messages(
    {
        "saved_filter.name_missing": _("Write a name for the filter."),
        "saved_filter.nothing": _("Narrow or sort the list first: there is nothing to save yet."),
        "saved_filter.too_many": _("You keep %(most)s filters for this list already. Drop one first."),
    }
)
