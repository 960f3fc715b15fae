"""Whether copies of the earlier edition were deposited: what is answered, beside what the register knows."""

from app.deposits.obligations.deposited import (
    Earlier,
    as_its_own_earlier,
    earlier_elsewhere,
    earlier_of,
    in_words,
    says_deposited,
)
from app.domain.errors import DomainError
from app.domain.registration import RegistrationAnswers
from app.publications.models import RegistrationDraft, Release
from app.publications.queries import answers_of, own_release
from app.web.access import current_actor

REASON = "deposit_reason"


def earlier_of_draft(draft: RegistrationDraft) -> Earlier | None:
    """Return what has come of the release before the one that is registered or amended, if it is known.

    Of a title that is registered anew it is a release of another one that may be the same work. What is
    amended and has none before it is asked about itself, as far as it is late or noticed.
    """
    actor, answers = current_actor(), RegistrationAnswers.from_json(draft.answers).fitted()
    if draft.amends_id is not None:
        release = own_release(actor, draft.amends_id)
        return _before(release, answers) or as_its_own_earlier(release, by=actor)
    found = earlier_of(draft.publication_id, by=actor) if draft.publication_id is not None else None
    own = actor.organisation_ids
    return found or earlier_elsewhere([answers], publisher_ids=own, by=actor, but=draft.publication_id)[0]


def earlier_of_release(release: Release) -> Earlier | None:
    """Return the same of a registered release, of what was registered before it."""
    return _before(release, answers_of(release))


def _before(release: Release, answers: RegistrationAnswers) -> Earlier | None:
    actor, title = current_actor(), release.publication
    found = earlier_of(title.id, by=actor, before=release.id)
    return (
        found
        or earlier_elsewhere(
            [answers], publisher_ids=[title.publisher_id], by=actor, but=title.id, before=release.id
        )[0]
    )


def refuse_unexplained(draft: RegistrationDraft) -> None:
    """Refuse that copies of the earlier edition are said to be deposited where the register knows otherwise
    and no reason says why.

    Raises:
        DomainError: `registration.deposit_reason`.
    """
    answers = RegistrationAnswers.from_json(draft.answers).fitted()
    told = not says_deposited(answers) or answers.release_details.get(REASON)
    if told or draft.release_id is not None:
        return
    earlier = earlier_of_draft(draft)
    if earlier is not None and earlier.is_short:
        raise DomainError("registration.deposit_reason", said=in_words(earlier))
