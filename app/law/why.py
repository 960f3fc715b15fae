"""An explanation as the macros `why_box` and `why_row` show it, with a link to the rule as it was adopted."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from flask import url_for
from markupsafe import Markup

from app.domain.law.vocabulary import Effect
from app.domain.obligations import Exempt, Owed
from app.domain.publication import ReleaseFacts
from app.infra.i18n import format_day, gettext
from app.law.calendars.queries import calendar
from app.law.closing import closed_points
from app.law.counting import About, Point, Week, unreviewed_points, weeks_of
from app.law.explaining import Places, count_of, exempt_points, owed_points, told
from app.law.queries import InForce
from app.law.retroactive.wording import reach_text
from app.law.wording import clause_text, in_readers_language

Item = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Why:
    """A question, its answers for a page and as plain sentences, and a calendar of the count, if any."""

    title: str
    items: list[Item]
    told: list[str]
    weeks: list[Week] | None


@dataclass(frozen=True, slots=True)
class Exemption:
    """An exemption that holds: its title, clause and address in the law, and why nothing is owed."""

    title: str
    clause: str
    url: str
    items: list[Item]
    told: list[str]


def why_owed(
    law: InForce, owed: Owed, facts: ReleaseFacts, *, today: date, places: Places, unreviewed: Collection[int]
) -> Why:
    """Explain what is owed; `today` is marked in the calendar of the count.

    `unreviewed` are the years of the calendar that nobody has reviewed (`unreviewed_years`); the explanation
    says so where it counts in one of them.

    Raises:
        DomainError: `calendar.out_of_range`, `calendar.missing`.
    """
    days = calendar(law.rule_set.working_week) if owed.event_on else None
    counted = count_of(law.rule_set, owed, days) if days else None
    points = owed_points(law.rule_set, owed, facts, counted, places)
    if days is not None and counted is not None and counted.on != owed.due_on:
        points += closed_points(law.rule_set, owed, counted.on, days)
    title = gettext("Why is it owed?")
    if owed.due_on is not None:
        title = gettext("Why %(date)s?", date=format_day(owed.due_on))
    if owed.event_on is not None and law.reaches(owed.event_on):
        points = [*points, Point(About.BASIS, gettext("Retroactive effect"), reach_text(law))]
    if counted is not None:
        points = [*points, *unreviewed_points(counted, unreviewed)]
    weeks = weeks_of(counted, today) if counted else None
    return Why(title, _items(points, as_adopted(law, owed.rule_id)), told(points), weeks)


def exemptions(
    law: InForce, exempt: Sequence[Exempt], facts: ReleaseFacts, places: Places
) -> list[Exemption]:
    """Each exemption that holds, once, with all the rules that it sets aside."""
    by_exemption: dict[str, list[str]] = {}
    for item in exempt:
        by_exemption.setdefault(item.exemption_id, []).append(item.rule_id)
    return [_exemption(law, item, rule_ids, facts, places) for item, rule_ids in by_exemption.items()]


def exemptions_without_duty(law: InForce, facts: ReleaseFacts, places: Places) -> list[Exemption]:
    """Each exemption that holds of facts of which no rule demands anything: it says why there is no duty."""
    holding = (
        item.id
        for item in law.rule_set.exemptions.values()
        if item.effect is not Effect.REDUCE and item.when.verdict(facts)
    )
    return [_exemption(law, item, (), facts, places) for item in holding]


def as_adopted(law: InForce, anchor: str) -> str:
    """The address of a rule or exemption in the text that was adopted."""
    return url_for("law.rule_set_as_adopted", code=law.code, version=law.version, _anchor=anchor)


def _exemption(
    law: InForce, exemption_id: str, rule_ids: Sequence[str], facts: ReleaseFacts, places: Places
) -> Exemption:
    exemption = law.rule_set.exemptions[exemption_id]
    url = as_adopted(law, exemption.id)
    points = exempt_points(law.rule_set, exemption, rule_ids, facts, places)
    title = in_readers_language(exemption.title)
    clause = clause_text(exemption.citation.locator, law.rule_set.jurisdiction)
    return Exemption(title, clause, url, _items(points, url), told(points))


def _items(points: Sequence[Point], url: str) -> list[Item]:
    dressed = {
        About.BASIS: Markup('<a href="{}">{{}}</a>').format(url),
        About.END: Markup("<strong>{}</strong>"),
    }
    return [
        {"label": point.label, "value": dressed.get(point.about, Markup("{}")).format(point.text)}
        for point in points
    ]
