"""What is done with publications, their releases, and drafts of registrations."""

from app.publications.services.amendment import (
    amend_from_draft,
    amend_release,
    check_amendment,
    refuse_withdrawn,
    start_amendment,
)
from app.publications.services.drafts import SentStep, discard_draft, save_draft, stamp_of, start_draft
from app.publications.services.folding import fold_some_keys
from app.publications.services.registration import register_release
from app.publications.services.withdrawal import withdraw_release

__all__ = [
    "SentStep",
    "amend_from_draft",
    "amend_release",
    "check_amendment",
    "discard_draft",
    "fold_some_keys",
    "refuse_withdrawn",
    "register_release",
    "save_draft",
    "stamp_of",
    "start_amendment",
    "start_draft",
    "withdraw_release",
]
