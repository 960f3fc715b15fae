"""The release page: what it says, to whom, and at what cost."""

import re
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from sqlalchemy.orm import Session

from app.deposits.obligations.differences import Amended, account_of
from app.deposits.obligations.models import Obligation
from app.domain.actor import Role
from app.infra import clock
from app.infra.db import transaction
from app.organisations.models import Organisation, OrganisationKind
from app.publications.queries import answers_of, own_release
from app.publications.services.amendment import amend_release
from tests.factories.accounts import make_account, sign_in
from tests.factories.obligations import counted_statements
from tests.factories.organisations import make_organisation
from tests.factories.publications import make_release
from tests.slices.desks.conftest import Scene
from tests.support.isolation import Browserless


def page(client: Browserless, release_id: int, query: str = "") -> str:
    response = client.get(f"/releases/{release_id}{query}")
    assert response.status_code == 200, response.text
    return response.text


def grid_rows(text: str) -> list[list[str]]:
    """The cells of each row of the grid, as texts."""
    table = text[text.index('id="where"') :].split("<tbody>", 1)[1].split("</tbody>", 1)[0]
    rows = [row for row in table.split("<tr")[1:] if "nx-why" not in row.split(">", 1)[0] and "<th " in row]
    return [
        [" ".join(re.sub(r"<[^>]+>", " ", cell).split()) for cell in re.split(r"<t[hd][^>]*>", row)[1:]]
        for row in rows
    ]


def test_everybody_who_had_a_part_is_named_and_an_audience_is_no_subject(
    client: Browserless, session: Session
) -> None:
    account = make_account(Role.DEPOSITOR)
    named = {"author": "Pirimqul Qodirov", "translator": "Sotim Aliyev", "illustrator": "Musavvir Rassomov"}
    people = [{"name": name, "role": role} for role, name in named.items()]
    release = make_release(account.actor(), people=people, subjects=["science"], audiences=["specialists"])
    sign_in(client, account)
    text = page(client, release.id)
    facts = dict(re.findall(r"<dt>(.*?)</dt>\s*<dd[^>]*>(.*?)</dd>", text, re.DOTALL))
    assert (facts["Translator"], facts["Illustrator"]) == ("Sotim Aliyev", "Musavvir Rassomov")
    assert (facts["Subject"], facts["Audience"]) == ("Science", "Specialists")
    assert "Pirimqul Qodirov" in text


def test_the_grid_says_where_every_copy_is(client: Browserless, scene: Scene) -> None:
    sign_in(client, scene.clerk)
    rows = grid_rows(page(client, scene.release.id))
    libraries = {row[0]: row for row in rows}
    assert len(rows) == len(scene.rows) == 4
    sent = libraries["Library uz-natlib"]
    assert sent[2:5] == ["· none", "2", "· none"]
    assert libraries["Library uz-kitob-palatasi"][2:5] == ["1", "· none", "· none"]
    assert libraries["Library uz-natlib, file"][2:5] == ["1", "· none", "· none"]
    assert libraries["Library uz-kitob-palatasi"][1] == "Printing house"


@pytest.mark.parametrize(("copies", "ended", "said"), [
    (2, True, "2 copies on their way are not owed"), (1, False, "1 copy on its way is not owed"),
])  # fmt: skip
def test_what_is_on_its_way_and_not_owed_is_in_its_column_and_says_so(
    client: Browserless, scene: Scene, session: Session, copies: int, ended: bool, said: str
) -> None:
    sign_in(client, scene.clerk)
    assert "not owed" not in page(client, scene.release.id)
    owed = scene.rows["uzd-book-natlib"]
    owed.copies, owed.cancelled_at = copies, clock.now() if ended else None
    session.commit()
    text = page(client, scene.release.id)
    row = next(row for row in grid_rows(text) if row[0] == "Library uz-natlib")
    assert row[3] == "2"
    assert row[6].endswith(said)


def test_what_was_received_is_in_its_column(client: Browserless, scene: Scene, session: Session) -> None:
    owed = scene.rows["uzd-book-chamber"]
    owed.received, owed.open = 1, False
    session.commit()
    sign_in(client, scene.clerk)
    text = page(client, scene.release.id)
    row = next(row for row in grid_rows(text) if row[0] == "Library uz-kitob-palatasi")
    assert row[2:5] == ["· none", "· none", "1"]
    assert "1 of 5 copies received" in text


def test_the_day_of_registration_is_that_of_the_country(client: Browserless, scene: Scene) -> None:
    with transaction():
        scene.release.registered_at = datetime(2026, 3, 4, 20, 30, tzinfo=UTC)
    sign_in(client, scene.clerk)
    assert "5\xa0March\xa02026" in page(client, scene.release.id)
    assert "05.03.2026" in client.get("/search?q=Yurt").text


def test_a_late_row_says_by_how_many_days(client: Browserless, scene: Scene) -> None:
    late = scene.rows["uzd-book-chamber"]
    assert late.due_on is not None
    sign_in(client, scene.clerk)
    row = next(row for row in grid_rows(page(client, scene.release.id)) if row[0].endswith("palatasi"))
    assert row[6] == f"{(clock.today() - late.due_on).days} days late"


def test_the_date_explains_itself_without_script(client: Browserless, scene: Scene) -> None:
    sign_in(client, scene.clerk)
    owed = scene.rows["uzd-book-natlib"]
    assert 'id="why"' not in page(client, scene.release.id)
    text = page(client, scene.release.id, f"?why={owed.id}")
    assert 'id="why"' in text
    assert "6-modda, 1-qism" in text
    assert "#uzd-book-natlib" in text
    assert 'class="nx-cal"' in text


def test_who_asks_why_about_another_release_gets_no_answer(client: Browserless, scene: Scene) -> None:
    sign_in(client, scene.clerk)
    for asked in ("999999", "x", "-1"):
        assert 'id="why"' not in page(client, scene.release.id, f"?why={asked}")


def test_the_timeline_and_the_papers(client: Browserless, scene: Scene) -> None:
    sign_in(client, scene.clerk)
    text = page(client, scene.release.id)
    assert text.index("Sent to") < text.index("Parcel prepared for")
    assert text.index("4 obligations worked out") < text.rindex("Release registered")
    assert f"/consignments/{scene.parcel}/slip.pdf" in text


def test_the_timeline_tells_of_an_amendment_what_its_check_told(client: Browserless, scene: Scene) -> None:
    by = scene.clerk.actor()
    release_id = make_release(by, identifiers=[], depositor_region="1726", print_run=60).id
    sign_in(client, scene.clerk)
    tashkent, other = "Library uz-akm-1726", "Library uz-akm-1703"
    for differing, libraries, told in (
        (
            {"depositor_region": "1703"},
            [other, tashkent],
            f"1 obligation worked out ({other}); 1 obligation cancelled ({tashkent})",
        ),
        ({"print_run": 40}, ["Library uz-natlib"], "1 obligation changed (Library uz-natlib)"),
        (
            {"depositor_region": "1726"},
            [tashkent, other],
            f"1 obligation worked out ({tashkent}); 1 obligation cancelled ({other})",
        ),
    ):
        release = own_release(by, release_id)
        answers = replace(answers_of(release), **differing)
        check = account_of(Amended(release, answers, ()), today=clock.today()).own
        assert [one.library for one in check] == libraries
        with transaction():
            amend_release(
                release_id=release_id, answers=answers, version=release.version, by=by, at=clock.now()
            )
        newest = re.findall(r">\s*([^<>]*\d obligations? [^<>]*?)\s*<", page(client, release_id))[0]
        assert newest == told


def test_an_undecided_rule_names_the_missing_fact(client: Browserless, scene: Scene) -> None:
    unknown = make_release(scene.clerk.actor(), identifiers=[], print_run=None)
    sign_in(client, scene.clerk)
    assert "Not decided yet" not in page(client, scene.release.id)
    text = page(client, unknown.id)
    question = text[text.index("Not decided yet") :]
    assert "<strong>Print run</strong>" in question
    assert f"/releases/{unknown.id}/amend" in question


def test_an_exempt_reprint_says_why(client: Browserless, scene: Scene) -> None:
    reprint = make_release(
        scene.clerk.actor(), identifiers=[], edition_status="unchanged_reprint", original_deposited=True
    )
    sign_in(client, scene.clerk)
    text = page(client, reprint.id)
    assert "Nothing is owed for it" in text
    assert "The law exempts this release" in text
    assert "a fact is not known yet" not in text
    assert "13-modda, 1-qism" in text


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.REGULATOR])
def test_the_authority_sees_everything(client: Browserless, scene: Scene, role: Role) -> None:
    sign_in(client, make_account(role))
    text = page(client, scene.release.id)
    assert len(grid_rows(text)) == 4
    assert "Prepare a consignment" not in text
    assert "Amend" not in text


def test_a_printing_house_sees_what_it_owes_itself(client: Browserless, scene: Scene) -> None:
    sign_in(client, make_account(Role.DEPOSITOR, scene.printer))
    text = page(client, scene.release.id)
    assert [row[0] for row in grid_rows(text)] == ["Library uz-kitob-palatasi"]
    assert scene.parcel not in text
    assert "Sent to" not in text
    assert "Amend" not in text


def test_a_library_sees_what_is_owed_to_it(client: Browserless, scene: Scene, session: Session) -> None:
    library = session.get_one(Organisation, scene.rows["uzd-book-natlib"].depository_id)
    sign_in(client, make_account(Role.LIBRARIAN, library))
    rows = grid_rows(page(client, scene.release.id))
    assert {row[0] for row in rows} == {"Library uz-natlib", "Library uz-natlib, file"}


def test_others_do_not_learn_of_it(client: Browserless, scene: Scene) -> None:
    strangers = (
        make_account(Role.DEPOSITOR),
        make_account(Role.DEPOSITOR, make_organisation(OrganisationKind.PRINTER)),
        make_account(Role.LIBRARIAN),
    )
    for account in strangers:
        sign_in(client, account)
        assert client.get(f"/releases/{scene.release.id}").status_code == 404
    sign_in(client, scene.clerk)
    assert client.get("/releases/999999").status_code == 404


def test_a_regulator_of_another_region_does_not_learn_of_it(client: Browserless, scene: Scene) -> None:
    sign_in(client, make_account(Role.REGULATOR, region_soato="1703"))
    assert scene.publisher.region_soato != "1703"
    assert client.get(f"/releases/{scene.release.id}").status_code == 404


def test_who_is_not_signed_in_is_asked_to(client: Browserless, scene: Scene) -> None:
    assert "/sign-in" in client.get(f"/releases/{scene.release.id}").location


def test_thirty_obligations_cost_no_more_than_three(
    client: Browserless, scene: Scene, session: Session
) -> None:
    sign_in(client, scene.clerk)
    page(client, scene.release.id)
    with counted_statements() as few:
        page(client, scene.release.id)
    with transaction():
        owed = session.get_one(Obligation, scene.rows["uzd-book-natlib"].id)
        kept = {column.name: getattr(owed, column.name) for column in Obligation.__table__.columns}
        libraries = [make_library(session, number) for number in range(27)]
        for library in libraries:
            session.add(Obligation(**{**kept, "id": None, "depository_id": library.id}))
    with counted_statements() as many:
        text = page(client, scene.release.id)
    assert len(grid_rows(text)) == 31
    assert len(many) == len(few) <= 30


def make_library(session: Session, number: int) -> Organisation:
    library = Organisation(
        kind=OrganisationKind.DEPOSITORY,
        name=f"Library {number}",
        region_soato="1726",
        search_key=f"library {number}",
        created_at=clock.now(),
    )
    session.add(library)
    session.flush()
    return library
