"""What pages tell of a key that cannot sign."""

from flask_babel import LazyString

from app.compliance.messages import TROUBLES
from app.domain.actor import Actor
from app.infra import clock
from app.infra.signing.here import trouble_at
from app.policy.permissions import Permission
from app.policy.table import may


def signing_trouble(actor: Actor) -> LazyString | None:
    """Why nothing can be signed, for whoever issues notices; None for others, and if all is well."""
    if not may(actor, Permission.NOTICE_ISSUE):
        return None
    trouble = trouble_at(clock.now())
    return TROUBLES[trouble] if trouble is not None else None
