"""Does the law apply to me? Asked and answered through the pages, without an account."""

import re

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.audit.queries import acts_of
from app.domain.kinds import KINDS, Group
from app.domain.publication import Kind
from app.infra.db import transaction
from app.joining.applicability.models import ApplicabilityInquiry
from app.law.models import AdoptedRuleSet
from tests.factories.law import add_law
from tests.support.isolation import Browserless

PAGE = "/does-the-law-apply"
GROUPED = [[kind for kind in Kind if KINDS[kind].group is group] for group in Group]
ASKED = {"who": "publisher", "kinds": ["book", "newspaper"]}


@pytest.fixture
def law(session: Session) -> None:
    """The country's hypothetical law, in force."""
    with transaction():
        add_law()


def words(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def ask(client: Browserless, **changed: object) -> str:
    answer = client.post(PAGE, data=ASKED | changed)
    assert answer.status_code == 303, answer.text
    return answer.location


def count(session: Session) -> int:
    return session.scalar(select(func.count()).select_from(ApplicabilityInquiry)) or 0


def test_a_publisher_learns_which_rules_name_it(client: Browserless, session: Session, law: None) -> None:
    address = ask(client)
    page = client.get(address)
    text = words(page.text)
    assert "Yes, the law asks something of you" in text
    assert "Books to the National Library" in text
    assert "uz-draft 0.1" in text
    assert "Specimen, without legal force" in text
    assert f"https://nusxa.test{address}" in text
    assert 'href="/law/uz-draft/0.1#uzd-book-natlib"' in page.text
    kept = session.scalars(select(ApplicabilityInquiry)).one()
    (told,) = acts_of("applicability", kept.id)
    assert (told.name, told.after["code"]) == ("applicability.asked", kept.code)


def test_who_is_not_named_is_told_so(client: Browserless, law: None) -> None:
    text = words(client.get(ask(client, who="rights_holder", kinds=["book"])).text)
    assert "No rule names you" in text
    assert "none asks anything of you" in text


def test_every_kind_can_be_asked_about(client: Browserless, law: None) -> None:
    page = client.get(PAGE).text
    offered = re.findall(r'name="kinds" id="(kinds-\d+)" value="(\w+)"', page)
    assert [kind for _id, kind in offered] == [kind for kinds in GROUPED for kind in kinds]
    assert len({own for own, _kind in offered}) == len(Kind)
    assert page.count('<fieldset class="nx-group">') == len(GROUPED)


def test_of_what_no_rule_names_the_answer_says_so(client: Browserless, law: None) -> None:
    both = words(client.get(ask(client, kinds=["book", "broadcast"])).text)
    assert "Yes, the law asks something of you" in both
    assert "No rule of this set asks anything of you for these kinds: Radio or television programme." in both
    other = words(client.get(ask(client, who="printer", kinds=["broadcast"])).text)
    assert "No rule names you" in other
    assert "for these kinds:" not in words(client.get(ask(client, kinds=["book"])).text)


def test_the_same_question_has_one_address(client: Browserless, session: Session, law: None) -> None:
    first = ask(client)
    assert ask(client, kinds=["newspaper", "book"]) == first
    assert ask(client, who="printer") != first
    assert count(session) == 2


def test_a_code_is_read_as_people_write_it(client: Browserless, law: None) -> None:
    address = ask(client)
    code = address.rsplit("/", 1)[-1]
    assert client.get(f"{PAGE}/{code.replace('-', '').lower()}").location == address
    assert client.get(f"{PAGE}/0000-0000-0000").status_code == 404
    assert client.get(f"{PAGE}/nonsense").status_code == 404


def test_the_answer_stands_by_the_rule_set_of_its_day(
    client: Browserless, session: Session, law: None
) -> None:
    address = ask(client)
    with transaction() as current:
        adopted = current.scalars(select(AdoptedRuleSet)).one()
        asked_on = current.scalars(select(ApplicabilityInquiry.asked_on)).one()
        adopted.effective_to = asked_on.replace(year=asked_on.year - 1)
    page = client.get(address)
    assert "Books to the National Library" in page.text
    assert "This rule set is not in force today." in page.text


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"who": "reader"}, "Choose one of the answers offered."),
        ({"kinds": ["novel"]}, "Choose one of the answers offered."),
        ({"kinds": []}, "Choose at least one kind of publication."),
    ],
)
def test_what_is_wrong_is_said(
    client: Browserless, session: Session, law: None, changed: dict[str, object], sentence: str
) -> None:
    page = client.post(PAGE, data=ASKED | changed)
    assert page.status_code == 422
    assert page.text.count(sentence) == 2
    assert count(session) == 0


def test_without_a_law_nothing_is_asked(client: Browserless, session: Session) -> None:
    assert "No rule set is in force yet" in client.get(PAGE).text
    assert client.post(PAGE, data=ASKED).status_code == 200
    assert count(session) == 0


@pytest.mark.parametrize("language", ["uz", "uz_Cyrl", "ru", "en"])
def test_it_is_read_in_every_language(client: Browserless, law: None, language: str) -> None:
    client.get(f"/language/{language}")
    page = client.get(ask(client))
    assert page.status_code == 200
    assert (language == "en") == ("Yes, the law asks something of you" in page.text)
