"""A release may come out under one of its publisher's imprints."""

from sqlalchemy.orm import Session

from app.accounts.models import Account
from app.domain.actor import SYSTEM
from app.infra.db import transaction
from app.organisations.services import add_imprint
from app.publications.models import Release
from tests.factories.organisations import MADE_AT, make_organisation
from tests.slices.registration.steps import begin, fill_in, send
from tests.support.isolation import Browserless

QUESTION = 'name="imprint"'


def imprint_of(organisation_id: int | None, name: str) -> int:
    """Register an imprint and return its number."""
    assert organisation_id is not None
    with transaction():
        return add_imprint(organisation_id=organisation_id, name=name, by=SYSTEM, at=MADE_AT).id


def test_who_has_no_imprints_is_not_asked(client: Browserless, clerk: Account) -> None:
    draft_id = begin(client)
    send(client, draft_id, "title")
    assert QUESTION not in client.get(f"/registration/{draft_id}/release").text


def test_the_imprint_stands_on_the_release(client: Browserless, clerk: Account, session: Session) -> None:
    imprint = imprint_of(clerk.organisation_id, "Bolalar kitobi")
    draft_id = fill_in(client, imprint=str(imprint))
    assert "Bolalar kitobi" in client.get(f"/registration/{draft_id}/check").text
    page = client.get(send(client, draft_id, "check").location).text
    release = session.query(Release).one()
    assert release.imprint_id == imprint
    assert "<dt>Publisher&#39;s imprint</dt><dd>Bolalar kitobi</dd>" in page
    assert client.post(f"/organisation/imprints/{imprint}/remove").status_code == 303
    assert "Bolalar kitobi" in client.get(f"/releases/{release.id}").text
    amendment = client.post(f"/releases/{release.id}/amend").location.split("/")[2]
    assert f'selected value="{imprint}"' in client.get(f"/registration/{amendment}/release").text
    answer = send(client, int(amendment), "release", imprint="")
    assert answer.status_code == 303
    assert "<del>Bolalar kitobi</del>" in client.get(answer.location).text


def test_anothers_imprint_cannot_be_named(client: Browserless, clerk: Account, session: Session) -> None:
    imprint_of(clerk.organisation_id, "Bolalar kitobi")
    strange = imprint_of(make_organisation().id, "Begona")
    draft_id = begin(client)
    send(client, draft_id, "title")
    answer = send(client, draft_id, "release", imprint=str(strange))
    assert answer.status_code == 422
    assert "Choose one of the answers offered" in answer.text
