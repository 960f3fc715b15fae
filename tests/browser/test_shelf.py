"""Scanning a shelf with the network cut in the middle of it, in real Chromium."""

import re
import uuid

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.crawling import sign_in
from tests.browser.filling import go_on
from tests.support.server import LiveServer

pytestmark = pytest.mark.browser


@pytest.fixture
def page(browser: Browser, live_server: LiveServer) -> Page:
    """A librarian's page."""
    page = browser.new_context(base_url=live_server.url).new_page()
    sign_in(page, live_server, "librarian")
    return page


@pytest.fixture
def numbers(page: Page) -> list[str]:
    """Five accession numbers of the library that follow each other."""
    register = page.request.get("/receipts/register?month=whole").text()
    found = sorted(set(re.findall(r"\bK\d{4}-\d{6}\b", register)))
    assert len(found) >= 5
    return found[:5]


@pytest.fixture
def shelf(page: Page, numbers: list[str]) -> Page:
    """The page of a shelf of its own, where the copies of these numbers belong."""
    mark = f"J-{uuid.uuid4().hex[:6]}"
    page.goto("/inventory/sections")
    page.locator("#mark").fill(mark)
    go_on(page)
    page.locator("main th a", has_text=mark).click()
    page.locator("#first").fill(numbers[0])
    page.locator("#last").fill(numbers[-1])
    page.locator("form[action$='/copies'] button").click()
    expect(page.locator("main")).to_contain_text(numbers[0])
    page.goto("/inventory/new")
    page.get_by_label(mark).check()
    go_on(page)
    page.locator("form[action$='/begin'] button").click()
    page.locator("a[href*='/stock-takes/shelves/']").first.click()
    page.wait_for_url("**/shelves/*")
    return page


def scan(page: Page, code: str) -> None:
    page.wait_for_timeout(500)
    page.locator("#scan").focus()
    page.keyboard.insert_text(code)  # onto what stands there, as a scanner does
    page.keyboard.press("Enter")


def test_codes_scanned_without_a_network_are_kept_in_order_and_sent(shelf: Page, numbers: list[str]) -> None:
    desk: BrowserContext = shelf.context
    first, second, third, fourth, fifth = numbers
    echo = shelf.locator("#scan-result")
    waiting, codes = (
        shelf.locator("#desk-waiting [data-waiting]"),
        shelf.locator("#desk-waiting [data-codes]"),
    )
    scan(shelf, first)
    expect(echo).to_contain_text("Topildi")
    desk.set_offline(True)
    for code in (second, third, fourth, fifth):
        scan(shelf, code)
        expect(echo).to_contain_text(code)
        expect(echo).to_contain_text("Shu qurilmada saqlandi")
        expect(shelf.locator("#scan")).to_have_value("")
    expect(codes).to_have_text(", ".join((second, third, fourth, fifth)))
    shelf.set_viewport_size({"width": 390, "height": 844})
    assert shelf.evaluate("document.documentElement.scrollWidth") <= 390, "many codes break into lines"
    shelf.keyboard.press("F4")
    expect(codes).to_have_text(", ".join((second, third, fourth)))
    expect(waiting).to_contain_text(": 3.")
    assert shelf.locator("#scan").get_attribute("placeholder") != "undefined"
    address = shelf.url
    shelf.close()

    again = desk.new_page()
    desk.set_offline(False)
    again.goto(address)
    expect(again.locator("#desk-waiting")).to_be_hidden(timeout=15_000)
    expect(again.locator("#scan-lines tbody tr")).to_have_count(4)
    shown = again.locator("#scan-lines tbody [data-l]").all_inner_texts()
    assert [text for text in shown if text in (first, second, third, fourth, fifth)] == [
        fourth, third, second, first
    ]  # fmt: skip
    desk.close()


def test_a_shelf_is_opened_anew_without_a_network_and_goes_on(shelf: Page, numbers: list[str]) -> None:
    desk: BrowserContext = shelf.context
    first, second, third, fourth, _fifth = numbers
    echo, codes = shelf.locator("#scan-result"), shelf.locator("#desk-waiting [data-codes]")
    name = shelf.locator("h1").inner_text()
    shelf.evaluate("navigator.serviceWorker.ready.then(() => true)")
    shelf.wait_for_function("caches.keys().then(names => names.length === 1)")
    scan(shelf, first)
    expect(echo).to_contain_text("Topildi")
    desk.set_offline(True)
    scan(shelf, second)
    expect(codes).to_have_text(second)
    address = shelf.url
    shelf.reload()
    expect(shelf.locator("h1")).to_have_text(name)
    expect(shelf.locator("#desk-no-network")).to_be_visible()
    expect(echo).to_contain_text(second)
    expect(codes).to_have_text(second)
    expect(shelf.locator("[name=condition]")).to_have_count(0)
    for code in (third, fourth):
        scan(shelf, code)
        expect(echo).to_contain_text(code)
    expect(codes).to_have_text(f"{second}, {third}, {fourth}")  # the list follows the echo
    shelf.keyboard.press("F4")
    expect(codes).to_have_text(f"{second}, {third}")
    shelf.goto(re.sub(r"/\d+(\?.*)?$", "/999999", address))
    expect(shelf.locator("#desk-no-shelf")).to_be_visible()
    scan(shelf, fourth)
    expect(echo).to_contain_text("ochilmagan")
    shelf.goto(address)
    expect(codes).to_have_text(f"{second}, {third}")
    desk.set_offline(False)
    expect(shelf.locator("#scan-lines tbody tr")).to_have_count(3, timeout=15_000)
    expect(shelf.locator("#desk-waiting")).to_be_hidden()
    shown = shelf.locator("#scan-lines tbody [data-l]").all_inner_texts()
    assert [text for text in shown if text in numbers] == [third, second, first]
    desk.close()
