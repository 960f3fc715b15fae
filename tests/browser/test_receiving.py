"""A book from its registration to its receipt, in real browsers, with and without scripts."""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.crawling import complaints_of, sign_in
from tests.browser.parcels import register, send
from tests.journeys.acts import new_isbn
from tests.support.server import LiveServer

pytestmark = pytest.mark.browser


@pytest.fixture
def plain(browser: Browser, live_server: LiveServer) -> Iterator[Page]:
    """A page in a browser that runs no scripts."""
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    yield context.new_page()
    context.close()


def test_by_keyboard_alone_the_field_keeps_the_focus(
    page: Page, browser: Browser, live_server: LiveServer, axe: Callable[[Page], None]
) -> None:
    sign_in(page, live_server, "depositor")
    isbn = new_isbn()
    code = send(page, register(page, "Tugmalar bilan", isbn))
    context = browser.new_context(base_url=live_server.url)
    desk = context.new_page()
    sign_in(desk, live_server, "librarian")
    desk.goto("/receiving")
    expect(desk.locator("#code")).to_be_focused()
    desk.keyboard.type(code)
    desk.keyboard.press("Enter")
    desk.wait_for_url("**/receiving/*")
    echo, field = desk.locator("#scan-result .nx-echo__n"), desk.locator("#scan")
    for count in ("1 / 2", "2 / 2"):
        expect(field).to_be_focused()
        desk.wait_for_timeout(500)  # the same code sooner is a scanner that sends twice
        desk.keyboard.type(isbn)
        desk.keyboard.press("Enter")
        expect(echo).to_have_text(re.compile(count.replace(" ", r"\s*")))
    expect(field).to_be_focused()
    expect(field).to_have_value("")
    assert complaints_of(desk, axe) == []
    desk.keyboard.press("F8")
    desk.wait_for_url("**/finish")
    confirm = desk.locator("main form .btn-primary")
    confirm.focus()
    desk.keyboard.press("Enter")
    desk.wait_for_url("**/receipts/*")
    receipt = desk.url.rsplit("/", 1)[-1]
    context.close()
    page.goto(f"/receipts/{receipt}")
    expect(page.locator("main")).to_contain_text("Tugmalar bilan")
    act = page.request.get(f"/receipts/{receipt}.pdf")
    assert act.body().startswith(b"%PDF")


def test_without_scripts_everything_works(plain: Page, browser: Browser, live_server: LiveServer) -> None:
    sign_in(plain, live_server, "depositor")
    isbn = new_isbn()
    code = send(plain, register(plain, "Skriptsiz yoʻl", isbn))
    plain.context.clear_cookies()
    sign_in(plain, live_server, "librarian")
    plain.goto("/receiving")
    plain.locator("#code").fill(code)
    plain.locator("#code").press("Enter")
    for count in ("1 / 2", "2 / 2"):
        plain.locator("#scan").fill(isbn)
        plain.locator("#scan").press("Enter")
        expect(plain.locator("#scan-result .nx-echo__n")).to_have_text(re.compile(count.replace(" ", r"\s*")))
    plain.goto(f"{plain.url.split('?')[0]}/finish")
    plain.locator("main form .btn-primary").click()
    assert "/receipts/" in plain.url


def test_the_country_in_cyrillic(page: Page, live_server: LiveServer) -> None:
    sign_in(page, live_server, "regulator")
    page.locator("nav.nx-lang a", has_text="Ўз").click()
    expect(page.locator("html")).to_have_attribute("lang", "uz-Cyrl")
    for address in ("/late", "/notices", "/obligations"):
        page.goto(address)
        heading = page.locator("h1").inner_text()
        assert re.search(r"[А-Яа-яЎўҚқҒғҲҳ]", heading), heading
        assert not re.search(r"[A-Za-z]", heading), heading
