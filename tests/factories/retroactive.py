"""A country whose second rule set may be given retroactive effect over releases of the first one's time."""

from datetime import date, datetime

from app.deposits.obligations.models import Obligation
from app.deposits.obligations.rejudging.law_preview import ReachPreview, preview_reach
from app.deposits.obligations.services import recompute_obligations
from app.domain.actor import SYSTEM, Actor
from app.infra.db import session
from app.law.drafts.queries import adopted_by_id
from app.law.models import AdoptedRuleSet
from app.law.retroactive.services import ONE_DAY, give_retroactive_effect, laws_reaching
from app.organisations.models import Organisation
from app.publications.models import Release
from tests.factories.law import add_calendar, add_depositories, adopt
from tests.factories.obligations import NOW, TODAY, add_organisation, add_release
from tests.factories.rule_sets import version

BEFORE_ALL_LAW, REACH = date(2024, 1, 22), date(2024, 1, 15)
FIRST, EARLIER, SECOND = date(2024, 2, 1), date(2024, 3, 5), date(2024, 6, 3)
LATER = date(2024, 7, 9)
CLAUSE = "40-modda, 2-qism"


def stricter() -> str:
    """The country's set with a copy more and two days more for the National Library, and no file of books."""
    text = version("0.2")
    start, end = text.index("- id: uzd-book-natlib\n"), text.index("- id: uzd-book-natlib-small")
    rule = text[start:end].replace("copies: 2", "copies: 3").replace("{value: 10,", "{value: 12,")
    return (text[:start] + rule + text[end:]).replace(
        "[book, brochure, textbook, journal, newspaper]", "[brochure, textbook, journal, newspaper]"
    )


def add_two_laws() -> AdoptedRuleSet:
    """Add libraries, calendar and two sets, one after the other; return the second, adopted by a command."""
    add_depositories()
    add_calendar()
    adopt(effective_from=FIRST)
    return adopt(stricter(), SECOND)


def add_book(on: date, publisher: Organisation | None = None) -> Release:
    """Add a book whose first batch was released on a day, with what is owed for it."""
    release = add_release(publisher or add_organisation(), events={"first_batch_released": on})
    recompute_obligations(release_id=release.id, by=SYSTEM, at=NOW)
    return release


def give(law: AdoptedRuleSet, *, by: Actor = SYSTEM, reach: date = REACH, at: datetime = NOW) -> None:
    """Give a set retroactive effect."""
    give_retroactive_effect(rule_set_id=law.id, reaches_back_to=reach, citation=CLAUSE, by=by, at=at)


def look(law: AdoptedRuleSet, reach: date = REACH) -> ReachPreview:
    """What would happen if it reached back so far."""
    laws = laws_reaching(adopted_by_id(law.id), reach)
    return preview_reach(
        next(item for item in laws if item.id == law.id), laws, law.effective_from - ONE_DAY, today=TODAY
    )


def terms(release: Release) -> dict[str, tuple[int | None, str | None, int, bool]]:
    """What is owed for a release: copies, day, rule set and whether it stands, by rule."""
    session().expire_all()
    rows = session().query(Obligation).filter_by(release_id=release.id).order_by(Obligation.id)
    return {
        row.rule_id: (
            row.copies, row.due_on.isoformat() if row.due_on else None, row.rule_set_id, not row.cancelled_at
        )
        for row in rows
    }  # fmt: skip
