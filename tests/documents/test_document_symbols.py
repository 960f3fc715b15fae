"""Bar codes as drawings, and the walls around the renderer."""

import re
from datetime import datetime
from pathlib import Path

import pytest

from app.infra.barcodes import code128_svg, qr_svg
from app.infra.pdf import STATIC, AssetFetcher, ForeignAddress, missing_system_libraries, render_pdf
from tests.documents.samples import CREATED


def width(svg: str) -> float:
    found = re.search(r'width="([\d.]+)mm"', svg)
    assert found
    return float(found[1])


@pytest.mark.parametrize("code", ["J26004173J", "J26004173A", "J260041737", "J260000010"])
def test_every_slip_code_is_36_9_mm_wide(code: str) -> None:
    assert width(code128_svg(code, "", height_mm=15)) == pytest.approx(36.9 + 2 * 3)


@pytest.mark.parametrize("code", ["C260138042E", "C2601380427", "C260000010Z", "C269999999Y"])
def test_every_label_code_is_40_2_mm_wide(code: str) -> None:
    assert width(code128_svg(code, "", height_mm=11)) == pytest.approx(40.2 + 2 * 3)


def test_address_in_capitals_fits_version_2_of_a_qr_symbol() -> None:
    svg = qr_svg("HTTPS://NUSXA.EXAMPLE/T/K7QM4R2X9TDV", "")
    assert 'viewBox="0 0 33 33"' in svg, "25 modules and a quiet zone of four on each side"
    assert width(svg) == pytest.approx(33 * 0.82)
    assert 'viewBox="0 0 37 37"' in qr_svg("https://nusxa.example/t/k7qm4r2x9tdv", ""), (
        "small letters cost a version"
    )


def test_description_of_a_symbol_is_escaped() -> None:
    assert "<title>&lt;script&gt;</title>" in qr_svg("X", "<script>")
    assert "<title>A &amp; B</title>" in code128_svg("A1", "A & B", height_mm=11)


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1/x.png",
        "https://example.org/x.css",
        "ftp://example.org/x",
        "file:///etc/passwd",
        "file://example.org/etc/passwd",
        f"{STATIC.as_uri()}/../pyproject.toml",
        f"{STATIC.as_uri()}/%2e%2e/pyproject.toml",
    ],
)
def test_nothing_but_our_own_assets_is_read(address: str) -> None:
    with pytest.raises(ForeignAddress):
        AssetFetcher().fetch(address)


def test_own_assets_and_data_are_read() -> None:
    response = AssetFetcher().fetch((STATIC / "img" / "label-crosses.svg").as_uri())
    assert response.read().startswith(b"<svg")
    response.close()
    assert AssetFetcher().fetch("data:text/plain,here").read() == b"here"


def test_picture_from_elsewhere_is_left_out_of_a_file(caplog: pytest.LogCaptureFixture) -> None:
    secret = Path("/etc/hostname").as_uri()
    page = f'<!doctype html><html lang="en"><title>T</title><body><img alt="x" src="{secret}"></body></html>'
    content = render_pdf(page, stylesheets=["base"], identifier=b"1", created=CREATED)
    assert content.startswith(b"%PDF-1.7")
    assert "Failed to load image" in caplog.text


def test_moment_without_a_zone_is_refused() -> None:
    page = '<!doctype html><html lang="en"><title>T</title><body>x</body></html>'
    with pytest.raises(ValueError, match="time zone"):
        render_pdf(page, stylesheets=["base"], identifier=b"1", created=datetime(2026, 1, 1))  # noqa: DTZ001


def test_system_libraries_are_there() -> None:
    assert missing_system_libraries() == []
