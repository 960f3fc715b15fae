"""Adopting rule sets and keeping the calendar."""

import hashlib
from datetime import date, timedelta

import pytest
from sqlalchemy.orm import Session

from app.domain.actor import SYSTEM
from app.domain.calendar import DayKind
from app.domain.errors import DomainError
from app.domain.law import RuleSetProblems
from app.law.calendars.known import plain_name
from app.law.calendars.models import CalendarDay, CalendarRange
from app.law.calendars.queries import calendar
from app.law.calendars.services import seed_calendar
from app.law.models import AdoptedRuleSet
from app.law.queries import rule_set_by_id, rule_set_on, rule_set_version
from app.law.services import adopt_rule_set
from tests.factories.law import add_calendar, add_depositories, adopt, uz_draft_text
from tests.factories.obligations import NOW, TODAY

NEXT = uz_draft_text().replace('version: "0.1"', 'version: "0.2"')


def test_the_exact_text_is_kept_with_its_checksum(session: Session) -> None:
    add_depositories()
    adopted = adopt()
    assert adopted.text == uz_draft_text()
    assert adopted.sha256 == hashlib.sha256(uz_draft_text().encode()).hexdigest()
    assert (adopted.code, adopted.version, adopted.hypothetical) == ("uz-draft", "0.1", True)
    found = rule_set_on(TODAY)
    assert found is not None
    assert found == rule_set_by_id(adopted.id) == rule_set_version("uz-draft", "0.1")
    assert "uzd-book-natlib" in found.rule_set.rules
    assert rule_set_on(date(2023, 12, 31)) is None


def test_a_following_set_ends_the_one_before_it(session: Session) -> None:
    add_depositories()
    first = adopt()
    second = adopt_rule_set(text=NEXT, effective_from=TODAY, by=SYSTEM, at=NOW)
    assert first.effective_to == TODAY - timedelta(days=1)
    versions = [law.version for day in (first.effective_to, TODAY) if (law := rule_set_on(day))]
    assert versions == ["0.1", "0.2"]
    with pytest.raises(DomainError, match=r"law\.overlap"):
        adopt(NEXT.replace('"0.2"', '"0.3"'), TODAY - timedelta(days=9))
    assert second.effective_to is None


def test_a_set_that_would_change_the_past_is_refused(session: Session) -> None:
    add_depositories()
    adopt()
    with pytest.raises(DomainError, match=r"law\.changes_the_past"):
        adopt_rule_set(text=NEXT, effective_from=TODAY - timedelta(days=1), by=SYSTEM, at=NOW)
    with pytest.raises(DomainError, match=r"law\.already_adopted"):
        adopt(effective_from=TODAY)


def test_every_library_of_the_set_must_be_in_the_register(session: Session) -> None:
    with pytest.raises(DomainError, match=r"law\.unknown_depository") as refused:
        adopt()
    assert "uz-natlib" in str(refused.value.params["codes"])
    assert session.query(AdoptedRuleSet).count() == 0


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("a: [", "law.not_yaml"),
        ("a: 1\na: 2", "law.problems"),
        ("a: &x 1\nb: *x", "law.problems"),
        ("!!python/object/apply:os.getcwd []", "law.not_an_object"),
        ("x: " + "[" * 50, "law.too_deep"),
        ("x: [" + "1, " * 20_001 + "]", "law.too_many_values"),
        ("- 1", "law.not_an_object"),
        ("x" * 1_048_577, "law.text_too_long"),
    ],
)
def test_what_is_no_document_is_refused(session: Session, text: str, code: str) -> None:
    with pytest.raises(DomainError, match=code):
        adopt(text)


def test_what_is_no_rule_set_is_refused_with_every_place(session: Session) -> None:
    with pytest.raises(RuleSetProblems) as refused:
        adopt("schema: deposit-rules/2\nid: 2026-01-01\nversion: 1")
    places = {problem.path for problem in refused.value.problems}
    assert {"rules", "version"} <= places
    assert "id" not in places, "a date stays the text that was written"


def test_the_calendar_knows_moved_days_and_worked_saturdays(session: Session) -> None:
    add_calendar()
    known = calendar()
    assert known.is_working(date(2026, 12, 12))
    assert not known.is_working(date(2026, 12, 8))
    assert not known.is_working(date(2026, 12, 31))
    assert not known.is_working(date(2026, 11, 22))
    marks = {day.on: day for day in session.query(CalendarDay)}
    assert marks[date(2026, 12, 12)].kind is DayKind.WORKING_DAY
    assert marks[date(2026, 12, 31)].kind is DayKind.DAY_OFF
    assert marks[date(2026, 12, 8)].kind is DayKind.HOLIDAY
    feast = marks[date(2027, 5, 17)]
    assert (feast.name, feast.estimated, feast.kind) == ("Qurbon hayit (koʻchirilgan)", True, DayKind.DAY_OFF)
    assert not any("taxminiy" in day.name for day in marks.values())
    with pytest.raises(DomainError, match=r"calendar\.out_of_range"):
        known.is_working(date(2028, 1, 1))
    assert calendar(6).is_working(date(2026, 11, 21))


def test_a_changed_calendar_shows_at_once_and_an_unchanged_one_is_kept(session: Session) -> None:
    add_calendar()
    before = calendar()
    assert calendar() is before
    session.get_one(CalendarRange, "UZ").digest = "changed"
    session.query(CalendarDay).filter_by(on=date(2026, 12, 8)).delete()
    session.flush()
    assert calendar().is_working(date(2026, 12, 8))


def test_seeding_again_extends_the_calendar_and_keeps_what_was_entered_by_hand(session: Session) -> None:
    add_calendar()
    by_hand = CalendarDay(
        jurisdiction="UZ",
        on=date(2026, 11, 24),
        kind=DayKind.DAY_OFF,
        name="",
        estimated=False,
        source="decree",
    )
    session.add(by_hand)
    session.flush()
    seed_calendar(jurisdiction="UZ", first_year=2026, last_year=2028, by=SYSTEM, at=NOW)
    known = calendar()
    assert (known.first, known.last) == (date(2024, 1, 1), date(2028, 12, 31))
    assert not known.is_working(date(2026, 11, 24))
    with pytest.raises(DomainError, match=r"calendar\.gap"):
        seed_calendar(jurisdiction="UZ", first_year=2031, last_year=2031, by=SYSTEM, at=NOW)


def test_without_a_calendar_nothing_is_reckoned(session: Session) -> None:
    with pytest.raises(DomainError, match=r"calendar\.missing"):
        calendar()


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("Qurbon hayit (taxminiy)", "Qurbon hayit"),
        ("Qurbon hayit (koʻchirilgan, taxminiy)", "Qurbon hayit (koʻchirilgan)"),
        ("Eid al-Fitr (estimated)", "Eid al-Fitr"),
        ("Navroʻz bayrami", "Navroʻz bayrami"),
    ],
)
def test_the_mark_of_an_estimate_is_no_part_of_the_name(name: str, plain: str) -> None:
    assert plain_name(name) == plain
