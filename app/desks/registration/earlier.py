"""Whether copies of the earlier edition were deposited: what is answered, beside what the register knows."""

from app.deposits.obligations.deposited import Earlier, earlier_of
from app.domain.errors import DomainError
from app.domain.publication import EditionStatus
from app.domain.registration import RegistrationAnswers
from app.infra import clock
from app.infra.i18n import format_long, format_number, gettext, ngettext
from app.publications.editions import edition_words
from app.publications.models import RegistrationDraft, Release
from app.publications.queries import own_release
from app.web.access import current_actor

REASON = "deposit_reason"


def earlier_of_draft(draft: RegistrationDraft) -> Earlier | None:
    """Return what has come of the release before the one that is registered or amended, if it is known."""
    if draft.amends_id is not None:
        return earlier_of_release(own_release(current_actor(), draft.amends_id))
    return earlier_of(draft.publication_id) if draft.publication_id is not None else None


def earlier_of_release(release: Release) -> Earlier | None:
    """Return the same of a registered release."""
    return earlier_of(release.publication_id, before=release.sequence)


def in_words(earlier: Earlier) -> str:
    """Say how much has come of which release."""
    day = format_long(clock.local_day(earlier.release.registered_at))
    registered = gettext("registered on %(day)s", day=day)
    return ngettext(
        "%(come)s of %(num)s copy that is owed of the earlier release has come: %(release)s.",
        "%(come)s of %(num)s copies that are owed of the earlier release have come: %(release)s.",
        earlier.owed,
        come=format_number(earlier.come),
        release=", ".join((*edition_words(earlier.release), registered)),
    )


def refuse_unexplained(draft: RegistrationDraft) -> None:
    """Refuse that copies of the earlier edition are said to be deposited where the register knows otherwise
    and no reason says why.

    Raises:
        DomainError: `registration.deposit_reason`.
    """
    answers = RegistrationAnswers.from_json(draft.answers).fitted()
    said = answers.original_deposited is True and answers.edition_status != EditionStatus.FIRST
    if not said or answers.release_details.get(REASON) or draft.release_id is not None:
        return
    earlier = earlier_of_draft(draft)
    if earlier is not None and earlier.is_short:
        raise DomainError("registration.deposit_reason", said=in_words(earlier))
