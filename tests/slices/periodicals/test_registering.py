"""A periodical is registered once: what is refused, what is warned of, what is then expected."""

import re

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.models import Account
from app.audit.models import AuditEvent
from app.domain.actor import Role
from app.publications.models import Identifier, Publication
from app.publications.periodicals.models import Periodical, PublicationPattern
from tests.factories.accounts import make_account, sign_in
from tests.slices.periodicals.steps import WEEKLY, day, register, registered, shown
from tests.support.isolation import Browserless


def test_it_is_registered_with_all_that_was_said(
    client: Browserless, clerk: Account, session: Session
) -> None:
    publication_id = registered(client)
    publication = session.get_one(Publication, publication_id)
    assert (publication.title, publication.kind) == ("Yurt ovozi", "newspaper")
    assert publication.newspaper_level == "regional"
    assert publication.publisher_id == clerk.organisation_id
    issn = session.scalars(select(Identifier).where(Identifier.publication_id == publication_id)).one()
    assert (issn.scheme, issn.value, issn.printed_form) == ("issn", "20917368", "2091-7368")
    periodical = session.get_one(Periodical, publication_id)
    assert (periodical.first_number, periodical.first_whole, periodical.print_run) == (44, 1200, 5000)
    assert periodical.printer_name == "Yoʻq bosmaxona"
    kept = session.scalars(select(PublicationPattern)).one()
    assert kept.pattern["weekdays"] == [4]
    page = shown(client.get(f"/periodicals/{publication_id}").text)
    for said in ("2091-7368", "Weekly: Friday", "5,000 copies printed", "Regional", "3,000"):
        assert said in page.replace("\u00a0", " "), said


def test_what_is_expected_follows_by_itself(client: Browserless, clerk: Account) -> None:
    page = client.get(f"/periodicals/{registered(client)}").text
    assert re.findall(r"2026, № \d+ \(\d+\)</td>", page)[:4] == [
        f"2026, № {number} ({whole})</td>"
        for number, whole in zip(range(44, 48), range(1200, 1204), strict=True)
    ]
    assert "not announced for 3 days" in page
    assert "December 2026" in page
    assert "2026, № 50 (1206)" in page


def test_of_an_irregular_one_nothing_is_expected(client: Browserless, clerk: Account) -> None:
    publication_id = registered(client, frequency="irregular", weekdays=[])
    page = shown(client.get(f"/periodicals/{publication_id}/announce").text)
    assert "Every issue expected so far has been announced" not in page
    assert "No issue is expected now that was not announced." in page


def test_sending_it_twice_registers_it_once(client: Browserless, clerk: Account, session: Session) -> None:
    found = re.search(r'name="submission_key"[^>]*value="([0-9a-f]+)"', client.get("/periodicals/new").text)
    assert found is not None
    answers = [register(client, submission_key=found[1]) for _click in range(2)]
    assert answers[0].location == answers[1].location
    assert len(session.scalars(select(Periodical)).all()) == 1


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"title": " "}, "Write the title as on the issue."),
        ({"issn": "12345"}, "Write an ISSN of 8 characters"),
        ({"weekdays": []}, "Choose one day of the week for this frequency."),
        ({"frequency": "daily"}, "Choose from 5 to 7 days of the week"),
        ({"on__year": "1999"}, "This day lies more than a year away."),
        ({"on__year": "2028"}, "This day lies more than a year away."),
        ({"weekdays": ["9"]}, "Choose one of the answers offered."),
        ({"frequency": "twice_a_month", "month_days": "1"}, "Write 2 days of the month"),
        ({"frequency": "twice_a_month", "month_days": "bir"}, "Write days of the month from 1 to 31."),
        ({"frequency": "times_a_year"}, "Write how many issues a year there are"),
        ({"months": []}, "Choose at least one month."),
        ({"combined": ["7"]}, "Double numbers need a periodical"),
        ({"on__day": "31"}, "Write a day that exists"),
        ({"on__day": "٧"}, "Write a day that exists"),
        ({"on__day": "", "on__month": "", "on__year": ""}, "Write the day of the first issue"),
        ({"first_number": ""}, "Write the number of that issue."),
        ({"print_run": "koʻp"}, "Write it in figures only"),
        ({"kind": "book"}, "Choose one of the answers offered."),
    ],
)
def test_what_is_wrong_is_told_and_nothing_typed_is_lost(
    client: Browserless, clerk: Account, session: Session, typed: dict[str, object], said: str
) -> None:
    answer = register(client, parallel_title="Голос края", **typed)
    assert answer.status_code == 422
    assert said in shown(answer.text)
    assert "Голос края" in answer.text
    assert session.scalars(select(Periodical)).all() == []


def test_a_doubtful_issn_needs_a_reason_and_no_more(
    client: Browserless, clerk: Account, session: Session
) -> None:
    wrong = register(client, issn="2091-7360")
    assert wrong.status_code == 422
    assert "The check digit is wrong" in wrong.text
    first = registered(client, issn="2091-7360", issn_reason="Printed so")
    kept = session.scalars(select(Identifier).where(Identifier.publication_id == first)).one()
    assert (kept.value, kept.override_reason) == ("20917360", "Printed so")
    registered(client)
    same = register(client, title="Boshqa gazeta")
    assert same.status_code == 422
    assert "This ISSN is already in the register: “Yurt ovozi”" in shown(same.text)
    assert register(client, title="Boshqa gazeta", issn_reason="Ilova").status_code == 303
    assert register(client, title="Uchinchi", issn="").status_code == 303


def test_facts_are_corrected_and_an_unchanged_form_changes_nothing(
    client: Browserless, clerk: Account, session: Session
) -> None:
    publication_id = registered(client)
    address = f"/periodicals/{publication_id}/facts"
    assert 'value="5000"' in client.get(address).text
    same = client.post(address, data=WEEKLY)
    assert same.status_code == 422
    assert "Nothing has been changed yet" in same.text
    changed = client.post(address, data={**WEEKLY, "print_run": "7000", "newspaper_level": "local"})
    assert changed.status_code == 303
    assert session.get_one(Periodical, publication_id).print_run == 7000
    assert session.get_one(Publication, publication_id).newspaper_level == "local"


def test_another_frequency_counts_from_its_day_on(
    client: Browserless, clerk: Account, session: Session
) -> None:
    publication_id = registered(client)
    address = f"/periodicals/{publication_id}/frequency"
    monthly = {"frequency": "monthly", "month_days": "15", "numbering": "restart", "months": WEEKLY["months"]}
    early = client.post(address, data={**monthly, **day("from_on", "01.11.2026")})
    assert early.status_code == 422
    assert "Choose a day from 6 November 2026 on" in early.text.replace("\u00a0", " ")
    typed = {**monthly, **day("from_on", "01.12.2026")}
    first = client.post(address, data=typed)
    asked = shown(first.text).replace("\u00a0", " ")
    assert first.status_code == 422
    assert "2026, № 48 (1204) · 15 December" in asked
    assert "2027, № 1 (1205) · 15 January" in asked
    assert "Nothing changes in what is owed" in asked
    assert "What is not expected any more" not in asked, "the Fridays of November stay expected"
    assert len(session.scalars(select(PublicationPattern)).all()) == 1
    told = re.findall(r'name="told"[^>]*value="(\w+)"', first.text)
    assert client.post(address, data={**typed, "told": told[0]}).status_code == 303
    page = shown(client.get(f"/periodicals/{publication_id}").text).replace("\u00a0", " ")
    assert "Frequency from 1 December 2026 Monthly; days of the month: 15" in page
    assert "2026, № 47 (1203) 27 November" in page
    assert "2026, № 48 (1204) 15 December" in page
    assert "4 December" not in page
    assert client.post(address, data={**monthly, **day("from_on", "01.12.2026")}).status_code == 303
    assert len(session.scalars(select(PublicationPattern)).all()) == 2


def test_a_frequency_of_days_past_names_the_missed_issues_that_it_gives_up(
    client: Browserless, clerk: Account, session: Session
) -> None:
    publication_id = registered(client)
    address = f"/periodicals/{publication_id}/frequency"
    monthly = {"frequency": "monthly", "month_days": "15", "numbering": "restart", "months": WEEKLY["months"]}
    typed = {**monthly, **day("from_on", "07.11.2026")}
    first = client.post(address, data=typed)
    asked = shown(first.text).replace("\u00a0", " ")
    assert "2026, № 45 (1201) · 15 November" in asked.split("What is not expected any more")[0]
    assert "2026, № 46 (1202) · 20 November" in asked.split("What is not expected any more")[1]
    told = re.findall(r'name="told"[^>]*value="(\w+)"', first.text)
    assert client.post(address, data={**typed, "told": told[0]}).status_code == 303
    kept = session.scalars(select(AuditEvent).where(AuditEvent.name == "periodical.frequency_changed")).one()
    assert [one["issue"] for one in kept.after["missed"]] == ["2026, № 45 (1201)", "2026, № 46 (1202)"]


def test_a_new_title_is_a_publication_of_its_own(
    client: Browserless, clerk: Account, session: Session
) -> None:
    old = registered(client)
    address = f"/periodicals/{old}/title"
    typed = {**WEEKLY, "issn": "", "first_number": "1", **day("on", "04.12.2026")}
    same = client.post(address, data=typed)
    assert same.status_code == 422
    assert "Write the new title" in same.text
    answer = client.post(address, data={**typed, "title": "Yurt tongi"})
    assert answer.status_code == 303, answer.text
    new = int(answer.location.rsplit("/", 1)[-1])
    assert session.get_one(Periodical, new).continues_id == old
    assert f'href="/periodicals/{old}"' in client.get(f"/periodicals/{new}").text
    before = client.get(f"/periodicals/{old}").text
    assert f'href="/periodicals/{new}"' in before
    assert "27 November" in before.replace("\u00a0", " ")
    assert "№ 48" not in before
    again = client.post(address, data={**typed, "title": "Yurt shomi"})
    assert again.status_code == 422
    assert "goes on under another title already" in again.text


def test_each_reads_what_concerns_it(client: Browserless, clerk: Account) -> None:
    publication_id = registered(client)
    pages = [f"/periodicals/{publication_id}{page}" for page in ("", "/announce", "/facts", "/standing")]
    assert [client.get(page).status_code for page in pages] == [200] * 4
    reads = [200, 403, 403, 403]
    expectations = {
        Role.DEPOSITOR: [404] * 4,
        Role.LIBRARIAN: [404, 403, 403, 403],
        Role.REGULATOR: reads,
        Role.ADMINISTRATOR: reads,
    }
    for role, statuses in expectations.items():
        client.post("/sign-out")
        sign_in(client, make_account(role))
        assert [client.get(page).status_code for page in pages] == statuses, role
        listed = client.get("/periodicals").text
        assert ("Yurt ovozi" in listed) is (statuses[0] == 200), role


def test_the_registration_of_a_title_leads_here(client: Browserless, clerk: Account) -> None:
    publication_id = registered(client)
    assert 'href="/periodicals/new"' in client.get("/registration/new").text
    answer = client.get(f"/registration/new?publication={publication_id}")
    assert answer.location == f"/periodicals/{publication_id}/announce"


def test_a_far_first_day_is_kept_once_it_is_said_to_be_right(
    client: Browserless, clerk: Account, session: Session
) -> None:
    asked = register(client, on__year="2024")
    assert 'name="day_is_right"' in asked.text
    assert 'name="day_is_right"' not in client.get("/periodicals/new").text
    publication_id = registered(client, on__year="2024", day_is_right="y")
    assert session.get_one(Periodical, publication_id).first_on.year == 2024


def test_what_each_issue_will_owe_stands_beside_the_form(
    client: Browserless, clerk: Account, session: Session
) -> None:
    page = client.get("/periodicals/new").text
    assert 'data-preview-url="/periodicals/preview"' in page
    typed = client.post(
        "/periodicals/preview", data={**WEEKLY, "print_run": "koʻp", "kind": "x", "on-day": "31"}
    )
    assert typed.status_code == 200
    assert "<html" not in typed.text
    newspaper = client.post("/periodicals/preview", data=WEEKLY).text
    journal = client.post("/periodicals/preview", data={**WEEKLY, "kind": "journal"}).text
    assert "What will you owe?" in newspaper
    assert newspaper != journal
    assert session.scalars(select(Periodical)).all() == []


def test_a_page_loads_a_script_where_something_hangs_on_an_answer(
    client: Browserless, clerk: Account
) -> None:
    of_one = f"/periodicals/{registered(client)}"
    asking = ("/periodicals/new", f"{of_one}/facts", f"{of_one}/title", f"{of_one}/frequency")
    for address in (*asking, f"{of_one}/announce", f"{of_one}/standing", f"{of_one}/delay"):
        page = client.get(address).text
        assert "<h1" in page, address
        assert (address in asking) == ("data-asked-of=" in page) == ("js/asked.js" in page), address


def test_a_form_that_is_still_filled_in_changes_its_language(
    client: Browserless, clerk: Account, session: Session
) -> None:
    assert "data-keeps-typed" in client.get("/periodicals/new").text
    typed = {"title": "Yangi jurnal", "print_run": "300", "on-day": "45"}
    page = client.post("/periodicals/new", data={**typed, "_language": "ru", "_unsent": "yes"})
    assert (page.status_code, '<html lang="ru"' in page.text, "nx-errsum" in page.text) == (200, True, False)
    assert all(f'value="{text}"' in page.text for text in typed.values())
    assert session.query(Periodical).count() == 0
