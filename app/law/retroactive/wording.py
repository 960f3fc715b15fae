"""Retroactive effect in the reader's words."""

from app.infra.i18n import format_long, gettext
from app.law.queries import InForce


def reach_text(law: InForce) -> str:
    """How far a set that has retroactive effect reaches back, and which clause orders it."""
    if law.reaches_back_to is None:
        return ""
    return gettext(
        "%(code)s %(version)s, retroactive from %(first)s, ordered by %(clause)s",
        code=law.code,
        version=law.version,
        first=format_long(law.reaches_back_to),
        clause=law.ordered_by,
    )
