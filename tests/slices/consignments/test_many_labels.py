"""The labels of a large parcel are printed in parts, none of which keeps its reader waiting."""

import io

import pikepdf
import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from app.deposits.consignments import documents
from app.deposits.consignments.models import Consignment
from app.deposits.consignments.queries import consignment_for
from app.domain.actor import Role
from app.infra.db import transaction
from tests.factories.accounts import make_account, sign_in
from tests.factories.receiving import World, labels_of, make_actor, make_world, send_parcel


@pytest.fixture
def world(session: Session) -> World:
    return make_world(2, copies=30)


@pytest.fixture
def parcel(world: World, monkeypatch: pytest.MonkeyPatch) -> Consignment:
    """50 copies of two titles, where a part is of two sheets of 24."""
    monkeypatch.setattr(documents, "LABELS_OF_A_PART", 48)
    return send_parcel(world, {0: 30, 1: 20})


def test_parts_hold_every_label_once(world: World, parcel: Consignment) -> None:
    with transaction():
        found = consignment_for(make_actor(Role.DEPOSITOR, world.publisher), parcel.code)
    parts = documents.label_parts(found)
    assert parts == [range(48), range(48, 50)]
    papers = [documents.labels_paper(found, "uz", part) for part in parts]
    assert [item.code for paper in papers for item in paper.items] == labels_of(parcel)
    whole = documents.labels_paper(found, "uz")
    assert tuple(item for paper in papers for item in paper.items) == whole.items, "counted as in one file"


def test_the_page_offers_the_parts(client: FlaskClient, world: World, parcel: Consignment) -> None:
    sign_in(client, make_account(Role.DEPOSITOR, world.publisher))
    page = f"/consignments/{parcel.code}"
    text = client.get(page).text
    assert "Labels 1–48" in text
    assert f'href="{page}/labels.pdf?part=2"' in text
    assert f'href="{page}/labels.pdf"' not in text
    assert client.get(f"{page}/labels.pdf").location == f"{page}#labels"
    part = client.get(f"{page}/labels.pdf?part=2")
    assert f"labels-2-{parcel.code}.pdf" in part.headers["Content-Disposition"]
    with pikepdf.open(io.BytesIO(part.data)) as document:
        assert len(document.pages) == 1
    for wrong in ("0", "3", "-1"):
        assert client.get(f"{page}/labels.pdf?part={wrong}").status_code == 404


def test_a_usual_parcel_has_one_file(client: FlaskClient, world: World) -> None:
    small = send_parcel(world, {0: 2})
    sign_in(client, make_account(Role.DEPOSITOR, world.publisher))
    page = f"/consignments/{small.code}"
    assert f'href="{page}/labels.pdf"' in client.get(page).text
    assert client.get(f"{page}/labels.pdf").mimetype == "application/pdf"
