"""What refusals and acts of inquiries say to a person."""

from app.infra.i18n import lazy_gettext as _
from app.web.messages import add_messages

add_messages(
    {
        "applicability.no_law": _("No rule set is in force today, so nobody owes anything."),
        "applicability.no_kinds": _("Choose at least one kind of publication."),
    }
)

SENTENCES = {"applicability.asked": _("Asked whether the law applies: %(code)s")}
