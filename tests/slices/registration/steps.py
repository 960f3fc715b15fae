"""What a clerk types at each step, and the pages it is typed into."""

import re

from werkzeug.test import TestResponse

from tests.support.isolation import Browserless

TITLE = {
    "title": "Ўткан кунлар",
    "language": "uz",
    "script": "Cyrl",
    "origin": "domestic",
    "carrier": "print",
    "subjects": "fiction",
    "audiences": "general",
    "restricted": "no",
    "people-0-name": "Abdulla Qodiriy",
    "people-0-role": "author",
    "identifiers-0-number": "9789943725133",
    "udc": "821",
}
RELEASE = {
    "published_before": "no",
    "original_deposited": "",
    "print_run": "3 000",
    "pages": "320",
    "price": "45000",
    "printer": "Yoʻq bosmaxona",
    "year": "2026",
    "depositor_region": "1726",
    "first_batch_released-day": "19",
    "first_batch_released-month": "11",
    "first_batch_released-year": "2026",
}


def begin(client: Browserless, kind: str = "book") -> int:
    """Choose a kind, press Start and return the number of the draft."""
    page = client.get("/registration/new")
    key = re.search(r'name="submission_key"[^>]*value="([0-9a-f]+)"', page.text)
    assert key is not None
    response = client.post("/registration/new", data={"submission_key": key[1], "kind": kind})
    assert response.status_code == 303, response.text
    found = re.fullmatch(r"/registration/(\d+)/title", response.location)
    assert found is not None
    return int(found[1])


def send(client: Browserless, draft_id: int, step: str, **typed: str | list[str]) -> TestResponse:
    """Send a step, filled in as usual but for `typed`; a dash in a name is written as two underscores."""
    usual = {"title": TITLE, "release": RELEASE, "check": {}}[step]
    changes = {name.replace("__", "-"): value for name, value in typed.items()}
    return client.post(f"/registration/{draft_id}/{step}", data={**usual, **changes})


def told(page: TestResponse) -> dict[str, str]:
    """Return what a page sends along of the doubts about numbers that it told."""
    found = re.search(r'name="doubts_shown"[^>]*value="([^"]*)"', page.text)
    assert found is not None
    return {"doubts_shown": found[1]}


def fill_in(client: Browserless, **release: str | list[str]) -> int:
    """Walk to the check page and return the number of the draft."""
    draft_id = begin(client)
    assert send(client, draft_id, "title").location == f"/registration/{draft_id}/release"
    assert send(client, draft_id, "release", **release).location == f"/registration/{draft_id}/check"
    return draft_id
