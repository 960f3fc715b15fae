"""What only some rules ask: printed on demand, for hire only, how many copies were brought in."""

from collections.abc import Iterator
from datetime import datetime

import pytest
import time_machine
from sqlalchemy.orm import Session

from app.accounts.models import Account
from app.deposits.obligations.models import Obligation, UndecidedRule
from app.domain.actor import Role
from app.infra.db import transaction
from app.publications.models import Release
from tests.factories.accounts import make_account, sign_in
from tests.factories.law import add_calendar, add_depositories, adopt, uz_draft_text
from tests.slices.registration.steps import TITLE, begin
from tests.support.isolation import Browserless

EXEMPTIONS = """
  - id: on-demand
    title: {uz: "Buyurtma", ru: "По заказу", en: "On demand"}
    when: {kind: {any_of: [book]}, print_on_demand: true}
    effect: exempt
    citation: {instrument: uzd, locator: "13-modda, 4-qism"}
    confidence: hypothetical
  - id: hired
    title: {uz: "Ijara", ru: "Прокат", en: "Hired"}
    when: {kind: {any_of: [sheet_music]}, hire_only: true}
    effect: exempt
    citation: {instrument: uzd, locator: "13-modda, 5-qism"}
    confidence: hypothetical
  - id: few-brought
    title: {uz: "Kam", ru: "Мало", en: "Few"}
    when: {origin: {any_of: [imported]}, import_copies: {max: 99}}
    effect: exempt
    citation: {instrument: uzd, locator: "13-modda, 6-qism"}
    confidence: hypothetical

reminders:
"""
FIELDS = ("print_on_demand", "hire_only", "import_copies")


@pytest.fixture
def asked_by_law(client: Browserless, session: Session, at: datetime) -> Iterator[Account]:
    """A clerk under a law that asks all three."""
    with time_machine.travel(at, tick=False):
        with transaction():
            add_depositories()
            add_calendar()
            adopt(uz_draft_text().replace("\nreminders:\n", EXEMPTIONS))
        account = make_account(Role.DEPOSITOR)
        sign_in(client, account)
        yield account


def release_page(client: Browserless, kind: str, origin: str) -> tuple[int, str]:
    draft_id = begin(client, kind=kind)
    title = {**TITLE, "origin": origin, "carrier": "print"}
    assert client.post(f"/registration/{draft_id}/title", data=title).status_code == 303
    return draft_id, client.get(f"/registration/{draft_id}/release").text


@pytest.mark.parametrize(
    ("kind", "origin", "expected"),
    [
        ("book", "domestic", {"print_on_demand"}),
        ("sheet_music", "domestic", {"hire_only"}),
        ("brochure", "imported", {"import_copies"}),
        ("brochure", "domestic", set()),
    ],
)
def test_they_are_asked_where_a_rule_waits_for_them(
    client: Browserless, asked_by_law: Account, kind: str, origin: str, expected: set[str]
) -> None:
    _draft, page = release_page(client, kind, origin)
    assert {name for name in FIELDS if f'name="{name}"' in page} == expected


def test_under_a_law_that_does_not_ask_nobody_is_asked(client: Browserless, clerk: Account) -> None:
    _draft, page = release_page(client, "book", "domestic")
    assert [name for name in FIELDS if f'name="{name}"' in page] == []


@pytest.mark.parametrize("said", ["", "yes", "no"])
def test_the_answer_decides(client: Browserless, asked_by_law: Account, session: Session, said: str) -> None:
    draft_id, _page = release_page(client, "book", "domestic")
    answers = {"published_before": "no", "print_on_demand": said}
    client.post(f"/registration/{draft_id}/release", data=answers)
    check = client.get(f"/registration/{draft_id}/check").text
    assert ("Printed on demand</dt>" in check) is bool(said)
    answer = client.post(f"/registration/{draft_id}/check", data={"submission_key": "k"})
    assert answer.status_code == 303
    release = session.query(Release).one()
    assert release.print_on_demand is {"": None, "yes": True, "no": False}[said]
    on_demand = [row for row in session.query(UndecidedRule) if "print_on_demand" in row.missing]
    assert bool(on_demand) is (said == "")
    assert bool(session.query(Obligation).count()) is (said == "no")
    assert "rinted on demand" in client.get(f"/releases/{release.id}").text
