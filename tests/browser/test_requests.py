"""Each kind of request and its decision, in a real browser, by the depositor and by two officials."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.crawling import complaints_of, links, sign_in
from tests.support.server import LiveServer

pytestmark = pytest.mark.browser

SENT = "main form[action$='/requests/new'] .btn-primary"


def ask(page: Page, kind: str, start: str = "/requests/new", day: str = "") -> str:
    """Ask about the first line that can be chosen; return the address of the request."""
    page.goto(start)
    boxes = page.locator("input[name=line]")
    for place in range(boxes.count()):
        boxes.nth(place).uncheck()
    boxes.first.check()
    if kind:
        page.locator(f"input[name=kind][value={kind}]").check()
    if day:
        for part, text in zip(("year", "month", "day"), day.split("-"), strict=True):
            page.locator(f"[name=until-{part}]").fill(text)
    page.locator("#words").fill("Sinov asosi")
    page.locator(SENT).click()
    page.wait_for_url(re.compile(r"/requests/\d+$"))
    return page.url


def decide(page: Page, address: str, outcome: str) -> None:
    """Decide a request as the official who is signed in."""
    page.goto(address)
    page.locator(f"input[name=outcome][value={outcome}]").check()
    page.locator("#reasons").fill("Hujjatlar koʻrib chiqildi")
    page.locator("form[action$='/decide'] .btn-primary").click()
    page.wait_for_load_state()


def test_each_kind_is_asked_and_decided(
    page: Page, browser: Browser, live_server: LiveServer, axe: Callable[[Page], None]
) -> None:
    sign_in(page, live_server, "depositor")
    context = browser.new_context(base_url=live_server.url)
    desk = context.new_page()
    sign_in(desk, live_server, "regulator")
    page.goto("/requests/new")
    assert complaints_of(page, axe) == []
    for kind, outcome, day in (
        ("extension", "granted", "2027-01-29"),
        ("exemption", "granted", ""),
        ("objection", "refused", ""),
    ):
        address = ask(page, kind, day=day)
        decide(desk, address, outcome)
        expect(desk.locator("main")).to_contain_text(re.compile(r"\d{4}-\d{6}"))
        page.goto(address)
    assert complaints_of(page, axe) == []
    appeal = ask(page, "", next(link for link in links(page) if "against=" in link))
    desk.goto(appeal)
    expect(desk.locator("form[action$='/decide']")).to_have_count(0)
    assert complaints_of(desk, axe) == []
    context.close()
