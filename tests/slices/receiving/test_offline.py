"""What a device keeps of the desk, and scans that it sends after a time without a network."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.audit.models import AuditEvent
from app.deposits.receiving.models import Scan
from app.deposits.receiving.offline.models import RefusedScan
from app.domain.actor import Role
from tests.factories.accounts import make_account, sign_in
from tests.factories.receiving import World, labels_of, make_world, new_key, received, send_parcel

LOST = "If it is in your hands, receive it without a slip."
CLOCK = datetime(2031, 1, 1, 12, 0, tzinfo=UTC)


@pytest.fixture
def world(session: Session) -> World:
    return make_world(2)


def enter(client: FlaskClient, world: World) -> int:
    """Sign in as a new librarian of the world's library; return the account."""
    client.post("/sign-out")
    account = make_account(Role.LIBRARIAN, world.library)
    sign_in(client, account)
    return account.id


def opened(client: FlaskClient, world: World, copies: dict[int, int]) -> tuple[int, list[str]]:
    """Open a parcel; return its arrival and its labels."""
    parcel = send_parcel(world, copies)
    page = client.post("/receiving", data={"code": parcel.code, "submission_key": new_key()}).location
    return int(page.rsplit("/", 1)[-1]), labels_of(parcel)


def waiting(arrival: int, text: str, key: str = "", **more: object) -> dict[str, object]:
    """Return a scan as a device sends it, from a clock that is years ahead."""
    said = {"key": key or new_key(), "arrival": arrival, "text": text, "condition": "good"}
    return said | {"at": CLOCK.isoformat().replace("+00:00", "Z")} | more


def sent(client: FlaskClient, account: int, *scans: dict[str, object]) -> list[dict[str, object]]:
    """Send scans; return the answer to each."""
    answer = client.post("/receiving/scans", json={"account": account, "scans": list(scans)})
    assert answer.status_code == 200, answer.text
    results: list[dict[str, object]] = answer.get_json()["results"]
    assert [result["key"] for result in results] == [scan["key"] for scan in scans]
    return results


def test_scans_are_taken_in_order_and_once_with_the_server_s_time(
    client: FlaskClient, session: Session, world: World
) -> None:
    account = enter(client, world)
    arrival, labels = opened(client, world, {0: 2})
    scans = [waiting(arrival, labels[0], condition="damaged"), waiting(arrival, world.isbns[0])]
    before = datetime.now(UTC)  # noqa: TID251 - the time of the machine is what is tested
    for _again in range(2):
        assert [result["counted"] for result in sent(client, account, *scans)] == [True, True]
    kept = session.scalars(select(Scan).order_by(Scan.id)).all()
    assert [scan.key for scan in kept] == [scan["key"] for scan in scans]
    assert [scan.condition.value for scan in kept] == ["damaged", "good"]
    for scan in kept:
        assert abs(scan.at - before) < timedelta(minutes=1)
        assert scan.device_at == CLOCK


def test_each_scan_is_answered_for_itself(client: FlaskClient, session: Session, world: World) -> None:
    account = enter(client, world)
    arrival, labels = opened(client, world, {0: 1})
    texts = (labels[0], labels[0], "4780000000000", world.isbns[1])
    answers = sent(client, account, *(waiting(arrival, text) for text in texts), waiting(999_999, labels[0]))
    assert [answer["counted"] for answer in answers] == [True, False, False, True, False]
    assert [answer.get("message") for answer in answers[1:]] == [
        "This label is already counted",
        "This is a shop's code, not an ISBN. Scan the other bar code",
        None,
        "There is no such parcel at your library. Scan its slip and the book again.",
    ]
    assert session.scalar(select(func.count(Scan.id))) == 2


def test_a_parcel_confirmed_meanwhile_takes_no_scan_but_knows_those_it_has(
    client: FlaskClient, session: Session, world: World
) -> None:
    account = enter(client, world)
    arrival, _labels = opened(client, world, {0: 2})
    first = waiting(arrival, world.isbns[0])
    sent(client, account, first)
    receipt = client.post(f"/receiving/{arrival}/finish", data={"submission_key": "f"}).location
    # The answer to the first was lost on its way, so it comes again with the second.
    again, late = sent(client, account, first, waiting(arrival, world.isbns[0]))
    assert again["counted"] is True
    assert (late["counted"], late["link"]) == (False, receipt)
    assert "received already" in str(late["message"])
    assert received(world.obligations[0]) == 1


def test_who_opens_a_parcel_reads_which_scans_were_refused_and_why(
    client: FlaskClient, session: Session, world: World
) -> None:
    account = make_account(Role.LIBRARIAN, world.library)
    sign_in(client, account)
    arrival, labels = opened(client, world, {0: 2})
    shop, late = waiting(arrival, "4780000000000"), waiting(arrival, labels[1])
    sent(client, account.id, waiting(arrival, labels[0]), shop)
    enter(client, world)
    for page in (f"/receiving/{arrival}", f"/receiving/{arrival}/finish"):
        text = client.get(page).text
        assert re.search(r"4780000000000.*This is a shop(&#39;|\u2019|')s code", text, re.DOTALL), page
    receipt = client.post(f"/receiving/{arrival}/finish", data={"submission_key": "f"}).location
    client.post("/sign-out")
    sign_in(client, account)
    for _answer_was_lost in range(2):
        assert [result["counted"] for result in sent(client, account.id, late, shop)] == [False, False]
    enter(client, world)
    shown = client.get(receipt).text
    told = shown[shown.index('role="alert"') : shown.index('<dl class="nx-facts"')]
    assert labels[1] in told, "above all else, for one is led here from a parcel"
    assert re.search(r"4780000000000.*#refused", told, re.DOTALL)
    assert 'id="refused"' in shown
    assert shown.count(LOST) == 1, "of the label; nobody knows which copy a shop's code was on"
    assert f"no scan has the copies {labels[1]}:" in told
    assert [shown.count(f">{text}<") for text in (labels[1], "4780000000000")] == [1, 1]
    assert "received already" in shown
    acts = select(AuditEvent.name).where(AuditEvent.name == "scan.refused")
    assert len(session.scalars(acts).all()) == 2
    client.post("/sign-out")
    sign_in(client, make_account(Role.DEPOSITOR, world.publisher))
    for_publisher = client.get(receipt).text
    assert labels[1] not in for_publisher
    assert "#refused" not in for_publisher


def test_of_each_refused_label_is_said_whether_its_copy_is_counted_otherwise(
    client: FlaskClient, world: World
) -> None:
    account = make_account(Role.LIBRARIAN, world.library)
    sign_in(client, account)
    arrival, labels = opened(client, world, {0: 3})
    waited = [waiting(arrival, label.lower().replace("-", "")) for label in labels]
    by_another = {"code": labels[0], "key": "s", "condition": "good"}
    assert client.post(f"/receiving/{arrival}", data=by_another).status_code == 303
    receipt = client.post(f"/receiving/{arrival}/finish", data={"submission_key": "f"}).location
    without = client.post("/receiving/without-slip", data={"submission_key": "w"}).location
    assert client.post(without, data={"code": labels[1], "key": "t"}).status_code == 303
    said = [
        "The copy is in this parcel by another scan: nothing is to be done.",
        "The copy was scanned in another parcel, which is open still.",
        f"No scan has this copy, so the receipt does not count it. {LOST}",
    ]
    answers = sent(client, account.id, *waited)
    assert [str(answer["message"]).split("Open its receipt. ")[1] for answer in answers] == said
    shown = client.get(receipt).text
    assert [shown.count(words) for words in said] == [1, 1, 1]
    told = shown[shown.index('role="alert"') : shown.index('<dl class="nx-facts"')]
    assert "no scan has the copies" in told
    other = client.post(f"{without}/finish", data={"submission_key": "g"}).location
    assert f"The copy is in receipt {other.rsplit('/', 1)[1]}." in client.get(receipt).text


def test_scans_of_another_person_or_without_a_session_are_not_taken(
    client: FlaskClient, session: Session, world: World
) -> None:
    account = enter(client, world)
    arrival, labels = opened(client, world, {0: 1})
    body = {"account": account, "scans": [waiting(arrival, labels[0])]}
    enter(client, world)
    assert client.post("/receiving/scans", json=body).status_code == 409
    client.post("/sign-out")
    assert client.post("/receiving/scans", json=body).status_code == 302
    assert session.scalar(select(func.count(Scan.id))) == 0


@pytest.mark.parametrize(
    "wrong",
    [{"text": 7}, {"key": "k" * 65}, {"key": 7}, {"key": "\ud800"}, {"arrival": "1"},
     {"condition": "addressed_elsewhere"}],
)  # fmt: skip
def test_what_no_device_sends_is_refused(client: FlaskClient, world: World, wrong: dict[str, object]) -> None:
    account = enter(client, world)
    body = {"account": account, "scans": [waiting(1, "9789943725010") | wrong]}
    assert client.post("/receiving/scans", json=body).status_code == 422
    assert client.post("/receiving/scans", data="[", content_type="application/json").status_code == 422
    many = {"account": account, "scans": [waiting(1, "9789943725010")] * 51}
    assert client.post("/receiving/scans", json=many).status_code == 422


def test_a_copy_of_a_parcel_is_sent_anew_only_when_it_has_changed(client: FlaskClient, world: World) -> None:
    enter(client, world)
    arrival, labels = opened(client, world, {0: 2, 1: 1})
    address = f"/receiving/{arrival}/copy"
    first = client.get(address)
    copied = first.get_json()
    assert [(line["title"], line["announced"], line["scanned"]) for line in copied["lines"]] == [
        ("Kitob 0", 2, 0),
        ("Kitob 1", 1, 0),
    ]
    bare = [label.replace("-", "") for label in labels]
    assert copied["codes"] == {
        world.isbns[0]: [0], world.isbns[1]: [1], bare[0]: [0], bare[1]: [0], bare[2]: [1],
    }  # fmt: skip
    unchanged = client.get(address, headers={"If-None-Match": first.headers["ETag"]})
    assert (unchanged.status_code, unchanged.data) == (304, b"")
    client.post(f"/receiving/{arrival}", data={"code": labels[2], "key": new_key()})
    second = client.get(address, headers={"If-None-Match": first.headers["ETag"]})
    assert second.get_json()["labels"] == [bare[2]]
    client.post(f"/receiving/{arrival}", data={"act": "undo", "key": new_key()})
    third = client.get(address, headers={"If-None-Match": second.headers["ETag"]})
    assert third.get_json()["labels"] == []
    client.post("/sign-out")
    sign_in(client, make_account(Role.LIBRARIAN, make_world(1).library))
    assert client.get(address).status_code == 404


def test_the_device_names_who_is_signed_in_and_nobody_afterwards(client: FlaskClient, world: World) -> None:
    first = enter(client, world)
    client.get("/receiving")
    named = client.get_cookie("nusxa_desk")
    assert named is not None
    assert named.value.startswith(f"{first}.")
    client.post("/sign-out")
    assert client.get_cookie("nusxa_desk") is None
    second = enter(client, world)
    client.get("/receiving/session")
    named = client.get_cookie("nusxa_desk")
    assert named is not None
    assert named.value.startswith(f"{second}.")


def test_every_page_with_scripts_of_the_desk_names_its_reader(client: FlaskClient, world: World) -> None:
    enter(client, world)
    arrival, labels = opened(client, world, {0: 1})
    client.post(f"/receiving/{arrival}", data={"code": labels[0], "key": "1"})
    receipt = client.post(f"/receiving/{arrival}/finish", data={"submission_key": "f"}).location
    client.post("/sign-out")
    second = enter(client, world)
    assert f'data-account="{second}"' in client.get(receipt).text
    named = client.get_cookie("nusxa_desk")
    assert named is not None
    assert named.value.startswith(f"{second}.")
    client.post("/sign-out")
    sign_in(client, make_account(Role.DEPOSITOR, world.publisher))
    assert client.get(receipt).status_code == 200
    assert client.get_cookie("nusxa_desk") is None


def test_what_is_kept_on_devices_holds_nothing_of_a_person(client: FlaskClient, world: World) -> None:
    enter(client, world)
    page = client.get("/receiving/offline").text
    assert "Copies without a code are counted by their title once there is a network." in page
    assert 'data-beyond="More copies than announced"' in page
    assert "Sinovchi" not in page
    assert "csrf" not in page
    worker = client.get("/receiving/worker.js")
    assert worker.headers["Service-Worker-Allowed"] == "/"
    files = re.search(r'"files": (\[.*?\])', worker.text)
    assert files
    assert "/receiving/" not in files[1]
    for file in re.findall(r'"(/static/[^"]+)"', files[1]):
        assert client.get(file).status_code == 200, file
    manifest = client.get("/receiving/app.webmanifest").get_json()
    assert manifest["scope"] == manifest["start_url"] == "/receiving"
    client.post("/sign-out")
    sign_in(client, make_account(Role.DEPOSITOR, world.publisher))
    for address in ("offline", "worker.js", "app.webmanifest", "session"):
        assert client.get(f"/receiving/{address}").status_code == 403


def test_a_text_that_cannot_be_a_code_is_refused_alone(
    client: FlaskClient, session: Session, world: World
) -> None:
    account = enter(client, world)
    arrival, labels = opened(client, world, {0: 2})
    texts = (labels[0], "9" * 600, "\0", "\ud800", labels[1])
    results = sent(client, account, *(waiting(arrival, text) for text in texts))
    assert [result["counted"] for result in results] == [True, False, False, False, True]
    assert session.scalar(select(func.count(Scan.id))) == 2


def test_a_moment_that_no_calendar_has_in_utc_is_left_out(
    client: FlaskClient, session: Session, world: World
) -> None:
    account = enter(client, world)
    arrival, _labels = opened(client, world, {0: 2})
    moments = ("0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", "2026-11-27T03:00:00+05:00")
    results = sent(client, account, *(waiting(arrival, world.isbns[0], at=moment) for moment in moments))
    assert all(result["counted"] for result in results)
    said = session.scalars(select(Scan.device_at).order_by(Scan.id)).all()
    assert said == [None, None, datetime(2026, 11, 26, 22, 0, tzinfo=UTC)]


def test_what_was_said_on_the_device_of_a_scan_that_had_come_is_done_to_it(
    client: FlaskClient, session: Session, world: World
) -> None:
    account = enter(client, world)
    arrival, _labels = opened(client, world, {0: 2})
    first, second, third = (waiting(arrival, isbn) for isbn in (*world.isbns, world.isbns[0]))
    sent(client, account, first, second)
    damaged = first | {"condition": "damaged", "changed": True}
    taken_back = [scan | {"changed": True, "takenBack": True} for scan in (second, third)]
    for _answer_was_lost in range(2):
        answers = sent(client, account, damaged, *taken_back)
        assert [answer["counted"] for answer in answers] == [True] * 3
    kept = session.scalars(select(Scan).order_by(Scan.id).execution_options(populate_existing=True)).all()
    assert [(scan.condition.value, scan.undone_at is None) for scan in kept] == [
        ("damaged", True),
        ("good", False),
    ]
    # Nobody changed it on a device afterwards, but somebody did at the desk.
    assert sent(client, account, first)[0]["counted"] is True
    assert session.scalars(select(Scan.condition).order_by(Scan.id)).first() == "damaged"
    client.post(f"/receiving/{arrival}/finish", data={"submission_key": "f"})
    late = sent(client, account, first | {"changed": True, "takenBack": True})[0]
    assert late["counted"] is False
    assert "received already" in str(late["message"])
    assert session.scalar(select(func.count(RefusedScan.id))) == 0, "it has counted"
