"""Every route of the product, tried by every role, by nobody, and by people whose record it is not."""

import re
from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy import ColumnElement, select
from werkzeug.routing import Rule

from app.accounts.models import Account
from app.compliance.batches.models import NoticeBatch
from app.compliance.cases.models import Case
from app.compliance.claims.models import Claim
from app.compliance.models import Notice
from app.compliance.requests.models import DepositorRequest
from app.deposits.consignments.models import Consignment
from app.deposits.discrepancies.models import Discrepancy, MessagePhoto
from app.deposits.obligations.models import Obligation
from app.deposits.receiving.models import Receipt
from app.domain.actor import Actor, Role
from app.edeposit.models import DepositedFile
from app.infra.db import session
from app.policy.permissions import Permission
from app.policy.table import may
from app.publications.models import Publication, RegistrationDraft
from app.publications.periodicals.models import Periodical
from app.web.access import MARK, OPEN
from tests.journeys.acts import national_library
from tests.journeys.people import Person, guide_of, person

ROLES = ("depositor", "librarian", "regulator", "administrator")
# Each role's person who may not see the records of the first publisher at the National Library.
STRANGERS = {"depositor": 1, "librarian": 2, "regulator": 1}
# What is the same for everybody who holds the permission: not the record of an organisation. The preview of
# a notice asks for its lines before it looks.
COMMON = {"organisations.organisation", "organisations.contact", "consignments.compose",
          "law.rule_set_as_adopted", "verification.show", "verification.short", "verification.compare",
          "verification.again",
          "accounts.account", "accounts.deactivate", "accounts.reactivate", "accounts.invite_again",
          "accounts.reset_password", "accounts.choose_language", "publications.export", "periodicals.export",
          "desks.export_search", "oversight.as_csv", "oversight.as_xlsx", "compliance.preview",
          "compliance.preview_chosen",
          "discrepancies.take", "libraries.show"}  # fmt: skip

Samples = dict[str, str | int]


@pytest.fixture(scope="module")
def open_forms(country: Flask) -> Iterator[Flask]:
    """The country without forgery protection, so that each refusal is one of access."""
    country.config["WTF_CSRF_ENABLED"] = False
    yield country
    country.config["WTF_CSRF_ENABLED"] = True


def attempts(app: Flask, samples: Samples | None = None) -> Iterator[tuple[Rule, str, str]]:
    """Yield every route with a method and an address; without samples, one where no record is."""
    for rule in app.url_map.iter_rules():
        if rule.endpoint == "static":
            continue
        address = re.sub(r"<any\((\w+)[^>]*>", r"\1", rule.rule)
        for whole, name in re.findall(r"(<(?:int(?:\([^)]*\))?:)?(\w+)>)", address):
            number = "2026" if whole.startswith("<int(") else "987654"
            default = number if whole.startswith("<int") else "J26-000000-0"
            address = address.replace(whole, str((samples or {}).get(name, default)))
        for method in sorted((rule.methods or set()) & {"GET", "POST"}):
            yield rule, method, address


def actor_of(role: str, region: str | None = None) -> Actor:
    """Return somebody like the demonstration's people of a role: depositors manage their organisation."""
    return Actor(Role(role), 1, "x", region_soato=region, manages=role == Role.DEPOSITOR)


def allowed(app: Flask, rule: Rule, actor: Actor) -> bool:
    """Say whether the route is open to this actor."""
    declared = getattr(app.view_functions[rule.endpoint], MARK)
    return declared == OPEN or may(actor, Permission(declared))


@pytest.mark.parametrize("role", ROLES)
def test_a_wrong_role_is_refused_at_every_other_door(open_forms: Flask, role: str) -> None:
    visitor, actor = person(open_forms, role), actor_of(role)
    statuses = {
        f"{method} {rule.rule}": visitor.client.open(address, method=method).status_code
        for rule, method, address in attempts(open_forms)
        if not allowed(open_forms, rule, actor)
    }
    assert len(statuses) > 15
    assert {door: status for door, status in statuses.items() if status != 403} == {}


def test_nobody_is_asked_to_sign_in_at_every_closed_door(open_forms: Flask) -> None:
    visitor, nobody = person(open_forms, "public"), Actor(Role.PUBLIC, None, "")
    closed = {}
    for rule, method, address in attempts(open_forms):
        if not allowed(open_forms, rule, nobody):
            answer = visitor.client.open(address, method=method)
            closed[f"{method} {rule.rule}"] = (answer.status_code, answer.location.split("?")[0])
    assert len(closed) > 60
    assert {door: answer for door, answer in closed.items() if answer != (302, "/sign-in")} == {}


def one(column: ColumnElement[int] | ColumnElement[str], *conditions: ColumnElement[bool]) -> str | int:
    """Return the newest value under the conditions; there must be one."""
    found: str | int | None = (
        session().scalars(select(column).where(*conditions).order_by(column.desc())).first()
    )
    assert found is not None, str(column)
    return found


@pytest.fixture(scope="module")
def records(open_forms: Flask) -> Samples:
    """Records that the first publisher and the National Library share, by the names routes give them."""
    librarian, library = person(open_forms, "librarian"), national_library(open_forms)
    arrival = librarian.post("/receiving/without-slip", {"submission_key": "doors"}).path
    librarian.post(arrival, {"code": guide_of(open_forms)["isbn"], "key": "doors"})
    scan_page = re.search(rf"{arrival}/scans/(\d+)", librarian.open(arrival).source)
    with open_forms.app_context():
        publisher = one(
            Account.organisation_id, Account.email == guide_of(open_forms)["accounts"][0]["email"]
        )
        samarqand = select(Obligation.release_id).where(Obligation.region_soato == "1718")
        own = (
            Obligation.depositor_id == publisher,
            Obligation.depository_id == library,
            Obligation.release_id.not_in(samarqand),
        )
        titles = select(Publication.id).where(Publication.publisher_id == publisher)
        files = select(Obligation.id).where(
            Obligation.depository_id == library, Obligation.depositor_id == publisher
        )
        obligation = session().get_one(Obligation, one(Obligation.id, *own, Obligation.form == "physical"))
        return {
            "library_id": library,
            "release_id": obligation.release_id,
            "obligation_id": obligation.id,
            "depositor_id": publisher,
            "arrival_id": int(arrival.rsplit("/", 1)[-1]),
            "scan_id": int(scan_page[1]) if scan_page else 1,
            "code": one(
                Consignment.code,
                Consignment.depositor_id == publisher,
                Consignment.depository_id == library,
                Consignment.sent_at.is_not(None),
            ),
            "number": one(
                Receipt.number, Receipt.depositor_id == publisher, Receipt.depository_id == library
            ),
            "notice_id": one(Notice.id, Notice.depositor_id == publisher),
            "request_id": one(DepositorRequest.id, DepositorRequest.depositor_id == publisher),
            "batch_id": one(NoticeBatch.id),
            "case_id": one(Case.id, Case.depositor_id == publisher),
            "claim_id": one(Claim.id, Claim.depositor_id == publisher, Claim.depository_id == library),
            "publication_id": one(Periodical.publication_id, Periodical.publication_id.in_(titles)),
            "draft_id": one(RegistrationDraft.id, RegistrationDraft.organisation_id == publisher),
            "discrepancy_id": one(Discrepancy.id, Discrepancy.kind == "defective"),
            "photo_id": one(MessagePhoto.id),
            "deposited_id": one(DepositedFile.id, DepositedFile.obligation_id.in_(files)),
        }


def doors_to(
    app: Flask, role: str, visitor: Person, samples: Samples, region: str | None = None
) -> dict[str, int]:
    """Return what a person who holds the permission is answered at every route of a record."""
    actor = actor_of(role, region)
    return {
        f"{method} {rule.rule}": visitor.client.open(address, method=method).status_code
        for rule, method, address in attempts(app, samples)
        if rule.arguments and rule.endpoint not in COMMON and allowed(app, rule, actor)
    }


@pytest.mark.parametrize("role", STRANGERS)
def test_the_record_of_another_does_not_exist(open_forms: Flask, records: Samples, role: str) -> None:
    stranger = person(open_forms, role, STRANGERS[role])
    answers = doors_to(open_forms, role, stranger, records, region="1718")
    assert len(answers) >= 8
    assert {door: status for door, status in answers.items() if status != 404} == {}


@pytest.mark.parametrize("role", ROLES)
def test_what_does_not_exist_at_all_is_told_the_same(open_forms: Flask, role: str) -> None:
    answers = doors_to(open_forms, role, person(open_forms, role), {})
    assert {door: status for door, status in answers.items() if status != 404} == {}


@pytest.mark.parametrize(("role", "least"), [("depositor", 9), ("librarian", 8), ("regulator", 6)])
def test_the_same_records_open_for_those_they_concern(
    open_forms: Flask, records: Samples, role: str, least: int
) -> None:
    visitor, actor = person(open_forms, role), actor_of(role)
    addresses = {
        address
        for rule, method, address in attempts(open_forms, records)
        if method == "GET" and rule.arguments and rule.endpoint not in COMMON
        if allowed(open_forms, rule, actor)
    }
    opened = []
    for address in addresses:
        with visitor.client.get(address) as answer:  # a kept file is open until it is sent
            if answer.status_code in (200, 303):
                opened.append(address)
    assert len(opened) >= least, opened
