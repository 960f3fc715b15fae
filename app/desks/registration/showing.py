"""What was answered, as the last page of a registration shows it once more before it is confirmed."""

from app.deposits.answers_in_words import Row, shown
from app.deposits.obligations.deposited import in_words
from app.desks.registration.earlier import earlier_of_draft
from app.desks.registration.wizard import fact_links, step_url
from app.domain.registration import RegistrationAnswers
from app.infra.i18n import format_long, gettext
from app.law.wording import EVENTS
from app.publications.asking import names_asked, of_release
from app.publications.models import RegistrationDraft
from app.publications.vocabulary import FACTS, word


def check_rows(
    draft: RegistrationDraft, answers: RegistrationAnswers, asked: list[str]
) -> tuple[list[Row], list[Row]]:
    """Return the rows of the check page for the title and for the release, each with its way to change it."""
    words, links = shown(answers), fact_links(draft, answers)
    names = names_asked(answers)
    rows: dict[str, Row] = {
        name: {"label": word(FACTS, name), "value": words[name], "change_url": links[name]} for name in names
    }
    earlier = earlier_of_draft(draft) if "original_deposited" in rows else None
    if earlier is not None:
        rows["original_deposited"]["value"] = f"{words['original_deposited']}\n{in_words(earlier)}"
    days: list[Row] = [
        {
            "label": str(EVENTS[name]),
            "value": format_long(answers.events[name]) if name in answers.events else gettext("Not known"),
            "change_url": f"{step_url(draft, 'release')}#{name}-day",
        }
        for name in asked
    ]
    release_names = [name for name in names if of_release(name)]
    title_names = [name for name in names if name not in release_names]
    if draft.publication_id is not None:
        for name in title_names:
            if name != "identifiers":
                del rows[name]["change_url"]
    return [rows[name] for name in title_names], [*(rows[name] for name in release_names), *days]
