"""What is shown of an amendment: that it was begun before, and what it would change."""

from collections.abc import Sequence

from app.accounts.queries import name_of_account
from app.deposits.answers_in_words import changed_rows
from app.deposits.obligations.differences import Amended, Difference, Elsewhere, account_of
from app.domain.errors import DomainError
from app.domain.registration import RegistrationAnswers
from app.infra import clock
from app.infra.i18n import format_moment, gettext
from app.publications import services
from app.publications.amending import amendment_begun
from app.publications.models import Release
from app.publications.queries import answers_of, other_releases, own_release
from app.web.access import current_actor
from app.web.messages import message_for


def begun_before(release: Release) -> dict[str, object] | None:
    """Return who has begun to amend a release, in words, and what is changed in that draft.

    None: nobody has, or oneself and nothing was changed yet.
    """
    actor = current_actor()
    draft = amendment_begun(actor, release)
    if draft is None:
        return None
    rows = changed_rows(answers_of(release), RegistrationAnswers.from_json(draft.answers))
    if draft.account_id == actor.account_id and not rows and not draft.mistaken:
        return None
    moment = format_moment(draft.created_at)
    words = gettext(
        "You began to amend this release on %(moment)s. You go on with those answers.", moment=moment
    )
    if draft.account_id != actor.account_id:
        words = gettext(
            "%(person)s began to amend this release on %(moment)s. You go on with those answers.",
            person=name_of_account(draft.account_id),
            moment=moment,
        )
    return {"words": words, "rows": rows, "draft_id": draft.id}


def effect(release_id: int, answers: RegistrationAnswers) -> dict[str, object]:
    """What an amendment would change, before it is confirmed."""
    release = own_release(current_actor(), release_id)
    owed_changes: Sequence[Difference] = ()
    elsewhere: Sequence[Elsewhere] = ()
    problem = ""
    try:
        services.refuse_withdrawn(release)
        account = account_of(Amended(release, answers, other_releases(release)), today=clock.today())
        owed_changes, elsewhere = account.own, account.elsewhere
    except DomainError as error:
        problem = message_for(error)
    return {
        "release": release,
        "changed": changed_rows(answers_of(release), answers),
        "owed_changes": owed_changes,
        "elsewhere": elsewhere,
        "problem": problem,
    }
