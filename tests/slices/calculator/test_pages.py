"""What will I owe: what is asked, what is answered, and what is refused."""

import re
from datetime import date

import pytest
from sqlalchemy.orm import Session

from app.domain.actor import SYSTEM
from app.infra.db import transaction
from app.law.services import adopt_rule_set
from tests.factories.law import uz_draft_text
from tests.factories.obligations import NOW, counted_statements
from tests.support.isolation import Browserless

pytestmark = pytest.mark.one_database

PAGE = "/what-will-i-owe"
NOVEL = "kind=book&edition_status=first&depositor_region=1726&languages=uz&subjects=fiction&audiences=general"
BY = "answered_by=uz-draft/0.1"
NOVEL_OUT = f"{PAGE}?{NOVEL}&print_run=3000&first_batch_released=2026-11-19&{BY}"


def words(html: str) -> str:
    """The page's text with single blanks."""
    return " ".join(re.sub(r"<[^>]+>", " ", html).replace("\u00a0", " ").split())


def test_only_what_the_rules_ask_about_is_asked(client: Browserless) -> None:
    page = client.get(PAGE)
    assert page.status_code == 200
    names = set(re.findall(r'name="([a-z_]+)(?:-day)?"', page.text))
    assert {"kind", "print_run", "restricted", "first_batch_released", "defence", "request_received"} <= names
    assert not {"pages", "unit_cost", "print_on_demand", "hire_only", "publication", "rules"} & names
    assert "error-summary" not in page.text


def test_another_rule_set_asks_its_own_questions(client: Browserless, session: Session) -> None:
    text = (
        uz_draft_text()
        .replace('version: "0.1"', 'version: "0.2"')
        .replace("      restricted: true", "      hire_only: true")
    )
    with transaction():
        adopt_rule_set(text=text, effective_from=date(2027, 1, 1), by=SYSTEM, at=NOW)
    page = client.get(PAGE)
    assert 'name="rules"' in page.text
    assert 'name="restricted"' in page.text
    other = client.get(f"{PAGE}?rules=uz-draft/0.2")
    assert 'name="hire_only"' in other.text
    assert 'name="restricted"' not in other.text
    answer = client.get(f"{PAGE}?rules=uz-draft/0.2&kind=book&hire_only=yes")
    assert answer.status_code == 200
    assert "/law/uz-draft/0.2#uzd-ex-secret" in answer.text


def test_what_the_text_leaves_open_is_said_and_starts_no_clock(client: Browserless) -> None:
    known = "copies: 2\n    form: physical\n    trigger: automatic\n    deadline: {value: 10,"
    text = uz_draft_text().replace('version: "0.1"', 'version: "0.2"')
    assert known in text
    text = text.replace(known, known.replace("copies: 2", "copies: null").replace("value: 10", "value: null"))
    with transaction():
        adopt_rule_set(text=text, effective_from=date(2026, 11, 23), by=SYSTEM, at=NOW)
    asked = f"{NOVEL}&print_run=3000&first_batch_released=2026-11-23"
    told = words(client.get(f"{PAGE}?{asked}", follow_redirects=True).text)
    assert "You deliver at least 1 copy and 1 file" in told
    assert "The text does not say how many The law does not say by when 6-modda, 1-qism" in told
    assert "The text of the law leaves the date open, so no clock runs." in told
    assert client.get(f"{PAGE}.ics?{asked}").data.count(b"BEGIN:VEVENT") == 2
    assert client.get(f"{PAGE}.pdf?{asked}").status_code == 200


def test_the_answer_says_what_where_and_by_when(client: Browserless) -> None:
    page = client.get(NOVEL_OUT)
    assert page.status_code == 200
    text = words(page.text)
    assert "You deliver 3 copies and 1 file" in text
    assert "The first by 3 December, the last by 17 December 2026" in text
    later = "3 working days after the print run is completed"
    rows = re.findall(r'<th scope="row".*?</tr>', page.text, re.DOTALL)
    assert [words(row).removeprefix("Library ").partition(" : ")[0] for row in rows] == [
        "uz-natlib Publisher 2 copies 3 December 2026 6-modda, 1-qism",
        "uz-akm-1726 Publisher 1 copy 11 December 2026 6-modda, 3-qism",
        "uz-natlib Publisher 1 file 17 December 2026 9-modda",
        f"uz-kitob-palatasi Printing house not asked of you 1 copy {later} 7-modda",
    ]
    assert 'href="/law/uz-draft/0.1#uzd-book-natlib"' in page.text
    assert page.text.index('datetime="2026-11-19"') < page.text.index('datetime="2026-12-03"')


def test_each_line_says_why(client: Browserless) -> None:
    text = words(client.get(NOVEL_OUT).text)
    assert "Why 3 December?" in text
    assert "Print run: 3,000 (at least 50)" in text
    assert "Information-library centre of the publisher&#39;s region (Region: Region 1726)" in text
    assert "2 copies, as many as the rule asks for each library" in text
    assert "10 days, from 20 November 2026 to 3 December 2026" in text
    assert "not reviewed: nobody has compared 2026 with the decrees yet" in text
    assert "8 December (Constitution Day of the Republic of Uzbekistan)" in text


def test_what_is_not_known_leaves_rules_undecided_and_links_to_the_question(client: Browserless) -> None:
    page = client.get(f"{PAGE}?kind=book&who=all&{BY}")
    text = words(page.text)
    assert "Books to the National Library: Print run" in text
    assert "One copy to the publisher&#39;s region: Region" in text
    assert re.search(r'href="/what-will-i-owe\?[^"]*change=1#print_run"', page.text)
    assert "20 working days after the first batch is released" in text


def test_an_exemption_says_why_nothing_is_owed(client: Browserless) -> None:
    page = client.get(f"{PAGE}?kind=book&edition_status=unchanged_reprint&original_deposited=yes&{BY}")
    text = words(page.text)
    assert "Nothing is asked of you" in text
    assert "Edition: Unchanged reprint; Earlier edition deposited: Yes" in text
    assert "Set aside Registration copy for the national bibliography (uzd-book-chamber);" in text
    assert "/law/uz-draft/0.1#uzd-ex-reprint" in page.text


def test_the_printing_house_sees_its_own_duty_first(client: Browserless) -> None:
    page = client.get(f"{PAGE}?kind=book&who=printer&print_run_completed=2026-11-20&print_run=3000&{BY}")
    text = words(page.text)
    assert "You deliver 1 copy All by 25 November 2026" in text
    assert text.index("Library uz-kitob-palatasi") < text.index("Library uz-natlib")


def test_a_sent_form_leads_to_a_short_address(client: Browserless) -> None:
    sent = client.get(
        f"{PAGE}?who=publisher&kind=book&carrier=print&origin=domestic&edition_status=&print_run=3 000"
        "&restricted=no&first_batch_released-day=19&first_batch_released-month=11&first_batch_released-year=2026"
        "&defence-day=&defence-month=&defence-year=&utm=1"
    )
    assert sent.status_code == 302
    assert sent.location == f"{PAGE}?kind=book&print_run=3000&first_batch_released=2026-11-19&{BY}"
    assert client.get(sent.location).status_code == 200


def test_the_answers_can_be_changed(client: Browserless) -> None:
    page = client.get(f"{NOVEL_OUT}&change=1")
    assert page.status_code == 200
    assert re.search(r'name="first_batch_released-day"[^>]*value="19"', page.text)
    assert re.search(r'name="print_run"[^>]*value="3000"', page.text)


@pytest.mark.parametrize(
    ("query", "field", "sentence"),
    [
        ("kind=", "kind", "Choose what it is."),
        ("kind=novel", "kind", "Choose one of the answers offered."),
        ("kind=book&carrier=stone", "carrier", "Choose one of the answers offered."),
        ("kind=book&carrier=", "carrier", "Choose one of the answers offered."),
        ("kind=book&origin=moon", "origin", "Choose one of the answers offered."),
        ("kind=book&languages=xx", "languages", "Choose one of the answers offered."),
        ("kind=book&subjects=x", "subjects", "Choose one of the answers offered."),
        ("kind=book&audiences=x", "audiences", "Choose one of the answers offered."),
        ("kind=book&edition_status=x", "edition_status", "Choose one of the answers offered."),
        ("kind=book&depositor_region=9999", "depositor_region", "Choose one of the answers offered."),
        ("kind=book&original_deposited=maybe", "original_deposited", "Choose one of the answers offered."),
        ("kind=book&restricted=", "restricted", "Choose one of the answers offered."),
        ("kind=book&who=reader", "who", "Choose one of the answers offered."),
        ("kind=book&rules=uz-draft/9.9", "rules", "Choose one of the answers offered."),
        (f"kind=book&rules={'x' * 3000}", "rules", "Choose one of the answers offered."),
        (f"kind={'x' * 3000}", "kind", "Choose one of the answers offered."),
        ("kind=book&print_run=-3", "print_run", "Write it in figures only"),
        ("kind=book&print_run=many", "print_run", "Write it in figures only"),
        ("kind=book&print_run=0", "print_run", "Write a number from 1 to 100000000."),
        (f"kind=book&print_run={'9' * 3000}", "print_run", "Write a number from 1 to 100000000."),
        ("kind=book&first_batch_released=soon", "first_batch_released-day", "Write a day that exists"),
        ("kind=book&first_batch_released=2026-02-30", "first_batch_released-day", "Write a day that exists"),
        ("kind=book&first_batch_released-day=31&first_batch_released-month=2&first_batch_released-year=2026",
         "first_batch_released-day", "Write a day that exists"),
        ("kind=book&first_batch_released-day=31", "first_batch_released-day", "Write a day that exists"),
        ("kind=book&defence=1999-01-01", "defence-day", "No deadline can be given for this day"),
        ("kind=book&defence=9999-12-31", "defence-day", "No deadline can be given for this day"),
        ("kind=book&print_run=3000&first_batch_released=2027-12-30", "first_batch_released-day",
         "lies outside the calendar"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("ending", ["", ".pdf", ".ics"])
def test_what_is_wrong_is_said_at_its_field(
    client: Browserless, query: str, field: str, sentence: str, ending: str
) -> None:
    page = client.get(f"{PAGE}{ending}?{query}")
    assert page.status_code == 422
    assert page.content_type.startswith("text/html")
    assert page.text.count(sentence) == 2, "in the summary and at the field"
    assert f'href="#{field}"' in page.text


def test_what_was_typed_is_not_lost(client: Browserless) -> None:
    page = client.get(f"{PAGE}?kind=book&print_run=many&subjects=fiction&defence-day=45&defence-year=abc")
    assert re.search(r'name="print_run"[^>]*value="many"', page.text)
    assert re.search(r'name="defence-day"[^>]*value="45"', page.text)
    assert re.search(r'name="defence-year"[^>]*value="abc"', page.text)
    assert '<option selected value="fiction">' in page.text
    assert '<option selected value="book">' in page.text


@pytest.mark.parametrize("language", ["uz", "uz_Cyrl", "ru", "en"])
def test_everything_can_be_read_in_every_language(client: Browserless, language: str) -> None:
    client.get(f"/language/{language}")
    assert client.get(PAGE).status_code == 200
    page = client.get(NOVEL_OUT)
    assert page.status_code == 200
    assert (language == "en") == ("What, where and by when" in page.text)


def test_an_answer_costs_few_statements(client: Browserless) -> None:
    client.get(NOVEL_OUT)
    with counted_statements() as statements:
        client.get(NOVEL_OUT)
    assert len(statements) <= 14  # one for the closures, since a rule heeds them


def test_it_is_found_from_everywhere(client: Browserless) -> None:
    page = client.get("/").text
    assert page.count(f'href="{PAGE}"') >= 3
    assert f'href="{PAGE}"' in client.get("/sign-in").text
