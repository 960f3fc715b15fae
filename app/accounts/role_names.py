"""What the roles are called."""

from flask_babel import LazyString

from app.domain.actor import Role
from app.infra.i18n import lazy_gettext as _

ROLE_NAMES: dict[Role, LazyString] = {
    Role.PUBLIC: _("Public"),
    Role.DEPOSITOR: _("Depositor"),
    Role.LIBRARIAN: _("Librarian"),
    Role.REGULATOR: _("Regulator"),
    Role.ADMINISTRATOR: _("Administrator"),
    Role.SYSTEM: _("System"),
}
