"""What an act on a claim is about, for the record of acts and the histories that read it."""

from collections.abc import Iterable

from app.compliance.claims.models import Claim
from app.domain.events import Subject


def subjects_of(claim: Claim, release_ids: Iterable[int]) -> tuple[Subject, ...]:
    """Return the claim, its two sides and each of these releases once."""
    return (
        Subject("claim", claim.id),
        Subject("organisation", claim.depositor_id),
        Subject("organisation", claim.depository_id),
        *(Subject("release", release_id) for release_id in dict.fromkeys(release_ids)),
    )
