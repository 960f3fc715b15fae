"""Pages and files made small for slow lines."""

import gzip

import brotli
from flask.testing import FlaskClient

STYLES = "/static/css/record.css"


def test_files_and_pages_arrive_as_the_browser_takes_them(client: FlaskClient) -> None:
    plain = client.get(STYLES)
    assert "Content-Encoding" not in plain.headers
    for accepted, coding, unpack in (
        ("gzip, deflate, br", "br", brotli.decompress),
        ("gzip;q=1.0, br;q=0", "gzip", gzip.decompress),
    ):
        packed = client.get(STYLES, headers={"Accept-Encoding": accepted})
        assert packed.headers["Content-Encoding"] == coding
        assert "Accept-Encoding" in packed.headers["Vary"]
        assert int(packed.headers["Content-Length"]) == len(packed.data) < len(plain.data) / 2
        assert unpack(packed.data) == plain.data
    again = {"Accept-Encoding": "br", "If-None-Match": plain.headers["ETag"]}
    assert client.get(STYLES, headers=again).status_code == 304
    page = client.get("/sign-in", headers={"Accept-Encoding": "gzip"})
    assert page.headers["Content-Encoding"] == "gzip"
    assert b'name="password"' in gzip.decompress(page.data)


def test_the_length_of_a_page_tells_nothing_of_what_is_in_it(client: FlaskClient) -> None:
    lengths = {len(client.get("/verify", headers={"Accept-Encoding": "gzip"}).data) for _look in range(12)}
    assert max(lengths) - min(lengths) > 10
