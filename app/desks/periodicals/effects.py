"""What corrected facts of a periodical change in what is owed for its issues, summed up."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from app.deposits.obligations.differences import Difference, differences_of_each
from app.domain.errors import DomainError
from app.domain.publication import NewspaperLevel, ReleaseFacts
from app.infra.i18n import gettext, ngettext
from app.publications.models import Release
from app.publications.periodicals.given import TitleFacts
from app.publications.periodicals.models import Periodical
from app.publications.periodicals.queries import latest_issues
from app.publications.periodicals.services import decides
from app.publications.queries import answers_of, facts_from_answers, releases_by_id

MOST = 300
"""Issues that are judged for the page: a year of a daily newspaper, in half a second."""


@dataclass(frozen=True, slots=True)
class Effect:
    """What becomes of the duties to one library, of so many issues, in words."""

    library: str
    words: str


def effects_on_issues(periodical: Periodical, facts: TitleFacts, *, today: date) -> list[Effect]:
    """Compare what is owed for the latest issues with what will be owed under other facts of their title.

    Nothing where no deadline can be given: the correction itself is refused then, and says why.
    """
    if not decides(periodical, facts):
        return []
    releases = releases_by_id(
        [issue.release_id for issue in latest_issues(periodical.publication_id, limit=MOST)]
    )
    said = {release.id: found for release in releases if (found := _facts_under(facts, release))}
    try:
        differences = differences_of_each(releases, said, today=today)
    except DomainError:
        return []
    return list(_summed_up(list(differences.values())))


def _facts_under(facts: TitleFacts, release: Release) -> ReleaseFacts | None:
    """What an issue would say."""
    answers = replace(
        answers_of(release),
        kind=facts.kind,
        language=facts.language,
        carrier=facts.carrier,
        origin=facts.origin,
        subjects=facts.subjects,
        audiences=facts.audiences,
        restricted=facts.restricted,
    )
    found = facts_from_answers(answers, release.publication.publisher)
    level = facts.level
    return found and replace(found, newspaper_level=NewspaperLevel(level) if level else None)


def _summed_up(found: Sequence[Sequence[Difference]]) -> Iterator[Effect]:
    """Each library and what becomes of its duties, with the number of issues."""
    counted = Counter(key for differences in found for key in {_key(item) for item in differences})
    for (library, kind, waits_for), issues in sorted(counted.items()):
        yield Effect(library, _in_words(kind, waits_for, issues))


def _key(item: Difference) -> tuple[str, str, str]:
    if item.waits_for:
        return item.library, "waits", item.waits_for
    if item.was and item.now:
        return item.library, "changed", ""
    return item.library, "new" if item.now else "ended", ""


def _in_words(kind: str, waits_for: str, issues: int) -> str:
    if kind == "new":
        return ngettext("New for %(num)s issue.", "New for %(num)s issues.", issues)
    if kind == "ended":
        return ngettext("No longer owed for %(num)s issue.", "No longer owed for %(num)s issues.", issues)
    if kind == "changed":
        return ngettext("Otherwise for %(num)s issue.", "Otherwise for %(num)s issues.", issues)
    stays = ngettext("Stays as it is for %(num)s issue.", "Stays as it is for %(num)s issues.", issues)
    why = gettext("It cannot be decided while this is not known: %(facts)s.", facts=waits_for)
    return f"{stays} {why}"
