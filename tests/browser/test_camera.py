"""The camera of a device as the scanner, in a Chromium whose camera sees a real bar code."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import barcode
import pytest
from barcode.charsets import ean
from PIL import Image, ImageDraw
from playwright.sync_api import Browser, Page, expect

from tests.browser.crawling import sign_in
from tests.journeys.acts import new_isbn
from tests.support.browser import ARGUMENTS
from tests.support.server import LiveServer

pytestmark = pytest.mark.browser

MODULE = 4  # pixels
GAP = "0" * 9


def film(bars: str, file: Path) -> Path:
    """Write a film of motion JPEG that shows bars, one black or white module for each 1 or 0."""
    picture = Image.new("L", (640, 480), 255)
    draw = ImageDraw.Draw(picture)
    left = (640 - len(bars) * MODULE) // 2
    for place, bar in enumerate(bars):
        if bar == "1":
            draw.rectangle((left + place * MODULE, 120, left + (place + 1) * MODULE - 1, 360), fill=0)
    frame = io.BytesIO()
    picture.save(frame, "JPEG", quality=95)
    file.write_bytes(frame.getvalue() * 30)
    return file


def periodical(stem: str, issue: str) -> str:
    """Return the bars of a periodical's EAN-13 with the add-on of two digits that numbers the issue."""
    sets = ("AA", "AB", "BA", "BB")[int(issue) % 4]
    first, second = (ean.CODES[name][int(digit)] for name, digit in zip(sets, issue, strict=True))
    return f"{barcode.get('ean13', stem).build()[0]}{GAP}1011{first}01{second}"


@contextmanager
def seeing(bars: str, browser: Browser, tmp_path: Path, server: LiveServer) -> Iterator[Page]:
    """Open the desk in a browser whose camera sees these bars; the page counts how often it is asked for."""
    eyes = [
        "--use-fake-device-for-media-stream",
        f"--use-file-for-fake-video-capture={film(bars, tmp_path / 'camera.mjpeg')}",
        "--no-sandbox",
    ]
    kind = browser.browser_type
    started = kind.launch(executable_path="/usr/bin/chromium", args=[*ARGUMENTS, *eyes])
    context = started.new_context(base_url=server.url, viewport={"width": 390, "height": 844})
    context.add_init_script(
        """window.asked = 0;
        const ask = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
        navigator.mediaDevices.getUserMedia = (wanted) => { window.asked += 1; return ask(wanted); };"""
    )
    page = context.new_page()
    try:
        sign_in(page, server, "librarian")
        page.goto("/receiving")
        yield page
    finally:
        started.close()


def test_the_slip_of_a_parcel_is_scanned_by_the_camera(
    browser: Browser, tmp_path: Path, live_server: LiveServer
) -> None:
    code = live_server.demonstration["consignment"]
    with seeing(barcode.get("code128", code).build()[0], browser, tmp_path, live_server) as page:
        page.context.grant_permissions(["camera"])
        page.wait_for_timeout(300)
        assert page.evaluate("window.asked") == 0
        page.locator("[data-camera]").click()
        page.wait_for_url(lambda address: not address.endswith("/receiving"), timeout=20_000)
        assert code in page.inner_text("h1")
        page.set_viewport_size({"width": 390, "height": 664})  # a phone with the bars of its browser
        page.locator("[data-camera]").click()
        for part in ("#scan", "#scan-result", "[data-camera-part] video"):
            expect(page.locator(part)).to_be_in_viewport(ratio=1, timeout=10_000)


def test_a_copy_that_is_blurred_in_the_hand_for_a_moment_counts_once(
    browser: Browser, tmp_path: Path, live_server: LiveServer
) -> None:
    isbn, at = new_isbn(), datetime(2026, 11, 23, 9, tzinfo=UTC)
    with seeing("", browser, tmp_path, live_server) as page:
        # A reader and a clock of ours: how long a film stays unread depends on how busy the machine is.
        page.add_init_script(
            """window.shown = '';
            window.BarcodeDetector = class {
                static async getSupportedFormats() { return ['ean_13', 'code_128', 'qr_code']; }
                async detect() { return window.shown ? [{ rawValue: window.shown }] : []; }
            };"""
        )
        page.context.grant_permissions(["camera"])
        page.clock.install(time=at)
        page.locator("#code").fill(live_server.demonstration["consignment"])
        page.keyboard.press("Enter")
        page.wait_for_url(lambda address: not address.endswith("/receiving"))
        counted: list[str] = []
        page.on("response", lambda got: counted.append(got.url) if got.request.method == "POST" else None)
        page.locator("[data-camera]").click()
        say = page.locator("[data-camera-say]")
        expect(say).to_have_text(say.get_attribute("data-aim") or "-", timeout=20_000)
        page.clock.pause_at(at + timedelta(hours=1))

        def sees(code: str, milliseconds: int) -> None:
            page.evaluate("(code) => { window.shown = code; }", code)
            page.clock.run_for(milliseconds)

        with page.expect_response(lambda got: got.request.method == "POST"):
            sees(isbn, 500)
        sees("", 2_700)
        sees(isbn, 500)
        page.wait_for_timeout(1000)
        assert len(counted) == 1, "the same copy"
        sees("", 3_500)
        with page.expect_response(lambda got: got.request.method == "POST"):
            sees(isbn, 500)


def test_the_issue_of_a_periodical_is_read_and_a_camera_that_is_refused_is_told(
    browser: Browser, tmp_path: Path, live_server: LiveServer
) -> None:
    with seeing(periodical("977209173600", "07"), browser, tmp_path, live_server) as page:
        page.context.grant_permissions([])
        page.locator("[data-camera]").click()
        expect(page.locator("[data-camera-say]")).to_have_text(
            page.locator("[data-camera-say]").get_attribute("data-denied") or "-"
        )
        page.context.grant_permissions(["camera"])
        page.locator("[data-camera]").click()
        expect(page.locator("#code-error")).to_contain_text("977209173600707", timeout=20_000)
