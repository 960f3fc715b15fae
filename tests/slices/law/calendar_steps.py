"""Steps through the pages on which a calendar is changed."""

import re

from flask.testing import FlaskClient


def seen_in(page: str) -> str:
    """The digest that a page of what would happen carries to its confirmation."""
    found = re.search(r'name="seen"[^>]*>([0-9a-f]{64})<', page)
    assert found is not None
    return found[1]


def confirmed(client: FlaskClient, address: str, data: dict[str, str]) -> str:
    """Look at what would happen, confirm it, and return where it led."""
    preview = client.post(address, data=data)
    assert preview.status_code == 200, preview.text
    answer = client.post(address, data=data | {"seen": seen_in(preview.text)})
    assert answer.status_code == 303, answer.text
    return answer.location or ""
