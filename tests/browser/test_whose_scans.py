"""Whose the scans are that a page of the desk makes, when another person signs in meanwhile or nobody is."""

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.test_offline import desk, enter, parcel_opened, scan, scans_of
from tests.support.server import LiveServer

pytestmark = pytest.mark.browser
__all__ = ["desk"]


def test_the_kept_page_is_of_who_was_signed_in_when_it_opened(
    page: Page, desk: BrowserContext, live_server: LiveServer
) -> None:
    librarian, isbn = parcel_opened(page, desk, live_server)
    address, strip = librarian.url, librarian.locator("#desk-waiting [data-waiting]")
    desk.set_offline(True)
    librarian.goto(address)
    expect(librarian.locator("#desk-parcel-part tbody")).to_contain_text("0 / 2")
    scan(librarian, isbn)
    expect(strip).to_contain_text(": 1.")
    desk.clear_cookies(name="session")
    desk.set_offline(False)
    expect(librarian.locator("#desk-waiting [data-sign-in]")).to_be_visible()
    scan(librarian, isbn)
    expect(strip).to_contain_text(": 2.")
    enter(librarian, next(a for a in live_server.demonstration["accounts"] if a["role"] == "librarian"))
    librarian.goto(address)
    expect(librarian.locator("#scan-lines")).to_contain_text("2 / 2")
    expect(librarian.locator("#desk-waiting")).to_be_hidden()
    assert [text for text, _said, _right in scans_of(live_server, address)] == [isbn, isbn]


def test_a_scan_on_the_page_of_somebody_else_stays_with_who_opened_it(
    page: Page, desk: BrowserContext, live_server: LiveServer
) -> None:
    librarian, isbn = parcel_opened(page, desk, live_server)
    address, strip = librarian.url, librarian.locator("#desk-waiting [data-waiting]")
    others = [a for a in live_server.demonstration["accounts"] if a["role"] == "librarian"]
    second = desk.new_page()
    desk.clear_cookies(name="session")
    enter(second, others[1])
    scan(librarian, isbn)
    expect(strip).to_contain_text(": 1.")
    assert librarian.url == address
    second.goto("/receiving")
    expect(second.locator("#desk-waiting [data-others]")).to_contain_text(": 1.")
    expect(second.locator("#desk-waiting [data-waiting]")).to_be_empty()
    assert scans_of(live_server, address) == []
    desk.clear_cookies(name="session")
    enter(second, others[0])
    second.goto(address)
    expect(second.locator("#scan-lines")).to_contain_text("1 / 2")
    expect(second.locator("#desk-waiting")).to_be_hidden()
    assert [text for text, _said, _right in scans_of(live_server, address)] == [isbn]


def test_the_finish_page_knows_who_is_signed_in(
    page: Page, desk: BrowserContext, live_server: LiveServer
) -> None:
    librarian, _isbn = parcel_opened(page, desk, live_server)
    desk.clear_cookies(name="nusxa_desk")
    librarian.goto(f"{librarian.url}/finish")
    assert "nusxa_desk" in {cookie["name"] for cookie in desk.cookies()}
    expect(librarian.locator("#desk-waiting")).to_be_hidden()
