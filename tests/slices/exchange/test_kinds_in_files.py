"""Facts and numbers of every kind stand in columns of their own, and what a kind is not asked for is told."""

import csv
import io

import pytest

from app.domain.kinds import DETAILS
from app.exchange.columns import BY_NAME
from tests.slices.exchange.reading_files import Reading

USUAL = {"title": "Namuna", "language": "uz", "origin": "domestic"}
MAP = {**USUAL, "kind": "map", "carrier": "print"}
SOUND = {**USUAL, "kind": "phonogram", "carrier": "av_carrier"}


def table(**cells: str) -> str:
    text = io.StringIO()
    csv.writer(text).writerows([cells.keys(), cells.values()])
    return text.getvalue()


def test_every_detail_has_a_column() -> None:
    assert DETAILS.keys() <= BY_NAME.keys()


def test_a_map_says_its_scale_and_its_sheets(reading: Reading) -> None:
    answers = reading.answers(table(**MAP, scale="100 000", sheets="4"))
    assert answers.title_details == {"scale": 100_000}
    assert answers.release_details == {"sheets": 4}
    assert reading.answers(table(**MAP, scale="1:100 000")).title_details == {"scale": 100_000}


def test_what_has_happened_cannot_lie_ahead(reading: Reading) -> None:
    standard = {**USUAL, "kind": "standard", "carrier": "print", "in_force_from": "2027-01-01"}
    assert reading.codes(table(**standard, adopted_on="2027-12-31")) == [(1, "adopted_on", "day_not_come")]
    assert reading.answers(table(**standard, adopted_on="2026-11-26")).title_details == {
        "adopted_on": "2026-11-26",
        "in_force_from": "2027-01-01",
    }


@pytest.mark.parametrize("heading", ["Scale, 1 to", "Masshtab, 1 ga nisbatan", "Масштаб, 1 к"])
def test_headings_are_known_in_every_language(reading: Reading, heading: str) -> None:
    assert reading.answers(table(**MAP, **{heading: "200000"})).title_details == {"scale": 200_000}


@pytest.mark.parametrize(("written", "seconds"), [("1:32:05", 5525), ("92", 5520), ("3:20", 200)])
def test_a_duration_is_read_as_the_form_reads_it(reading: Reading, written: str, seconds: int) -> None:
    assert reading.answers(table(**SOUND, duration=written)).release_details == {"duration": seconds}


@pytest.mark.parametrize(
    ("column", "written", "code"),
    [
        ("duration", "long", "not_a_duration"),
        ("tracks", "0", "out_of_range"),
        ("isrc", "??", "isrc.malformed"),
    ],
)
def test_what_cannot_be_read_refuses_the_record(
    reading: Reading, column: str, written: str, code: str
) -> None:
    assert reading.codes(table(**SOUND, **{column: written})) == [(1, column, code)]


def test_days_codes_and_patterns(reading: Reading) -> None:
    thesis = {**USUAL, "kind": "dissertation", "carrier": "print", "degree": "PhD"}
    assert reading.answers(table(**thesis, specialty_code="10.00.01")).title_details == {
        "degree": "phd", "specialty_code": "10.00.01",
    }  # fmt: skip
    assert reading.codes(table(**thesis, specialty_code="10.1")) == [(1, "specialty_code", "not_accepted")]


def test_numbers_of_other_schemes_are_kept_and_doubted_like_isbns(reading: Reading) -> None:
    music = {**USUAL, "kind": "sheet_music", "carrier": "print"}
    (given,) = reading.answers(table(**music, ismn="979-0-2306-7118-7")).identifiers
    assert (given.scheme, given.value) == ("ismn", "9790230671187")
    wrong = table(**music, ismn="979-0-2306-7118-8")
    assert reading.codes(wrong) == [(1, "ismn", "number_check")]
    (kept,) = reading.answers(table(**music, ismn="979-0-2306-7118-8", isbn_reason="printed so")).identifiers
    assert kept.reason == "printed so"


def test_what_a_kind_is_not_asked_for_is_left_out_and_told(reading: Reading) -> None:
    book = {**USUAL, "kind": "book", "carrier": "print", "scale": "5000", "ismn": "979-0-2306-7118-7"}
    assert reading.codes(table(**book)) == [(1, "scale", "not_asked"), (1, "ismn", "not_asked")]


def test_facts_that_only_some_rules_ask_are_read(reading: Reading) -> None:
    music = {**USUAL, "kind": "sheet_music", "carrier": "print"}
    said = {"hire_only": "yes", "print_on_demand": "Yoʻq", "Copies brought into the country": "99"}
    answers = reading.answers(table(**music, **said))
    assert (answers.hire_only, answers.print_on_demand, answers.import_copies) == (True, False, 99)
    unsaid = reading.answers(table(**music))
    assert (unsaid.hire_only, unsaid.print_on_demand, unsaid.import_copies) == (None, None, None)


def test_a_typed_fact_that_a_kind_is_not_asked_for_is_told(reading: Reading) -> None:
    book = {
        **USUAL,
        "kind": "book",
        "carrier": "online",
        "hire_only": "yes",
        "import_copies": "5",
        "udc": "0",
    }
    assert reading.codes(table(**book)) == [(1, "hire_only", "not_asked"), (1, "import_copies", "not_asked")]
