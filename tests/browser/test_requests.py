"""Each kind of request and its decision, in a real browser, by the depositor and by an official."""

import re
from datetime import date, timedelta

import pytest
from playwright.sync_api import Browser, FilePayload, Page, expect

from app.desks.demo.files import one_page
from tests.browser.crawling import links, sign_in
from tests.support.server import LiveServer

pytestmark = pytest.mark.browser

REQUEST = re.compile(r"/requests/\d+$")
LATE = "tr:has(use[href$='#exclamation-octagon-fill']) input[name=line]"
"""Late, and named in no notice: else its issuer might not decide, or the time be over."""
NUMBER = re.compile(r"\b\d{4}-\d{6}\b")


def choose_last_line(page: Page, kind: str) -> None:
    """Begin to ask about what is due last: of that no notice has started a clock."""
    page.goto("/requests/new")
    page.locator("input[name=line]").last.check()
    page.locator(f"input[name=kind][value={kind}]").check()


def send(page: Page) -> str:
    """Say why, send the request and return its address."""
    page.locator("#words").fill("Bosmaxona toʻxtadi")
    page.locator("main form[action$='/requests/new'] .btn-primary").click()
    page.wait_for_url(REQUEST)
    return page.url


def decide(desk: Page, address: str, outcome: str) -> None:
    """Decide a request as the official who is signed in."""
    desk.goto(address)
    desk.locator(f"input[name=outcome][value={outcome}]").check()
    desk.locator("#reasons").fill("Hujjatlar koʻrib chiqildi")
    desk.locator("form[action$='/decide'] .btn-primary").click()
    expect(desk.locator("form[action$='/decide']")).to_have_count(0)
    expect(desk.locator("main")).to_contain_text(NUMBER)


def test_each_kind_is_asked_and_decided(page: Page, browser: Browser, live_server: LiveServer) -> None:
    sign_in(page, live_server, "depositor")
    context = browser.new_context(base_url=live_server.url)
    desk = context.new_page()
    sign_in(desk, live_server, "regulator")

    choose_last_line(page, "extension")
    until = date.fromisoformat(live_server.demonstration["made_on"]) + timedelta(days=90)
    for part in ("year", "month", "day"):
        page.locator(f"[name=until-{part}]").fill(str(getattr(until, part)))
    address = send(page)
    decide(desk, address, "granted")
    page.goto(address)
    expect(page.locator("main")).to_contain_text(f"{until:%d.%m.%Y}")

    choose_last_line(page, "exemption")
    decide(desk, send(page), "granted")

    page.goto("/requests/new")
    page.locator(LATE).first.check()
    page.locator("input[name=kind][value=objection]").check()
    receipt: FilePayload = {
        "name": "kvitansiya.pdf",
        "mimeType": "application/pdf",
        "buffer": one_page("kvitansiya"),
    }
    page.locator("input[name=file]").set_input_files([receipt])
    address = send(page)
    expect(page.locator("section[aria-labelledby=evidence]")).to_contain_text("kvitansiya.pdf")
    decide(desk, address, "refused")

    page.goto(address)
    page.goto(next(link for link in links(page) if "against=" in link))
    appeal = send(page)
    desk.goto(appeal)
    expect(desk.locator("main")).to_contain_text("Boshqa mansabdor")
    expect(desk.locator("form[action$='/decide']")).to_have_count(0)
    context.close()
