"""The first page of each role: what it counts, where it leads, and at what cost."""

import re
from datetime import datetime, time, timedelta

import pytest
import time_machine
from sqlalchemy.orm import Session

from app.deposits.obligations.models import Obligation
from app.domain.actor import Role
from app.infra import clock
from app.infra.db import transaction
from app.organisations.models import Organisation
from tests.factories.accounts import make_account, sign_in
from tests.factories.compliance import add_late, make_late_world, make_notice
from tests.factories.obligations import counted_statements
from tests.factories.publications import make_release
from tests.slices.desks.conftest import Scene
from tests.support.isolation import Browserless


def home(client: Browserless) -> str:
    response = client.get("/")
    assert response.status_code == 200
    return response.text


def doors(text: str) -> dict[str, tuple[int, str]]:
    """Each count by its word: the number, and where it leads."""
    found = re.findall(
        r'class="nx-count [^"]*" href="([^"]*)"><span class="nx-count__n">(\d+)</span> '
        r'<span class="nx-count__t"><span class="nx-count__w">(?:<svg.*?</svg>)?([^<]*)<',
        text,
        re.DOTALL,
    )
    return {word: (int(number), url) for url, number, word in found}


def test_anyone_reads_what_it_is(client: Browserless) -> None:
    text = home(client)
    for door in ("/verify", "/sign-in", "/law"):
        assert f'href="{door}"' in text
    assert "Oʻtkan kunlar" not in text


def test_a_depositor_sees_what_needs_it(client: Browserless, scene: Scene) -> None:
    sign_in(client, scene.clerk)
    text = home(client)
    today = clock.today()
    late = [
        row for row in scene.rows.values() if row.depositor_id == scene.publisher.id and row.due_on < today
    ]
    assert doors(text)["Late"] == (len(late), "/obligations?state=late")
    assert doors(text)["In transit"] == (1, "/consignments?state=sent")
    assert "2 copies in 1 parcel" in text
    assert f"/consignments/{scene.parcel}" in text
    assert "Oʻtkan kunlar" in text
    assert "Abdulla Qodiriy" in text


def test_what_is_due_tomorrow_is_reminded_of(client: Browserless, scene: Scene, session: Session) -> None:
    owed = scene.rows["uzd-book-regional"]
    owed.due_on = clock.today() + timedelta(days=1)
    session.commit()
    sign_in(client, scene.clerk)
    text = home(client)
    assert "1 copy of “Oʻtkan kunlar”" in text
    assert "tomorrow" in text
    assert doors(text)["Due soon"][0] >= 1


def test_what_is_due_is_told_however_much_is_late(
    client: Browserless, scene: Scene, session: Session
) -> None:
    for number in range(11):
        make_release(scene.clerk.actor(), title=f"Eski {number}", identifiers=[])
    for owed in session.query(Obligation):
        owed.due_on = clock.today() - timedelta(days=5)
    scene.rows["uzd-book-regional"].due_on = clock.today()
    session.commit()
    sign_in(client, scene.clerk)
    text = home(client)
    assert "1 copy of “Oʻtkan kunlar”" in text
    assert text.split('id="nearest"')[1].count('<td class="is-title">') == 10
    assert "Oʻtkan kunlar" in text.split('id="nearest"')[1].split("</table>")[0]


def test_every_notice_in_force_is_reached_from_home(client: Browserless, session: Session) -> None:
    world = make_late_world()
    with transaction():
        lines = [add_late(world) for _ in range(4)]
    notices = [make_notice(world, line) for line in lines]
    sign_in(client, make_account(Role.DEPOSITOR, world.publisher))
    text = home(client)
    assert "4 notices are in force." in text
    listed = client.get("/notices?status=live").text
    assert all(notice.number in listed for notice in notices)
    assert 'href="/notices?status=live"' in text


def test_a_depositor_does_not_see_what_others_owe(client: Browserless, scene: Scene) -> None:
    sign_in(client, make_account(Role.DEPOSITOR))
    text = home(client)
    assert "Oʻtkan kunlar" not in text
    assert scene.parcel not in text
    assert doors(text)["Late"] == (0, "/obligations?state=late")
    assert "Nothing is owed now" in text


def test_a_librarian_sees_what_comes(client: Browserless, scene: Scene, session: Session) -> None:
    library = session.get_one(Organisation, scene.rows["uzd-book-natlib"].depository_id)
    sign_in(client, make_account(Role.LIBRARIAN, library))
    text = home(client)
    assert doors(text)["Parcels on their way"] == (1, "/receiving")
    assert doors(text)["Open parcels"][0] == 0
    assert scene.parcel in text
    assert "Yurt nashriyoti" in text


def test_a_regulator_sees_who_is_late(client: Browserless, scene: Scene) -> None:
    sign_in(client, make_account(Role.REGULATOR))
    text = home(client)
    assert doors(text)["Late depositors"] == (2, "/late")
    assert "Yurt nashriyoti" in text
    assert "Yurt matbaasi" in text


def test_a_regulator_of_another_region_sees_nobody(client: Browserless, scene: Scene) -> None:
    sign_in(client, make_account(Role.REGULATOR, region_soato="1703"))
    text = home(client)
    assert doors(text)["Late depositors"][0] == 0
    assert "Yurt nashriyoti" not in text


def test_an_administrator_sees_the_system(client: Browserless, scene: Scene) -> None:
    sign_in(client, make_account(Role.ADMINISTRATOR))
    text = home(client)
    assert doors(text)["Accounts"][0] >= 2
    assert "uz-draft 0.1" in text
    assert "Answers" in text
    assert "Silent" in text
    assert f"Consignment {scene.parcel} sent" in text


@pytest.mark.parametrize("role", [Role.DEPOSITOR, Role.LIBRARIAN, Role.REGULATOR, Role.ADMINISTRATOR])
def test_more_books_cost_no_more(client: Browserless, scene: Scene, session: Session, role: Role) -> None:
    library = session.get_one(Organisation, scene.rows["uzd-book-natlib"].depository_id)
    organisation = {Role.DEPOSITOR: scene.publisher, Role.LIBRARIAN: library}.get(role)
    sign_in(client, make_account(role, organisation))
    home(client)
    with counted_statements() as few:
        home(client)
    out_on = (clock.today() - timedelta(days=25)).isoformat()
    for _ in range(6):
        make_release(scene.clerk.actor(), identifiers=[], events={"first_batch_released": out_on})
    with counted_statements() as many:
        home(client)
    assert len(many) == len(few) <= 25


@pytest.mark.parametrize(("days", "words"), [(0, "Deliver by"), (1, "That day is past.")])
def test_a_notice_whose_day_is_past_says_so(client: Browserless, days: int, words: str) -> None:
    world = make_late_world()
    with transaction():
        line = add_late(world)
    cure_on = make_notice(world, line).cure_on
    assert cure_on is not None
    with time_machine.travel(datetime.combine(cure_on, time(12), clock.zone()) + timedelta(days=days)):
        sign_in(client, make_account(Role.DEPOSITOR, world.publisher))
        text = home(client)
    assert words in text
    assert ("That day is past." in text) == (days == 1)
