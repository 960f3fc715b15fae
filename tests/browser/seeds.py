"""Where the walk over every page begins for each role, beyond what its first page links to."""

import re
from datetime import date, timedelta

import pytest
from itsdangerous import URLSafeSerializer
from playwright.sync_api import Page
from sqlalchemy import create_engine, insert, select

from app.accounts.models import Account
from app.compliance.countersigning.models import NoticeProposal, ProposalLine
from app.deposits.obligations.models import Obligation
from app.domain.law.vocabulary import Form
from app.infra import clock
from app.organisations.models import Organisation
from tests.browser.crawling import links
from tests.browser.filling import begin_rule_set, fill_registration, go_on
from tests.journeys.acts import new_isbn
from tests.support.server import LiveServer

DAY_SHOWN = r"\b(\d\d)\.(\d\d)\.(\d{4})\b"


def seeds(server: LiveServer, role: str, page: Page) -> list[str]:
    """Return where a role begins, beyond what its first page links to."""
    guide = server.demonstration
    if role == "public":
        return ["/sign-in", "/forgot-password", "/forgot-password/sent", "/reset-password/unknown",
                f"/verify/{guide['verification']}", "/join/sent", "/join/again/sent",
                guide["application"],
                law_asked(page)]  # fmt: skip
    if role == "depositor":
        fill_registration(page, "Hali tasdiqlanmagan", new_isbn())
        draft, titles = page.url, titles_sent(page)
        return [
            parcel_with_evidence(page),
            "/",
            draft,
            "/search?q=kitob",
            "/publications",
            "/registration/new",
            "/account/dates",
            f"{amended_release(page)}/history",
            way_out_of_reminders(server, page),
            file_owed(server),
            titles,
            f"{titles}/reading",
            f"{titles}/undo",
            *report_with_promise(page),
            f"{titles}/titles",
        ]
    if role == "librarian":
        page.goto("/receiving")
        page.locator("#code").fill(guide["consignment"])
        page.keyboard.press("Enter")
        page.wait_for_url("**/receiving/*")
        page.locator("#scan").fill(guide["isbn"])
        page.keyboard.press("Enter")
        parcel = page.url
        return [
            "/",
            parcel,
            f"{parcel}/lines",
            f"{parcel}/finish",
            numbered_copy(page),
            *shelf_scanned(page),
            stock_take_to_begin(page),
            closure_to_withdraw(server, page),
            claim_to_take_back(page),
            "/receiving/offline",
            "/files",
            "/coming?by=title",
            "/claims/new?all=1&state=late&kind=asked",
            "/receipts/register?print=yes",
        ]
    if role == "regulator":
        page.goto("/obligations?state=unidentified")
        assign = next(link for link in links(page) if link.endswith("/depositor"))
        begin_rule_set(page)
        page.locator("form[action$='/propose'] button").click()
        draft = begin_rule_set(page)
        return [
            draft,
            campaign_opened(page),
            f"{draft}/remove/rules/0",
            "/",
            "/late/batch",
            "/notice-batches",
            case_standing(page, "open"),
            f"{case_standing(page, 'open')}/sanction",
            *purchase_recorded(page),
            f"{case_standing(page, 'cured', 'closed')}/reopen",
            "/requests?state=refused",
            f"{request_that_waits(page)}/decider",
            assign,
            batch_prepared(page),
            notice_about_to_be_issued(page),
            notice_about_to_be_replaced(page),
            notice_proposed(server, page),
        ]
    page.goto("/rule-sets?state=proposed")
    proposed = [link for link in links(page) if re.search(r"/rule-sets/\d+$", link)]
    return [
        "/",
        "/accounts?role=regulator",
        "/acts",
        "/outbox",
        *(f"{link}/adopt" for link in proposed),
        "/law",
        feast_to_confirm(page),
        list_sent(page),
        f"{record_called(page, 'eski')}/unmerge",
        f"{record_called(page, 'lojuvard')}/merge",
        run_of_dates(page),
        *texts_begun(page),
    ]


def numbered_copy(page: Page) -> str:
    """Return the address of a copy that has an accession number, found by scanning it."""
    page.goto("/receipts/register?month=whole")
    number = re.search(r"\bK\d{4}-\d{6}\b", page.content())
    assert number is not None
    page.goto("/copies")
    page.locator("#code").fill(number[0])
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/copies/\d+$"))
    return page.url


def shelf_scanned(page: Page) -> list[str]:
    """Return the addresses of a shelf with a section and a scan, and of what its stock-take leads to."""
    page.goto("/inventory/sections")
    page.locator("#mark").fill("A-12")
    go_on(page)
    page.locator("main th a").first.click()
    page.locator("form[action$='/copies'] button").click()
    stock_take_to_begin(page)
    begun = page.url
    page.locator("form[action$='/begin'] button").click()
    page.locator("a[href*='/stock-takes/shelves/']").first.click()
    page.wait_for_url("**/shelves/*")
    page.locator("#scan").fill("ABC-1")
    page.keyboard.press("Enter")
    page.locator("#scan-lines table").wait_for()
    return [page.url, f"{begun}/list", f"{begun}/close"]


def stock_take_to_begin(page: Page) -> str:
    """Return the address of a stock-take that is planned and not begun."""
    page.goto("/inventory/new")
    page.locator("[name=sections]").first.check()
    go_on(page)
    page.wait_for_url(re.compile(r"/stock-takes/\d+$"))
    return page.url


def claim_to_take_back(page: Page) -> str:
    """Return the address at which what the library passed to the authority is taken back."""
    page.goto("/claims?kind=passed")
    claim = next(link for link in links(page) if re.search(r"/claims/\d+$", link))
    return f"{claim}/withdraw"


def closure_to_withdraw(server: LiveServer, page: Page) -> str:
    """Return the address at which a closure of the librarian's library is withdrawn; its days are to come,
    since of a past one the due dates must have been worked out first."""
    engine = create_engine(server.environment["DATABASE_URL"])
    own = select(Account.organisation_id).where(Account.email == "kutubxona@nusxa.example")
    with engine.connect() as connection:
        library_id = connection.scalar(own)
    engine.dispose()
    page.goto(f"/libraries/{library_id}/closures/new")
    day = clock.now().date() + timedelta(days=300)
    for end in ("first_on", "last_on"):
        for part in ("day", "month", "year"):
            page.locator(f"[name={end}-{part}]").fill(str(getattr(day, part)))
    page.locator("#reason").fill("Taʼmirlash")
    go_on(page)
    page.wait_for_url(re.compile(r"/libraries/\d+$"))
    found = re.findall(r'id="closure-(\d+)"', page.content())
    return f"{page.url}/closures/{max(map(int, found))}/withdraw"


def campaign_opened(page: Page) -> str:
    """Return the address of a campaign over the libraries within the regulator's reach."""
    page.goto("/inventory/campaigns/new")
    page.locator("#name").fill("Yillik xatlov")
    go_on(page)
    page.wait_for_url(re.compile(r"/inventory/campaigns/\d+$"))
    return page.url


def law_asked(page: Page) -> str:
    """Return the address of an answer to whether the law applies."""
    page.goto("/does-the-law-apply")
    page.locator("input[name=kinds]").first.check()
    go_on(page)
    page.wait_for_url(re.compile(r"/does-the-law-apply/[\w-]+$"))
    return page.url


def way_out_of_reminders(server: LiveServer, page: Page) -> str:
    """Return the address at which a digest lets its reader end them, signed as this server signs."""
    page.goto("/account/reminders/sent")
    page.locator("main th a").first.click()
    found = re.search(r"/reminders/stop/([\w.-]+)", page.locator("main").inner_text())
    assert found is not None
    signing = URLSafeSerializer(server.environment["SECRET_KEY"], salt="reminders.stop")
    _valid, account_id = signing.loads_unsafe(found[1])
    return f"/reminders/stop/{signing.dumps(account_id)}"


def titles_sent(page: Page) -> str:
    """Return the address of a list of publications that was sent."""
    rows = (
        b"title,kind,language,carrier,origin\nOtkan kunlar,book,uz,print,domestic\n,book,uz,print,domestic\n"
    )
    page.goto("/imports/new")
    page.locator("#file").set_input_files([{"name": "titles.csv", "mimeType": "text/csv", "buffer": rows}])
    go_on(page)
    page.wait_for_url(re.compile(r"/imports/\d+$"))
    return page.url


def amended_release(page: Page) -> str:
    """Return the address of a release that was amended."""
    page.goto("/publications")
    for release in dict.fromkeys(link for link in links(page) if re.search(r"/releases/\d+$", link)):
        page.goto(release)
        if f"{release}/history" in links(page):
            return release
    pytest.fail("no release was amended")


def parcel_with_evidence(page: Page) -> str:
    """Return the address of a parcel on its way that has evidence which can be withdrawn."""
    page.goto("/consignments?state=sent")
    for parcel in [link for link in links(page) if re.search(r"/consignments/J[\w-]+$", link)]:
        page.goto(parcel)
        if any(link.endswith("/withdraw") for link in links(page)):
            return parcel
    pytest.fail("no parcel has evidence")


def report_with_promise(page: Page) -> list[str]:
    """Return the addresses of a report in which a replacement is promised, and of changing the promise."""
    page.goto("/discrepancies?state=promised")
    report = next(link for link in links(page) if re.search(r"/discrepancies/\w+-", link))
    page.goto(report)
    return [report, *(link for link in links(page) if link.endswith("/promise"))]


def list_sent(page: Page) -> str:
    """Return the address of a list of organisations that was sent, with good rows and a bad one."""
    rows = b"kind,name,region\npublisher,Namuna uyi,1726\npublisher,,1726\n"
    page.goto("/organisations/lists/new")
    page.locator("#file").set_input_files([{"name": "list.csv", "mimeType": "text/csv", "buffer": rows}])
    go_on(page)
    page.wait_for_url(re.compile(r"/organisations/lists/\d+$"))
    return page.url


def record_called(page: Page, name: str) -> str:
    """Return the address of an organisation's record."""
    page.goto(f"/organisations?q={name}")
    return next(link for link in links(page) if re.search(r"/organisations/\d+$", link))


def batch_prepared(page: Page) -> str:
    """Return the address of a batch of notices that was prepared and not started."""
    page.goto("/late/batch")
    go_on(page)
    page.wait_for_url(re.compile(r"/notice-batches/\d+$"))
    return page.url


def request_that_waits(page: Page) -> str:
    """Return the address of a request that nobody has decided yet."""
    page.goto("/requests?state=waiting")
    return next(link for link in links(page) if re.search(r"/requests/\d+$", link))


def case_standing(page: Page, *states: str) -> str:
    """Return the address of a case in one of these states: at some hours the demonstration has settled its
    case as cured, at others as closed."""
    for state in states:
        page.goto(f"/cases?state={state}")
        for link in links(page):
            if re.search(r"/cases/\d+$", link):
                return link
    raise AssertionError(f"no case is {' or '.join(states)}")


def purchase_recorded(page: Page) -> list[str]:
    """Return the addresses of a case in which something was bought and more may be, and of its purchases."""
    page.goto("/cases?state=open")
    for case in [link for link in links(page) if re.search(r"/cases/\d+$", link)]:
        page.goto(case)
        found = [link for link in links(page) if link.endswith(("/purchase", "/strike", "/payment"))]
        if len(found) == 3:
            return [case, *found]
    pytest.fail("nothing was bought")


def notice_about_to_be_replaced(page: Page) -> str:
    """Return the address that asks why a notice is replaced."""
    page.goto("/notices?status=live")
    return next(f"{link}/replace" for link in links(page) if re.search(r"/notices/\d+$", link))


def notice_about_to_be_issued(page: Page) -> str:
    """Return the address that shows a notice before it is issued, of somebody who has had none."""
    page.goto("/late")
    for depositor in [link for link in links(page) if re.search(r"/late/\d+$", link)]:
        page.goto(depositor)
        lines = page.locator("input[name=line]")
        if lines.count():
            return f"{depositor}/notice?line={lines.first.get_attribute('value')}"
    pytest.fail("nobody is late without a notice")


def notice_proposed(server: LiveServer, page: Page) -> str:
    """Return the address of a notice that a colleague proposed. The law of the demonstration asks for no
    second person, so the proposal is put where one under another law would stand."""
    chosen = re.search(r"/late/(\d+)/notice\?line=(\d+)", notice_about_to_be_issued(page))
    assert chosen is not None
    depositor, line = map(int, chosen.groups())
    colleague = [each["email"] for each in server.demonstration["accounts"] if each["role"] == "regulator"][1]
    engine = create_engine(server.environment["DATABASE_URL"])
    with engine.begin() as database:
        region = database.scalar(select(Organisation.region_soato).where(Organisation.id == depositor))
        proposed = insert(NoticeProposal).values(
            depositor_id=depositor,
            region_soato=region,
            language="uz",
            proposed_at=clock.now(),
            proposed_by_id=select(Account.id).where(Account.email == colleague).scalar_subquery(),
        )
        proposal_id = database.execute(proposed).inserted_primary_key[0]
        database.execute(insert(ProposalLine).values(proposal_id=proposal_id, obligation_id=line))
    engine.dispose()
    return f"/notice-proposals/{proposal_id}"


def file_owed(server: LiveServer) -> str:
    """Return the address of a file that the depositor owes."""
    email = next(one["email"] for one in server.demonstration["accounts"] if one["role"] == "depositor")
    engine = create_engine(server.environment["DATABASE_URL"])
    with engine.connect() as database:
        owed = database.scalar(
            select(Obligation.id)
            .join(Account, Account.organisation_id == Obligation.depositor_id)
            .where(Account.email == email, Obligation.open, Obligation.form == Form.FILE)
            .limit(1)
        )
    engine.dispose()
    assert owed is not None
    return f"/obligations/{owed}/file"


def feast_to_confirm(page: Page) -> str:
    """Return the address on which an estimated feast of the calendar is confirmed."""
    page.goto("/calendar")
    for year in [link for link in links(page) if re.search(r"/calendar/UZ/\d+$", link)]:
        page.goto(year)
        found = [link for link in links(page) if link.endswith("/confirm")]
        if found:
            return found[0]
    pytest.fail("no feast is estimated")


def run_of_dates(page: Page) -> str:
    """Return the address of a run that moves due dates: a weekday on which one falls was made free."""
    page.goto("/obligations?state=waiting")
    shown = [date(*map(int, parts[::-1])) for parts in re.findall(DAY_SHOWN, page.content())]
    free = next(day for day in shown if day.weekday() < 5)
    page.goto(f"/calendar/UZ/{free.year}/add")
    for part in ("day", "month", "year"):
        page.locator(f"#on-{part}").fill(str(getattr(free, part)))
    page.locator("input[value=day_off]").check()
    page.locator("#source").fill("PF-200")
    page.locator("main form button.btn-primary").click()
    page.locator("main form button.btn-primary").click()
    page.wait_for_url("**/rejudgings/*")
    return page.url


def texts_begun(page: Page) -> list[str]:
    """Return the addresses of a draft of the texts of notices: itself, to edit it, to put it
    into force, and to take back what is adopted."""
    page.goto("/notice-texts")
    page.locator("form:has(#language) button[type=submit]").click()
    page.wait_for_url(re.compile(r"/notice-texts/\d+"))
    draft = re.sub(r"(/notice-texts/\d+).*", r"\1", page.url)
    return [draft, f"{draft}/edit", f"{draft}/put-in-force", f"{draft}/take-back"]
