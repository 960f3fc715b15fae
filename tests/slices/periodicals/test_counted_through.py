"""A number counted through that another issue has is asked about, and the next are counted rightly."""

import re

import pytest

from app.accounts.models import Account
from tests.slices.periodicals.steps import Typed, cell, column, day, registered, rows, shown
from tests.support.isolation import Browserless

HAS = "the number counted through is that of another issue, 2026, № 44–45 (1200–1201)."


@pytest.fixture
def weekly(client: Browserless, clerk: Account) -> int:
    """A newspaper of which № 44–45 (1200–1201) is announced, and № 46 (1202) of 20 November expected."""
    number = registered(client)
    fields = rows(client, number, tick=False)
    fields |= {cell(fields, 0, name): value for name, value in {
        "published": "y", "figures": "44-45", "whole": "1200–1201"}.items()}  # fmt: skip
    asked(client, f"/periodicals/{number}/announce", fields)
    return number


def asked(client: Browserless, address: str, typed: Typed) -> str:
    """Send a form that asks first, and once more; return what it asked."""
    first = client.post(address, data=typed)
    told = re.search(r'name="told"[^>]*value="(\w+)"', first.text)
    assert (first.status_code, told is not None) == (422, True), first.text
    again = client.post(address, data={**typed, "told": told[1] if told else ""})
    assert again.status_code == 303, again.text
    return shown(first.text)


def typed_of(client: Browserless, release_id: int) -> Typed:
    page = client.get(f"/releases/{release_id}/issue").text
    fields = dict(re.findall(r'<input[^>]*name="([\w-]+)"[^>]*?value="([^"]*)"', page))
    del fields["submission_key"]
    return fields | {"depositor_region": "1726"}


def test_of_an_expected_issue(client: Browserless, weekly: int) -> None:
    fields = rows(client, weekly)
    assert column(fields, "whole") == ["1202"]
    said = asked(client, f"/periodicals/{weekly}/announce", {**fields, cell(fields, 0, "whole"): "1201"})
    assert f"2026, № 46 (1201): {HAS}" in said
    page = shown(client.get(f"/periodicals/{weekly}").text)
    assert "2026, № 47 (1203)" in page, "the count goes on as if № 46 had its own"


def test_of_two_that_are_announced_together(client: Browserless, clerk: Account) -> None:
    number = registered(client)
    fields = rows(client, number)
    fields[cell(fields, 2, "whole")] = "1201"
    said = asked(client, f"/periodicals/{number}/announce", fields)
    assert "№ 46 (1201): the number counted through is that of another issue, 2026, № 45 (1201)." in said


def test_of_an_issue_by_hand_and_the_next_free_is_proposed(client: Browserless, weekly: int) -> None:
    address = f"/periodicals/{weekly}/issue"
    typed = {"figures": "46", "year": "2026", "whole": "1201", **day("day", "21.11.2026")}
    assert f"2026, № 46 (1201): {HAS}" in asked(client, address, typed)
    earlier = {"figures": "47", "year": "2026", "whole": "1202", **day("day", "20.11.2026")}
    assert client.post(address, data=earlier).status_code == 303
    proposed = client.get(address).text
    assert re.search(r'name="figures"[^>]*value="48"', proposed), "№ 47 is announced"
    assert re.search(r'name="whole"[^>]*value="1203"', proposed), "1202 is that of № 47"
    special = {**typed, "figures": "1", "part": "Maxsus son", **day("day", "22.11.2026")}
    assert client.post(address, data=special).status_code == 303, "numbered as its publisher likes"
    assert re.search(r'name="figures"[^>]*value="48"', client.get(address).text)


def test_of_a_corrected_issue(client: Browserless, weekly: int) -> None:
    assert client.post(f"/periodicals/{weekly}/announce", data=rows(client, weekly)).status_code == 303
    page = client.get(f"/periodicals/{weekly}").text
    release_id = int(re.findall(r"/releases/(\d+)/issue", page)[0])
    typed = typed_of(client, release_id)
    assert typed["whole"] == "1202"
    said = asked(client, f"/releases/{release_id}/issue", {**typed, "whole": "1200"})
    assert f"2026, № 46 (1200): {HAS}" in said
    assert "2026, № 47 (1203)" in shown(client.get(f"/periodicals/{weekly}").text)
