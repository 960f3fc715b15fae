"""The authority approves, refuses and asks back."""

import re

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.accounts.models import Account
from app.audit.queries import acts_of
from app.domain.actor import Role
from app.joining.models import Application
from app.organisations.models import Organisation
from app.organisations.queries import isbn_prefixes_of
from tests.factories.accounts import make_account, sign_in
from tests.factories.joining import applied, letters, make_places, private_link, typed
from tests.factories.organisations import make_organisation
from tests.support.isolation import Browserless

SEEN = re.compile(r'name="seen" value="([^"]+)"')


@pytest.fixture
def link(client: Browserless) -> str:
    """The private link of a confirmed application; the client is an inspector of its region."""
    made = applied(client)
    sign_in(client, make_account(Role.REGULATOR, region_soato="1726"))
    return made


@pytest.fixture
def path(link: str, session: Session) -> str:
    """The address of the application for who vets it."""
    return f"/applications/{session.scalars(select(Application.id)).one()}"


def test_an_approval_makes_organisation_and_account(client: Browserless, session: Session, path: str) -> None:
    assert "«Шарқ тонги» МЧЖ" in client.get("/applications").text
    assert "301222333" in client.get(path).text
    for _ in range(2):
        assert client.post(f"{path}/approve", data={"submission_key": "yes"}).location == path
    made = session.scalars(select(Organisation)).one()
    assert (made.stir, made.name_ru, made.district_soato, made.licence_number) == (
        "301222333",
        "ООО «Шарк тонги»",
        "1726262",
        "AA 0123",
    )
    assert list(isbn_prefixes_of(made.id)) == ["978991001", "97899437251"]
    account = session.scalars(select(Account).where(Account.organisation_id == made.id)).one()
    assert (account.email, account.role, account.name) == (
        "nodira@example.uz",
        Role.DEPOSITOR,
        "Nodira Namunayeva",
    )
    assert letters()[-1].subject == "Your organisation has joined Nusxa"
    assert "/reset-password/" in letters()[-1].body
    assert len(letters()) == 3
    names = [act.name for act in acts_of("organisation", made.id)]
    assert names.count("organisation.created") == names.count("application.approved") == 1
    assert "Approved" in client.get(path).text


def test_who_was_approved_sets_a_password_and_signs_in(
    client: Browserless, session: Session, path: str
) -> None:
    client.post(f"{path}/approve", data={"submission_key": "yes"})
    client.post("/sign-out")
    set_password = letters()[-1].body.split("https://nusxa.test")[1].split()[0]
    chosen = {"new_password": "beshta oddiy soz", "repeated": "beshta oddiy soz"}
    assert client.post(set_password, data=chosen).status_code == 303
    signed = client.post("/sign-in", data={"email": "nodira@example.uz", "password": "beshta oddiy soz"})
    assert signed.status_code == 303
    assert "Sharq Tongi LLC" in client.get("/").text


def test_a_claim_completes_the_record_and_keeps_what_it_says(client: Browserless, session: Session) -> None:
    make_places()
    record = make_organisation(name="Sharq tongi", region_soato="1726")
    applied(client, same_as=str(record.id))
    sign_in(client, make_account(Role.ADMINISTRATOR))
    path = f"/applications/{session.scalars(select(Application.id)).one()}"
    assert "The applicant says that this record is theirs: Sharq tongi." in client.get(path).text
    client.post(f"{path}/approve", data={"submission_key": "yes"})
    claimed = session.get_one(Organisation, record.id)
    assert (claimed.name, claimed.stir, claimed.name_ru) == ("Sharq tongi", "301222333", "ООО «Шарк тонги»")
    assert "nodira" not in claimed.search_key
    assert session.scalar(select(func.count()).select_from(Organisation)) == 1
    assert (
        session.scalars(select(Account.organisation_id).where(Account.email == "nodira@example.uz")).one()
        == record.id
    )


def test_a_question_goes_out_and_its_answer_comes_back(
    client: Browserless, session: Session, path: str, link: str
) -> None:
    empty = client.post(f"{path}/ask", data={"submission_key": "q", "text": " "})
    assert empty.status_code == 422
    question = {"submission_key": "q", "text": "Litsenziya raqami qaysi?"}
    assert client.post(f"{path}/ask", data=question).location == path
    assert "Litsenziya raqami qaysi?" in letters()[-1].body
    assert private_link() != link, "the letter with the question has a link of its own, and both lead there"
    assert "Litsenziya raqami qaysi?" in client.get(private_link()).text
    assert "Waits for the applicant" in client.get(path).text
    assert "Litsenziya raqami qaysi?" in client.get(link).text
    form = client.get(f"{link}/answer")
    assert 'value="AA 0123"' in form.text
    corrected = client.post(f"{link}/answer", data=typed(licence_number="BB 777", email="x@y.uz"))
    assert corrected.location == link
    kept = session.scalars(select(Application)).one()
    assert (kept.licence_number, kept.email) == ("BB 777", "nodira@example.uz")
    assert "Waits for the authority" in client.get(path).text


def test_a_refusal_says_why_and_stands(client: Browserless, session: Session, path: str, link: str) -> None:
    refusal = {"submission_key": "no", "text": "Litsenziya bekor qilingan"}
    assert client.post(f"{path}/refuse", data=refusal).location == path
    letter = letters()[-1].body
    assert "Litsenziya bekor qilingan" in letter
    assert "You may apply anew once the reason is gone.\nhttps://" in letter
    assert letter.endswith("/join")
    assert "Litsenziya bekor qilingan" in client.get(link).text
    again = client.post(f"{path}/approve", data={"submission_key": "later"})
    assert again.status_code == 422
    assert "Sinovchi regulator has refused this application on" in again.text
    assert session.scalar(select(func.count()).select_from(Organisation)) == 0


def test_two_inspectors_do_not_decide_past_each_other(
    client: Browserless, session: Session, path: str, link: str
) -> None:
    stale = {"submission_key": "a", "seen": SEEN.findall(client.get(path).text)[0]}
    client.post(f"{path}/ask", data={"submission_key": "q", "text": "Qaysi?", "seen": stale["seen"]})
    asked = client.post(f"{path}/approve", data=stale)
    assert asked.status_code == 422
    assert "The applicant was asked something on" in asked.text
    assert "Qaysi?" in asked.text
    client.post(f"{link}/answer", data=typed(licence_number="BB 777"))
    answered = client.post(f"{path}/refuse", data={**stale, "submission_key": "b", "text": "Sabab"})
    assert answered.status_code == 422
    assert "The applicant has corrected the application on" in answered.text
    assert "Sabab</textarea>" in answered.text
    assert session.scalars(select(Application)).one().refused_at is None
    now = SEEN.findall(answered.text)[0]
    assert client.post(f"{path}/approve", data={"submission_key": "c", "seen": now}).status_code == 303
    late = client.post(f"{path}/refuse", data={"submission_key": "d", "text": "Sabab", "seen": now})
    assert "Sinovchi regulator has approved this application on" in late.text


def test_what_waits_stands_on_the_home_desk(client: Browserless, path: str) -> None:
    home = client.get("/").text
    door = home[home.index('href="/applications"', home.index("nx-counts")) :][:600]
    assert ">1</span>" in door
    assert "the oldest waits since" in door
    client.post(f"{path}/approve", data={"submission_key": "yes"})
    assert "nobody waits for an answer" in client.get("/").text


def test_records_alike_can_be_opened(client: Browserless, session: Session) -> None:
    make_places()
    record = make_organisation(name="Sharq tongi", region_soato="1726")
    applied(client, same_as="another", other_reason="Boshqa")
    number = session.scalars(select(Application.id)).one()
    for role, address in (
        (Role.REGULATOR, "/search?q=Sharq+tongi"),
        (Role.ADMINISTRATOR, f"/organisations/{record.id}"),
    ):
        sign_in(client, make_account(role))
        assert f'href="{address}"' in client.get(f"/applications/{number}").text
        assert client.get(address).status_code == 200


def test_a_tin_registered_meanwhile_is_told_to_who_vets(
    client: Browserless, session: Session, path: str
) -> None:
    make_organisation(name="Tezroq", stir="301222333")
    page = client.post(f"{path}/approve", data={"submission_key": "yes"})
    assert page.status_code == 422
    assert "An organisation with TIN 301222333 is registered already." in page.text
    assert session.scalars(select(Application.approved_at)).one() is None


@pytest.mark.parametrize("ending", ["", "/approve", "/ask", "/refuse"])
def test_another_region_s_application_does_not_exist(client: Browserless, path: str, ending: str) -> None:
    sign_in(client, make_account(Role.REGULATOR, region_soato="1718"))
    data = {"submission_key": "x", "text": "x"}
    answer = client.post(f"{path}{ending}", data=data) if ending else client.get(path)
    assert answer.status_code == 404
    assert "Шарқ" not in client.get("/applications").text


@pytest.mark.parametrize("role", [Role.DEPOSITOR, Role.LIBRARIAN])
def test_others_do_not_vet(client: Browserless, path: str, role: Role) -> None:
    sign_in(client, make_account(role))
    answers = [client.get("/applications"), client.get(path)]
    answers += [client.post(f"{path}/{verb}", data={"text": "x"}) for verb in ("approve", "refuse", "ask")]
    assert {answer.status_code for answer in answers} == {403}


def test_an_unconfirmed_application_is_nobody_s_yet(client: Browserless, session: Session) -> None:
    make_places()
    client.post("/join", data=typed())
    sign_in(client, make_account(Role.ADMINISTRATOR))
    assert "Шарқ" not in client.get("/applications?standing=").text
    number = session.scalars(select(Application.id)).one()
    assert client.get(f"/applications/{number}").status_code == 404


@pytest.mark.parametrize("standing", ["waiting", "asked", "approved", "refused", "", "nonsense"])
def test_lists_by_state(client: Browserless, path: str, standing: str) -> None:
    page = client.get("/applications", query_string={"standing": standing})
    assert page.status_code == 200
    assert ("Шарқ" in page.text) is (standing in ("waiting", "", "nonsense"))


def test_the_authority_sees_every_application_with_a_tin(client: Browserless, session: Session) -> None:
    applied(client)
    own = {"name": "Boshqa uy", "name_ru": "", "name_en": "", "region_soato": "1718", "district_soato": ""}
    applied(client, submission_key="second", email="boshqa@example.uz", **own)
    first, second = session.scalars(select(Application.id).order_by(Application.id))
    sign_in(client, make_account(Role.REGULATOR, region_soato="1726"))
    page = client.get(f"/applications/{first}").text
    assert "Other applications with this TIN" in page
    assert "Boshqa uy" in page
    assert f'href="/applications/{second}"' not in page, "another region decides on it"
    assert client.get(f"/applications/{second}").status_code == 404
    client.post("/sign-out")
    sign_in(client, make_account(Role.ADMINISTRATOR))
    assert f'href="/applications/{second}"' in client.get(f"/applications/{first}").text
    assert f'href="/applications/{first}"' in client.get(f"/applications/{second}").text
    approved = client.post(f"/applications/{first}/approve", data={"submission_key": "yes"})
    assert approved.status_code == 303
    assert "Other applications with this TIN" not in client.get(f"/applications/{second}").text
    taken = client.post(f"/applications/{second}/approve", data={"submission_key": "too"})
    assert taken.status_code == 422
    assert "An organisation with TIN 301222333 is registered already." in taken.text


def contested(client: Browserless, session: Session) -> str:
    """The address of the second application with one TIN, of which the first was approved."""
    applied(client)
    own = {"name": "Sharq tongi filiali", "name_ru": "", "name_en": "", "contact_name": "Botir Namunov"}
    applied(client, submission_key="second", email="boshqa@example.uz", **own)
    first, second = session.scalars(select(Application.id).order_by(Application.id))
    sign_in(client, make_account(Role.REGULATOR, region_soato="1726"))
    assert "registered already" not in client.get(f"/applications/{second}").text
    early = client.post(f"/applications/{second}/add", data={"submission_key": "early"})
    assert "No other organisation has this TIN now" in early.text
    assert client.post(f"/applications/{first}/approve", data={"submission_key": "a"}).status_code == 303
    return f"/applications/{second}"


def test_a_second_applicant_with_the_tin_is_added_as_a_colleague(
    client: Browserless, session: Session
) -> None:
    path = contested(client, session)
    page = client.get(path).text
    assert "so no second organisation can be made of this application" in page
    assert f'action="{path}/approve"' not in page
    for _click in range(2):
        data = {"submission_key": "b", "seen": SEEN.findall(page)[0]}
        assert client.post(f"{path}/add", data=data).location == path
    first, second = session.scalars(
        select(Account).where(Account.role == Role.DEPOSITOR).order_by(Account.id)
    )
    assert second.organisation_id == first.organisation_id
    assert (first.manages, second.manages, second.name) == (True, False, "Botir Namunov")
    assert session.scalars(select(Organisation.name).where(Organisation.stir == "301222333")).all() == [
        "«Шарқ тонги» МЧЖ"
    ]
    letter = letters("boshqa@example.uz")[-1]
    assert "which uses Nusxa already. You can work for it now." in letter.body
    assert "/reset-password/" in letter.body
    assert "Botir Namunov, boshqa@example.uz" in letters()[-1].body, "colleagues are told"
    names = [act.name for act in acts_of("organisation", first.organisation_id or 0)]
    assert names.count("application.added") == 1
    assert "Approved" in client.get(path).text


def test_a_second_applicant_with_the_tin_is_refused_with_that_reason(
    client: Browserless, session: Session
) -> None:
    path = contested(client, session)
    form = client.get(f"{path}/refuse").text
    reason = "An organisation with TIN 301222333 has joined already: Sharq Tongi LLC."
    assert reason in form
    assert client.post(f"{path}/refuse", data={"submission_key": "b", "text": reason}).location == path
    assert reason in letters("boshqa@example.uz")[-1].body
    assert reason not in client.get(f"{path}/ask").text


def test_who_claims_a_record_at_which_people_work_becomes_their_colleague(
    client: Browserless, session: Session
) -> None:
    make_places()
    record = make_organisation(name="Sharq tongi", region_soato="1726")
    applied(client, same_as=str(record.id))
    applied(client, submission_key="second", email="boshqa@example.uz", same_as=str(record.id))
    first, second = session.scalars(select(Application.id).order_by(Application.id))
    sign_in(client, make_account(Role.ADMINISTRATOR))
    said = "People work for it already"
    assert said not in client.get(f"/applications/{second}").text
    client.post(f"/applications/{first}/approve", data={"submission_key": "a"})
    page = client.get(f"/applications/{second}").text
    assert said in page
    assert "no second organisation can be made" not in page
    assert client.post(f"/applications/{second}/approve", data={"submission_key": "b"}).status_code == 303
    people = session.scalars(select(Account.manages).where(Account.organisation_id == record.id)).all()
    assert sorted(people) == [False, True]
