"""Who owes how many copies to whom by when, how that changes, and how it stands."""

from app.domain.obligations.decision import Decision, Exempt, Owed, Substituted, Undecided, decide
from app.domain.obligations.reconciliation import Amendment, Cancellation, Changes, Standing, reconcile
from app.domain.obligations.state import DUE_SOON, Status, status

__all__ = [
    "DUE_SOON",
    "Amendment",
    "Cancellation",
    "Changes",
    "Decision",
    "Exempt",
    "Owed",
    "Standing",
    "Status",
    "Substituted",
    "Undecided",
    "decide",
    "reconcile",
    "status",
]
