"""What pages tell of the key that signs the papers of the authority."""

from flask_babel import LazyString

from app.compliance.messages import NO_KEY, TROUBLES, UNMADE_PAPERS, USABLE_KEY
from app.compliance.queries.unmade import a_paper_waits_long
from app.domain.actor import Actor
from app.infra import clock
from app.infra.signing.here import sealer_at, trouble_at
from app.infra.signing.trouble import SigningTrouble
from app.policy.permissions import Permission
from app.policy.table import may


def signing_trouble(actor: Actor) -> LazyString | None:
    """Why nothing can be signed, for whoever issues papers; None for others, and if all is well."""
    if not may(actor, Permission.NOTICE_ISSUE):
        return None
    trouble = trouble_at(clock.now())
    return TROUBLES[trouble] if trouble is not None else None


def state_of_key() -> LazyString:
    """How the key stands, for whoever keeps the installation; a silent time-stamp authority shows in papers
    that are not made."""
    try:
        sealer = sealer_at(clock.now())
    except SigningTrouble as error:
        return TROUBLES[error.trouble]
    if sealer is None:
        return NO_KEY
    return UNMADE_PAPERS if a_paper_waits_long(clock.now()) else USABLE_KEY
