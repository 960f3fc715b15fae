"""A worked example for each country, from the values of its file; what the file does not know is unknown."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from app.domain.calendar import Calendar
from app.domain.law import RuleSet
from app.domain.obligations import Decision, decide
from app.law.conversion import convert
from app.law.facts_file import read_example
from app.law.plain_text import read_document
from app.law.reading import read_rule_set
from app.law.trial_days import calendar_around
from app.law.writing import write_document

KEPT = Path(__file__).parents[3] / "app" / "law" / "rule_sets"
OLDER = Path(__file__).parents[2] / "data" / "deposit-rules-1"
BY_HAND = {"de", "uz-draft"}
"""Kept as they were mended by hand: the older files contradict themselves, or say too little."""
COUNTRIES = sorted(file.stem for file in KEPT.glob("*.yaml"))

BOOK: dict[str, Any] = {"kind": "book", "carrier": "print", "origin": "domestic"}
FIRST = BOOK | {"edition_status": "first"}
ABROAD = FIRST | {"day": "2026-12-31", "print_run": 500, "pages": 200}
Owed = tuple[str, str, int | None, str | None]


def rule_set_of(country: str) -> RuleSet:
    return read_rule_set((KEPT / f"{country}.yaml").read_text("utf-8"))


def decided(country: str, facts: dict[str, Any]) -> Decision:
    rule_set = rule_set_of(country)
    example = read_example(facts, today=date(2026, 12, 31))
    calendar: Calendar = calendar_around(rule_set, example)
    return decide(rule_set, example.facts, calendar)


def owed(decision: Decision) -> list[Owed]:
    return [
        (item.rule_id, item.depository, item.copies, item.due_on.isoformat() if item.due_on else None)
        for item in decision.owed
    ]


def others(country: str, rule: str, number: int, due: str | None) -> list[Owed]:
    return [(rule, f"{country}-others-{n}", 1, due) for n in range(1, number + 1)]


@pytest.mark.parametrize("country", COUNTRIES)
def test_every_kept_set_is_whole(country: str) -> None:
    assert rule_set_of(country).id == country


@pytest.mark.parametrize("country", [name for name in COUNTRIES if name not in BY_HAND])
def test_what_is_kept_is_what_conversion_gives(country: str) -> None:
    older = read_document((OLDER / f"{country}.yaml").read_text("utf-8"))
    assert isinstance(older.value, dict)
    assert write_document(convert(older.value)) == (KEPT / f"{country}.yaml").read_text("utf-8")


@pytest.mark.parametrize(
    ("country", "facts", "expected"),
    [
        # Whether the first day counts is not known: 1 or 2 May, so no clock.
        ("au", ABROAD | {"events": {"publication": "2026-04-01"}}, [("au-hard", "au-nla", 1, None)]),
        ("by", ABROAD, [("by-all", "by-bodies", None, None)]),
        ("de", ABROAD | {"print_on_demand": False, "events": {"first_distribution": "2026-11-02"}},
         [("de-physical", "de-dnb", 2, None)]),
        ("ee", ABROAD, [("ee-print", "ee-nle", 4, None), ("ee-file", "ee-nle", 1, None)]),
        ("fi", ABROAD | {"same_identifier": False}, [("fi-books", "fi-nl", 6, None)]),
        ("kg", ABROAD | {"restricted": False, "events": {"first_batch_released": "2026-11-02"}},
         [("kg-chamber", "kg-chamber", None, "2026-11-02")]),
        ("kg", ABROAD | {"kind": "newspaper", "restricted": False},
         [("kg-chamber", "kg-chamber", None, None), ("kg-bodies", "kg-bodies-1", 1, None),
          ("kg-bodies", "kg-bodies-2", 1, None), ("kg-bodies", "kg-bodies-3", 1, None)]),
        ("kz", ABROAD | {"editorially_processed": True, "has_imprint": True},
         [("kz-all", "kz-national", None, None)]),
        ("no", ABROAD | {"events": {"made_available": "2026-11-02"}},
         [("no-publisher", "no-nb-lib", 5, "2026-11-02"), ("no-printer", "no-nb-lib", 2, "2026-11-02"),
          ("no-printfile", "no-nb-lib", 1, None)]),
        ("pl", ABROAD | {"events": {"production_completed": "2026-11-02"}},
         [("pl-bn", "pl-bn", None, None), ("pl-others", "pl-others", None, None)]),
        ("tr", ABROAD | {"region": "34", "other_regime": False}, [("tr-print", "tr-unit-34", 6, None)]),
        ("ua", ABROAD, [("ua-all", "ua-list", None, None)]),
        ("uz-current", ABROAD, [("uz-natlib-books", "uz-natlib", None, None)]),
    ],
)  # fmt: skip
def test_a_book_of_the_country(country: str, facts: dict[str, Any], expected: list[Owed]) -> None:
    decision = decided(country, facts)
    assert owed(decision) == expected
    assert (decision.undecided, decision.exempt) == ((), ())


def test_the_uk_counts_the_day_of_publication_and_five_libraries_may_ask_within_a_year() -> None:
    facts = ABROAD | {"events": {"publication": "2026-03-31"}}
    first = ("gb-print-bl", "gb-bl", 1, "2026-04-30")
    assert owed(decided("gb", facts)) == [first, *others("gb", "gb-print-others", 5, None)]
    facts["events"] = {"publication": "2025-12-10", "request_received": "2026-05-01"}
    assert owed(decided("gb", facts))[1:] == others("gb", "gb-print-others", 5, "2026-05-31")
    facts["events"] = {"publication": "2025-01-10", "request_received": "2026-05-01"}
    late = decided("gb", facts)
    assert owed(late)[1:] == others("gb", "gb-print-others", 5, None)
    assert {item.event for item in late.owed[1:]} == {"request_received"}


def test_one_medium_only_where_a_british_work_appears_in_several() -> None:
    disc = ABROAD | {"kind": "electronic_offline", "carrier": "electronic_carrier", "multi_medium": True}
    decision = decided("gb", disc)
    assert owed(decision) == []
    assert {(item.rule_id, item.exemption_id) for item in decision.exempt} == {
        ("gb-offline-bl", "gb-x2"),
        ("gb-offline-others", "gb-x2"),
    }
    assert len(decided("gb", disc | {"multi_medium": False}).owed) == 6
    assert len(decided("gb", ABROAD | {"multi_medium": True}).owed) == 6


def test_three_parties_owe_a_french_title_and_the_printers_region_decides_where() -> None:
    events = {"put_into_circulation": "2026-11-02", "print_run_completed": "2026-10-30"}
    facts = ABROAD | {"events": events, "region": {"publisher": "bretagne", "printer": "ile_de_france"}}
    assert owed(decided("fr", facts)) == [
        ("fr-publisher", "fr-bnf", 1, "2026-11-02"),
        ("fr-printer-idf", "fr-bnf", 1, "2026-10-30"),
    ]
    facts["region"] = {"publisher": "ile_de_france", "printer": "bretagne"}
    assert owed(decided("fr", facts))[1] == ("fr-printer-region", "fr-bdli-bretagne", 1, "2026-10-30")
    imported = facts | {"origin": "imported", "import_copies": 100}
    assert owed(decided("fr", imported)) == [("fr-importer", "fr-bnf", 1, "2026-11-02")]
    assert decided("fr", imported | {"import_copies": 99}).owed == ()


def test_a_file_on_the_librarys_request_takes_the_place_of_french_print() -> None:
    facts = ABROAD | {"region": "bretagne", "delivered": ["file"]}
    decision = decided("fr", facts)
    assert [item.rule_id for item in decision.substituted] == ["fr-publisher"]
    assert [item.rule_id for item in decision.owed] == ["fr-printer-region"]


def test_a_french_run_completed_on_a_sunday_has_no_date_because_the_text_does_not_say_whether_it_moves() -> (
    None
):
    facts = ABROAD | {"region": "bretagne", "events": {"print_run_completed": "2026-11-01"}}
    assert owed(decided("fr", facts))[1] == ("fr-printer-region", "fr-bdli-bretagne", 1, None)


def test_russia_asks_for_print_and_file_by_language_and_does_not_know_regional_numbers() -> None:
    # A Saturday does not count either way, so both readings of the seven days agree.
    events = {"first_batch_released": "2026-04-04"}
    facts = ABROAD | {"languages": ["ru"], "events": events, "region": "45", "municipality": "m1"}
    assert owed(decided("ru", facts)) == [
        ("ru-other-ministry", "ru-ministry", 1, "2026-04-14"),
        ("ru-books-ru", "ru-rsl", 16, "2026-04-14"),
        ("ru-file", "ru-rsl", 2, "2026-04-14"),
        ("ru-regional", "ru-regional-45", None, None),
        ("ru-municipal", "ru-municipal-m1", None, None),
    ]
    tatar = [item.rule_id for item in decided("ru", facts | {"languages": ["tt"]}).owed]
    assert tatar == ["ru-other-ministry", "ru-other-lang", "ru-file", "ru-regional", "ru-municipal"]
    friday = facts | {"events": {"first_batch_released": "2026-04-03"}}
    assert {item.due_on for item in decided("ru", friday).owed} == {None}


def test_the_level_of_a_russian_newspaper_chooses_its_rule_and_leaves_advertising_alone() -> None:
    news = ABROAD | {"kind": "newspaper", "languages": ["ru"], "region": "45", "municipality": "m1",
                     "events": {"first_batch_released": "2026-11-02"}}  # fmt: skip
    local = {item.rule_id: item for item in decided("ru", news | {"newspaper_level": "local"}).owed}
    assert local["ru-local"].copies == 3
    assert "ru-news-ru" not in local
    national = {item.rule_id: item for item in decided("ru", news | {"newspaper_level": "national"}).owed}
    assert national["ru-news-ru"].copies == 9
    assert national["ru-news-ministry"].due_on == date(2026, 11, 2)
    undecided = decided("ru", news).undecided
    assert {item.rule_id: item.missing for item in undecided} == dict.fromkeys(
        ["ru-news-ministry", "ru-news-ru", "ru-local"], ("newspaper_level",)
    )
    advertising = decided("ru", news | {"kind": "advertising"})
    assert [item.rule_id for item in advertising.owed] == ["ru-local"]


def test_estonia_asks_for_more_print_when_the_file_is_missing() -> None:
    assert owed(decided("ee", ABROAD | {"delivered": ["physical"]}))[0] == ("ee-print", "ee-nle", 8, None)
    assert owed(decided("ee", ABROAD | {"delivered": ["file"]}))[0] == ("ee-print", "ee-nle", 4, None)


def test_a_german_daily_is_not_owed_in_print_once_the_file_was_given() -> None:
    daily = ABROAD | {"kind": "newspaper", "print_on_demand": False}
    assert owed(decided("de", daily)) == [("de-daily", "de-dnb", 2, None)]
    given = decided("de", daily | {"delivered": ["file"]})
    assert (given.owed, [item.rule_id for item in given.substituted]) == ((), ["de-daily"])


def test_norway_names_a_ceiling_and_no_shortfall_is_counted_of_it() -> None:
    publisher, printer, _file = decided("no", ABROAD).owed
    assert (publisher.copies, publisher.at_most, publisher.counted_copies) == (5, True, None)
    assert (printer.copies, printer.at_most, printer.counted_copies) == (2, False, 2)


def test_poland_knows_the_total_and_not_how_it_divides() -> None:
    assert [item.total for item in decided("pl", ABROAD).totals] == [17]
    assert [item.total for item in decided("pl", ABROAD | {"print_run": 100}).totals] == [2]
    assert [item.rule_id for item in decided("pl", ABROAD | {"print_run": 100}).owed] == ["pl-bn"]


def test_web_sites_are_collected_and_nothing_is_late() -> None:
    site = ABROAD | {"kind": "website", "carrier": "online", "events": {"made_available": "2026-01-05"}}
    decision = decided("fr", site)
    assert [(item.rule_id, item.form, item.copies, item.due_on) for item in decision.owed] == [
        ("fr-web", "harvest", 1, None)
    ]
    often = rule_set_of("fr").rules["fr-web"].harvest_frequency
    assert often is not None
    assert (often.times, often.period, often.at_least) == (1, "year", True)


def test_a_collecting_library_passes_copies_on_and_arrival_there_is_another_fact() -> None:
    recipient = rule_set_of("ru").recipients["rsl"]
    (forward,) = recipient.forwards_to
    assert (forward.recipient, forward.copies, forward.within.value) == ("rsl-onward", None, None)
    assert forward.within.event == "delivered"
