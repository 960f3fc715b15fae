"""What is said of a search that cannot be made."""

from app.infra.i18n import lazy_gettext as _
from app.web.messages import add_messages

add_messages({"search.wrong_filter": _("The address of this file makes no sense. %(problem)s")})
