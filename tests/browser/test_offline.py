"""The receiving desk with the network cut in the middle of a parcel, in real Chromium."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect
from sqlalchemy import create_engine, text
from stdnum.isbn import is_valid

from tests.browser.crawling import sign_in
from tests.browser.parcels import register, send
from tests.journeys.acts import new_isbn
from tests.support.server import LiveServer

pytestmark = pytest.mark.browser

DAY = 86_400_000  # ms


@pytest.fixture
def desk(browser: Browser, live_server: LiveServer) -> Iterator[BrowserContext]:
    """The browser of a librarian, whose clock is a day late."""
    context = browser.new_context(base_url=live_server.url)
    context.add_init_script(f"""{{
        const Real = Date;
        Date = class extends Real {{
            constructor(...parts) {{ parts.length ? super(...parts) : super(Real.now() - {DAY}); }}
        }};
    }}""")
    yield context
    context.close()


def parcel_opened(page: Page, desk: BrowserContext, server: LiveServer) -> tuple[Page, str]:
    """Send two copies of a book; return the librarian's page of the parcel, and the ISBN."""
    sign_in(page, server, "depositor")
    isbn = new_isbn()
    return opened(desk, server, send(page, register(page, "Tarmoqsiz", isbn))), isbn


def opened(desk: BrowserContext, server: LiveServer, code: str) -> Page:
    """Open a parcel by its slip, and wait until the device has what it needs without a network."""
    librarian = desk.new_page()
    sign_in(librarian, server, "librarian")
    librarian.goto("/receiving")
    librarian.evaluate("navigator.serviceWorker.ready.then(() => true)")
    librarian.locator("#code").fill(code)
    with librarian.expect_response("**/copy"):
        librarian.keyboard.press("Enter")
    librarian.wait_for_function("caches.keys().then(names => names.length === 1)")
    return librarian


def scan(page: Page, code: str) -> None:
    """Scan as a hand does: the same code no sooner than half a second after."""
    page.wait_for_timeout(500)
    page.locator("#scan").fill(code)
    page.keyboard.press("Enter")


def label_of(server: LiveServer, isbn: str) -> str:
    """Return a label that was printed for a book."""
    engine = create_engine(server.environment["DATABASE_URL"])
    with engine.connect() as connection:
        found = connection.execute(
            text(
                "SELECT copy.code FROM copy JOIN release ON release.id = copy.release_id"
                " JOIN identifier ON identifier.publication_id = release.publication_id"
                " WHERE identifier.value = :isbn ORDER BY copy.id"
            ),
            {"isbn": isbn},
        ).scalars()
        label = str(found.first())
    engine.dispose()
    return label


def scans_of(server: LiveServer, address: str) -> list[tuple[str, bool, bool]]:
    """Return the scans of a parcel: what, whether a device's clock is kept, whether that is behind ours."""
    engine = create_engine(server.environment["DATABASE_URL"])
    with engine.connect() as connection:
        rows = connection.execute(
            text("SELECT text, device_at, at FROM scan WHERE arrival_id = :id ORDER BY id"),
            {"id": int(address.rsplit("/", 1)[-1])},
        ).all()
    engine.dispose()
    return [(row[0].replace("-", ""), row[1] is not None, str(row[1] or "") < str(row[2])) for row in rows]


def test_the_network_is_cut_in_the_middle_of_a_parcel(
    page: Page, desk: BrowserContext, live_server: LiveServer
) -> None:
    librarian, isbn = parcel_opened(page, desk, live_server)
    address = librarian.url
    count = librarian.locator("#scan-result .nx-echo__n")
    scan(librarian, isbn)
    expect(count).to_have_text("1 / 2")
    desk.set_offline(True)
    scan(librarian, isbn)
    expect(count).to_have_text("2 / 2")
    expect(librarian.locator("#scan-result")).to_contain_text("Tarmoqsiz")
    librarian.close()

    reopened = desk.new_page()
    reopened.goto(address)
    waiting = reopened.locator("#desk-waiting [data-waiting]")
    expect(waiting).to_contain_text("1")
    expect(reopened.locator("#desk-parcel-part tbody")).to_contain_text("2 / 2")
    stranger = desk.new_page()
    stranger.goto("/receiving/999999")
    expect(stranger.locator("#desk-unseen")).to_be_visible()
    scan(stranger, "J26-004173-J")
    expect(stranger.locator("#scan-result")).to_contain_text("J26-004173-J")
    expect(stranger.locator("#scan-result")).to_have_attribute("data-tone", "late")
    stranger.close()
    other = new_isbn()
    scan(reopened, other[:-1] + str((int(other[-1]) + 1) % 10))
    expect(reopened.locator("#scan-result")).to_have_attribute("data-tone", "late")
    scan(reopened, other)
    expect(waiting).to_contain_text("2")
    desk.set_offline(False)
    expect(reopened.locator("#scan-lines")).to_contain_text("2 / 2", timeout=15_000)
    expect(reopened.locator("#desk-waiting")).to_be_hidden()
    assert scans_of(live_server, address) == [(isbn, False, True), (isbn, True, True), (other, True, True)]


def test_what_waits_is_sent_for_who_scanned_it_and_conflicts_are_shown(
    page: Page, desk: BrowserContext, browser: Browser, live_server: LiveServer
) -> None:
    librarian, isbn = parcel_opened(page, desk, live_server)
    address = librarian.url
    strip = librarian.locator("#desk-waiting")
    scan(librarian, isbn)
    expect(librarian.locator("#scan-result .nx-echo__n")).to_have_text("1 / 2")
    desk.set_offline(True)
    scan(librarian, isbn)
    expect(strip.locator("[data-waiting]")).to_contain_text("1")
    desk.clear_cookies(name="session")
    desk.set_offline(False)
    expect(strip.locator("[data-sign-in]")).to_be_visible()
    scan(librarian, isbn)
    expect(strip.locator("[data-waiting]")).to_contain_text("2")
    assert librarian.url == address, "who was signed out stays where the scans wait"
    desk.set_offline(True)
    librarian.goto("/receiving")
    expect(strip.locator("[data-waiting]")).to_contain_text("2")
    expect(strip.locator("[data-sign-in]")).to_have_attribute("href", re.compile("/sign-in.next="))
    desk.set_offline(False)

    elsewhere = browser.new_context(base_url=live_server.url)
    colleague = elsewhere.new_page()
    sign_in(colleague, live_server, "librarian")
    colleague.goto(f"{address}/finish")
    colleague.locator("main form .btn-primary").click()
    colleague.wait_for_url("**/receipts/*")
    elsewhere.close()

    others = [a for a in live_server.demonstration["accounts"] if a["role"] == "librarian"]
    enter(librarian, others[1])
    expect(librarian.locator("#desk-waiting [data-others]")).to_contain_text(": 2.")
    expect(librarian.locator("#desk-waiting")).not_to_contain_text(isbn)
    assert librarian.request.get(address).status == 404
    librarian.context.clear_cookies(name="session")
    enter(librarian, others[0])
    expect(strip.locator("li")).to_have_count(2)
    expect(strip.locator("li a").first).to_have_attribute("href", re.compile("/receipts/"))
    receipt = strip.locator("li a").first.get_attribute("href")
    for _refused in range(2):
        strip.locator("li button").first.click()
    expect(strip).to_be_hidden()
    librarian.goto(str(receipt))
    expect(librarian.locator("section[aria-labelledby=refused] tbody tr")).to_have_count(2)
    assert [text for text, _said, _right in scans_of(live_server, address)] == [isbn]


def enter(page: Page, account: dict[str, str]) -> None:
    """Sign in as one account, and open the desk."""
    page.goto("/sign-in")
    page.locator("input[name=email]").fill(account["email"])
    page.locator("input[name=password]").fill(account["password"])
    page.locator("main button[type=submit]").click()
    page.goto("/receiving")


def test_what_the_library_would_refuse_is_neither_kept_nor_counted_without_a_network(
    page: Page, desk: BrowserContext, live_server: LiveServer
) -> None:
    librarian, isbn = parcel_opened(page, desk, live_server)
    address, label = librarian.url, label_of(live_server, isbn)
    echo, waiting = librarian.locator("#scan-result"), librarian.locator("#desk-waiting [data-waiting]")
    count = echo.locator(".nx-echo__n")
    desk.set_offline(True)
    scan(librarian, label)
    expect(count).to_have_text("1 / 2")
    ten = isbn[3:12]
    wrong = ten + next(last for last in "0123456789" if not is_valid(ten + last))
    for refused in (
        label,
        label,
        "4006381333931",
        "hello world",
        wrong,
        f"{isbn[:-1]}{(int(isbn[-1]) + 1) % 10}",
    ):
        scan(librarian, refused)
        expect(echo).to_contain_text(refused)
        expect(count).to_be_empty()
        expect(waiting).to_contain_text(": 1.")
    scan(librarian, isbn)
    expect(count).to_have_text("2 / 2")
    scan(librarian, f"{isbn}{isbn}")
    expect(count).to_have_text("3 / 2")
    expect(waiting).to_contain_text(": 3.")
    librarian.reload()
    expect(librarian.locator("#desk-parcel-part tbody")).to_contain_text("3 / 2")
    scan(librarian, "hello world")
    expect(waiting).to_contain_text(": 3.")
    desk.set_offline(False)
    expect(librarian.locator("#scan-lines")).to_contain_text("3 / 2", timeout=15_000)
    expect(librarian.locator("#desk-refused tbody")).to_have_count(0)
    assert [text for text, _said, _right in scans_of(live_server, address)] == [
        label.replace("-", ""), isbn, isbn,
    ]  # fmt: skip


def test_scans_of_a_colleague_that_wait_on_a_shared_device_are_told_before_the_parcel_is_finished(
    page: Page, desk: BrowserContext, live_server: LiveServer
) -> None:
    librarian, isbn = parcel_opened(page, desk, live_server)
    address, strip = librarian.url, librarian.locator("#desk-waiting")
    scan(librarian, isbn)
    expect(librarian.locator("#scan-result .nx-echo__n")).to_have_text("1 / 2")
    desk.set_offline(True)
    scan(librarian, isbn)
    expect(strip.locator("[data-waiting]")).to_contain_text(": 1.")
    # The same device, as if it were somebody else's scan: another account works at it now.
    librarian.evaluate(
        """new Promise((done) => {
            const opening = indexedDB.open('nusxa-desk');
            opening.onsuccess = () => {
                const store = opening.result.transaction('scans', 'readwrite').objectStore('scans');
                store.openCursor().onsuccess = ({ target: { result: row } }) => {
                    if (!row) return done();
                    row.update({ ...row.value, account: row.value.account + 1 });
                    return row.continue();
                };
            };
        })"""
    )
    desk.set_offline(False)
    for page_of_parcel in (address, f"{address}/finish"):
        librarian.goto(page_of_parcel)
        expect(strip.locator("[data-others]")).to_contain_text(": 1.")
        expect(strip).not_to_contain_text(isbn)
    librarian.goto("/receiving")
    expect(strip.locator("[data-others]")).to_contain_text(": 1.")
    expect(strip).not_to_contain_text(isbn)


def test_a_receipt_tells_what_waits_on_the_device_and_what_was_refused(
    page: Page, desk: BrowserContext, live_server: LiveServer
) -> None:
    librarian, isbn = parcel_opened(page, desk, live_server)
    address, strip = librarian.url, librarian.locator("#desk-waiting")
    scan(librarian, isbn)
    expect(librarian.locator("#scan-result .nx-echo__n")).to_have_text("1 / 2")
    desk.set_offline(True)
    scan(librarian, isbn)
    expect(strip.locator("[data-waiting]")).to_contain_text(": 1.")
    librarian.route("**/receiving/scans", lambda route: route.abort())
    desk.set_offline(False)
    colleague = desk.new_page()
    colleague.goto(f"{address}/finish")
    colleague.route("**/receiving/scans", lambda route: route.abort())
    colleague.locator("main form .btn-primary").click()
    colleague.wait_for_url("**/receipts/*")
    expect(colleague.locator("#desk-waiting [data-waiting]")).to_contain_text(": 1.")
    expect(colleague.locator("#desk-waiting [data-codes]")).to_have_text(isbn)
    librarian.close()
    colleague.unroute("**/receiving/scans")
    colleague.reload()
    expect(colleague.locator("#desk-waiting li")).to_contain_text(isbn)
    expect(colleague.locator("section[aria-labelledby=refused] tbody tr")).to_have_count(1)


def conditions_of(server: LiveServer, address: str) -> list[tuple[str, bool]]:
    """Return of each scan of a parcel its condition, and whether it stands."""
    engine = create_engine(server.environment["DATABASE_URL"])
    with engine.connect() as connection:
        rows = connection.execute(
            text("SELECT condition, undone_at FROM scan WHERE arrival_id = :id ORDER BY id"),
            {"id": int(address.rsplit("/", 1)[-1])},
        ).all()
    engine.dispose()
    return [(str(row[0]), row[1] is None) for row in rows]


def test_a_condition_named_and_a_scan_taken_back_without_a_network_are_kept_said_and_sent(
    page: Page, desk: BrowserContext, live_server: LiveServer
) -> None:
    librarian, isbn = parcel_opened(page, desk, live_server)
    address, echo = librarian.url, librarian.locator("#scan-result")
    waiting = librarian.locator("#desk-waiting [data-waiting]")
    damaged, wrong = (
        librarian.locator(f"[data-shortcut={key}]").inner_text()[2:].strip() for key in ("F2", "F7")
    )
    desk.set_offline(True)
    librarian.keyboard.press("F2")
    expect(echo).to_have_attribute("data-tone", "late")
    for _copy in range(3):
        scan(librarian, isbn)
    expect(waiting).to_contain_text(": 3.")
    librarian.keyboard.press("F4")
    expect(waiting).to_contain_text(": 2.")
    librarian.keyboard.press("F2")
    expect(echo).to_contain_text(damaged)
    librarian.reload()
    expect(librarian.locator("#desk-parcel-part tbody")).to_contain_text(damaged)
    expect(echo).to_contain_text(damaged)
    scan(librarian, isbn)
    librarian.keyboard.press("F7")
    expect(echo).to_contain_text(wrong)
    librarian.goto(f"{address}/finish")
    expect(echo).to_have_attribute("data-tone", "late")
    librarian.goto(address)
    expect(librarian.locator("#desk-parcel-part tbody")).to_contain_text(wrong)
    desk.set_offline(False)
    expect(librarian.locator("#scan-lines")).to_be_visible(timeout=15_000)
    expect(librarian.locator("#desk-waiting")).to_be_hidden()
    assert conditions_of(live_server, address) == [("good", True), ("damaged", True), ("wrong_edition", True)]


def test_a_scan_whose_answer_was_lost_is_changed_at_the_library_too(
    page: Page, desk: BrowserContext, live_server: LiveServer
) -> None:
    librarian, isbn = parcel_opened(page, desk, live_server)
    address, waiting = librarian.url, librarian.locator("#desk-waiting [data-waiting]")
    lost: list[str] = []

    def lose_the_answer(route: Route) -> None:
        route.fetch()
        lost.append(route.request.url)
        route.abort()

    librarian.route(
        address, lambda route: lose_the_answer(route) if route.request.method == "POST" else route.abort()
    )
    librarian.route("**/receiving/session", lambda route: route.abort())
    for _copy in range(2):
        scan(librarian, isbn)
    expect(waiting).to_contain_text(": 2.")
    echo, codes = librarian.locator("#scan-result"), librarian.locator("#desk-waiting [data-codes]")
    librarian.keyboard.press("F4")
    expect(codes).to_have_text(isbn)
    damaged = librarian.locator("[data-shortcut=F2]").inner_text()[2:].strip()
    librarian.keyboard.press("F2")
    expect(echo).to_contain_text(damaged)
    librarian.unroute_all()
    librarian.goto(address)
    # Only what was sent changes the parcel's lines; the strip of what waits is also hidden until it is drawn.
    expect(librarian.locator("#scan-lines")).to_contain_text(damaged, timeout=20_000)
    expect(librarian.locator("#desk-waiting")).to_be_hidden()
    assert lost
    assert conditions_of(live_server, address) == [("damaged", True)]
