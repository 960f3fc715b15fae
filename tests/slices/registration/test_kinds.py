"""Every kind of publication is registered and amended through its pages, asked its own questions alone."""

import re

import pytest
from sqlalchemy.orm import Session

from app.accounts.models import Account
from app.deposits.obligations.models import Obligation
from app.domain.kinds import DETAILS, KINDS, SERIALS, Group, KindDefinition, Level
from app.domain.publication import Carrier, Kind
from app.domain.registration import ASKED_WHERE_THE_LAW_ASKS
from app.domain.schemes import Scheme
from app.publications.models import Publication, RegistrationDraft, Release
from app.publications.vocabulary import EVENTS
from tests.factories.kinds import NUMBERS, example_of, typed_in
from tests.slices.registration.steps import TITLE, begin, told
from tests.support.isolation import Browserless

pytestmark = pytest.mark.one_database

SOME_TITLES = {"udc": "821", "series": "Namunalar"}
SOME_RELEASES = {
    "published_before": "no",
    "print_run": "500",
    "pages": "96",
    "size": "A2",
    "price": "45000",
    "printer": "Yoʻq bosmaxona",
    "place": "Toshkent",
    "year": "2026",
}
OF_AN_EARLIER_RELEASE = "deposit_reason"
"""Asked only where copies of an earlier release are owed still."""

FACT_OF_FIELD = {"published_before": "edition_status"}
ON_PAGES = {"edition_changes", "original_deposited", *SOME_TITLES, *SOME_RELEASES, *DETAILS}
FOREIGN = {name: text for detail in DETAILS.values() for name, text in typed_in(detail).items()}
GROUPS = [group for group in Group if group is not Group.SERIAL]


def questions(page: str) -> set[str]:
    """Return the names of the questions on a page that not every kind is asked."""
    names = set(re.findall(r'name="([a-z_]+)(?:-day)?"', page))
    return {FACT_OF_FIELD.get(name, name) for name in names & ON_PAGES}


def asked(kind: KindDefinition, carrier: str, level: Level) -> set[str]:
    """Return what the table says is asked at a step, but for what is asked of every kind."""
    own = {detail.name for detail in kind.details(level, carrier)} - {OF_AN_EARLIER_RELEASE}
    typed = set(kind.asked(carrier)) - DETAILS.keys() - set(ASKED_WHERE_THE_LAW_ASKS)
    of_titles = typed & SOME_TITLES.keys()
    return own | (of_titles if level is Level.TITLE else typed - of_titles)


def register(client: Browserless, kind: KindDefinition, carrier: Carrier) -> str:
    """Walk through every page with everything ever asked filled in; return the address of the release."""
    draft_id = begin(client, kind=kind.kind)
    title, release, check = (f"/registration/{draft_id}/{step}" for step in ("title", "release", "check"))
    assert questions(client.get(title).text) == asked(kind, "", Level.TITLE)
    scheme = kind.schemes[0]
    number = {"identifiers-0-scheme": scheme.value, "identifiers-0-number": NUMBERS[scheme],
              "identifiers-0-reason": "Sinov uchun"}  # fmt: skip
    role = {"people-0-role": (*kind.roles, "author")[0]}
    whole = {**FOREIGN, **TITLE, **SOME_TITLES, **number, **role, "carrier": carrier.value}
    answer = client.post(title, data=whole)
    if answer.status_code == 422:  # a number that another kind of the group was given already
        answer = client.post(title, data={**whole, **told(answer)})
    assert answer.location == release, answer.text
    # the group's title was registered before, so that its deposit may be asked about
    shown = questions(client.get(release).text) - {OF_AN_EARLIER_RELEASE}
    assert shown == asked(kind, carrier, Level.RELEASE)
    day = {f"{kind.events_on(carrier)[0]}-{part}": text for part, text in DAY.items()}
    answer = client.post(release, data={**FOREIGN, **SOME_RELEASES, "depositor_region": "1726", **day})
    assert answer.location == check, answer.text
    assert client.get(check).status_code == 200
    return str(client.post(check).location)


DAY = {"day": "19", "month": "11", "year": "2026"}


@pytest.mark.parametrize("group", GROUPS)
def test_each_kind_is_registered_with_its_own_questions(
    client: Browserless, clerk: Account, session: Session, group: Group
) -> None:
    kinds = [row for row in KINDS.values() if row.group is group]
    for kind in kinds:
        for carrier in kind.carriers if kind is kinds[0] else kind.carriers[-1:]:
            release_id = int(register(client, kind, carrier).rsplit("/", 1)[1])
            release = session.get_one(Release, release_id)
            publication = session.get_one(Publication, release.publication_id)
            assert (publication.kind, publication.carrier) == (kind.kind, carrier)
            assert publication.details == {d.name: example_of(d) for d in kind.details(Level.TITLE)}
            details = {d.name: example_of(d) for d in kind.details(Level.RELEASE, carrier)}
            for name in ("edition_changes", OF_AN_EARLIER_RELEASE):
                details.pop(name, None)
            assert release.details == details
            names = kind.asked(carrier)
            assert (release.print_run is not None) == ("print_run" in names)
            assert bool(release.printer_name) == ("printer" in names)
            assert bool(publication.udc) == ("udc" in names)
    amend(client, session, release_id, kind)


def amend(client: Browserless, session: Session, release_id: int, kind: KindDefinition) -> None:
    """Change the title of a release, and see that everything else stays as it was."""
    release = session.get_one(Release, release_id)
    kept = dict(release.details), dict(release.publication.details), release.edition_status
    page = client.post(f"/releases/{release_id}/amend", data={"submission_key": f"a{release_id}"})
    draft_id = int(page.location.split("/")[2])
    shown = client.get(f"/registration/{draft_id}/title").text
    typed = {
        **TITLE,
        **(SOME_TITLES if "udc" in kind.asks else {}),
        **{name: text for d in kind.details(Level.TITLE) for name, text in typed_in(d).items()},
        "identifiers-0-number": "",
        "people-0-role": (*kind.roles, "author")[0],
        "title": "Boshqa nom",
        "carrier": kind.carriers[-1].value,
    }
    assert "Ўткан кунлар" in shown
    assert client.post(f"/registration/{draft_id}/title", data=typed).status_code == 303
    assert "Boshqa nom" in client.get(f"/registration/{draft_id}/check").text
    assert (
        client.post(f"/registration/{draft_id}/check", data={"another": "y"}).location
        == f"/releases/{release_id}"
    )
    session.expire_all()
    release = session.get_one(Release, release_id)
    assert release.version == 2
    assert release.publication.title == "Boshqa nom"
    assert (release.details, release.publication.details, release.edition_status) == kept


def test_serials_are_not_registered_here(client: Browserless, clerk: Account, session: Session) -> None:
    for kind in (*SERIALS, "pamphlets"):
        answer = client.post("/registration/new", data={"submission_key": f"k-{kind}", "kind": kind})
        assert answer.status_code == 422
        assert "Choose one of the answers offered" in answer.text
    assert session.query(RegistrationDraft).count() == 0


def test_what_was_typed_stays_when_another_kind_is_chosen(
    client: Browserless, clerk: Account, session: Session
) -> None:
    draft_id = begin(client, kind=Kind.MAP)
    title = f"/registration/{draft_id}/title"
    client.post(title, data={**TITLE, "scale": "1:100 000", "carrier": "print"})
    for kind in (Kind.PHOTOGRAPH, Kind.MAP):
        answer = client.post(f"/registration/{draft_id}/kind", data={"submission_key": kind, "kind": kind})
        assert answer.location == title
        page = client.get(title).text
        assert 'value="Ўткан кунлар"' in page
        assert ('value="100000"' in page) == (kind is Kind.MAP)
    assert session.get_one(RegistrationDraft, draft_id).answers["kind"] == "map"
    assert client.get("/registration/999999/kind").status_code == 404


def test_the_page_of_a_release_shows_what_only_its_kind_has(client: Browserless, clerk: Account) -> None:
    page = client.get(register(client, KINDS[Kind.FILM], Carrier.ONLINE)).text
    assert "Duration" in page
    assert "1:32:05" in page
    assert "https://nusxa.example/kitob" in page
    assert "ISAN" in page
    assert "Made available online" in page
    assert "Print run" not in page
    page = client.get(register(client, KINDS[Kind.STANDARD], Carrier.PRINT)).text
    assert "OʻzDSt 1234:2020" in page
    assert "In force from" in page


@pytest.mark.parametrize(
    ("kind", "carrier", "rules"),
    [
        (Kind.MAP, Carrier.PRINT, {"uzd-book-chamber"}),
        (Kind.SHEET_MUSIC, Carrier.PRINT, {"uzd-book-chamber"}),
        (Kind.GRAPHIC, Carrier.PRINT, {"uzd-book-chamber"}),
        (Kind.ACCESSIBLE, Carrier.ONLINE, {"uzd-blind"}),
        (Kind.DISSERTATION, Carrier.PRINT, {"uzd-diss"}),
        (Kind.ELECTRONIC_ONLINE, Carrier.ONLINE, {"uzd-online"}),
        (Kind.EPHEMERA, Carrier.PRINT, set()),
        (Kind.PHONOGRAM, Carrier.AV_CARRIER, set()),
    ],
)
def test_what_is_owed_follows_the_law_for_each_kind(
    client: Browserless, clerk: Account, session: Session, kind: Kind, carrier: Carrier, rules: set[str]
) -> None:
    register(client, KINDS[kind], carrier)
    assert {row.rule_id for row in session.query(Obligation)} == rules


@pytest.mark.parametrize(
    ("kind", "step", "field", "typed", "sentence"),
    [
        (Kind.FILM, "release", "duration", "long", "Write a duration, for example 1:32:05"),
        (
            Kind.WEBSITE,
            "release",
            "url",
            "nusxa.example",
            "Write the whole address, with https://",
        ),
        (Kind.DISSERTATION, "title", "specialty_code", "10.0", "Write it in the form of the example."),
        (Kind.MAP, "title", "scale", "2:100000", "Write it in figures only"),
        (Kind.PHOTOGRAPH, "title", "taken_on-year", "2999", "This day has not come yet"),
        (Kind.STANDARD, "title", "adopted_on-year", "2999", "This day has not come yet"),
        (Kind.TEXTBOOK, "title", "grade", "13", "Write a number from 1 to 12"),
        (Kind.PHOTOGRAPH, "title", "taken_on-day", "32", "Write a day that exists"),
        (Kind.GRAPHIC, "title", "colour", "pink", "Choose one of the answers offered"),
        (Kind.BOOK, "release", "edition_changes", "smell", "Choose one of the answers offered"),
        (Kind.MAP, "title", "carrier", "av_carrier", "Choose one of the answers offered"),
        (Kind.MAP, "title", "identifiers-0-scheme", "issn", "Choose one of the answers offered"),
        (Kind.MAP, "title", "people-0-role", "opponent", "Choose one of the answers offered"),
        (Kind.BOOK, "title", "identifiers-0-number", "2049-3630", "another scheme: ISSN."),
    ],
)
def test_a_wrong_answer_says_what_to_do(
    client: Browserless, clerk: Account, kind: Kind, step: str, field: str, typed: str, sentence: str
) -> None:
    draft_id = begin(client, kind=kind)
    usual = {**TITLE, "carrier": KINDS[kind].carriers[0].value}
    role = {"people-0-role": (*KINDS[kind].roles, "author")[0]}
    scheme = KINDS[kind].schemes[0]
    number = {"identifiers-0-scheme": scheme.value, "identifiers-0-number": NUMBERS[scheme]}
    data = {**usual, **role, **number} if step == "title" else {"depositor_region": "1726"}
    data |= {f"{field.removesuffix('-year')}-{part}": "1" for part in ("day", "month") if "-year" in field}
    answer = client.post(f"/registration/{draft_id}/{step}", data={**data, field: typed})
    assert answer.status_code == 422
    assert sentence in answer.text
    assert 'class="nx-errsum"' in answer.text


def test_a_number_that_others_carry_needs_a_reason_or_not(
    client: Browserless, clerk: Account, session: Session
) -> None:
    """A second title with the same ISSN is nothing unusual; with the same ISMN it is."""
    for kind, scheme, doubted in (
        (KINDS[Kind.DATABASE], Scheme.ISSN, False),
        (KINDS[Kind.SHEET_MUSIC], Scheme.ISMN, True),
    ):
        number = {"identifiers-0-scheme": scheme.value, "identifiers-0-number": NUMBERS[scheme]}
        for again in (False, True):
            draft_id = begin(client, kind=kind.kind)
            whole = {**TITLE, "people-0-role": "author", "carrier": kind.carriers[0].value, **number}
            answer = client.post(f"/registration/{draft_id}/title", data=whole)
            refused = doubted and again
            assert answer.status_code == (422 if refused else 303)
            assert ("is already in the register" in answer.text) == refused
            client.post(f"/registration/{draft_id}/release", data={"depositor_region": "1726"})
            client.post(f"/registration/{draft_id}/check", data={"another": "y"})
    assert session.query(Release).count() == 3


def test_every_event_of_the_table_is_asked_for_by_name() -> None:
    assert {event for row in KINDS.values() for c in row.carriers for event in row.events_on(c)} <= {*EVENTS}
