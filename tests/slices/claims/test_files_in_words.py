"""A file that is owed is told from paper copies in words: in lists, in their files, where it is claimed."""

import csv
import io
import re
from datetime import datetime

import pytest
import time_machine
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from app.compliance.claims.models import ClaimKind
from app.compliance.claims.services.making import make_claims
from app.deposits.obligations.models import Obligation
from app.domain.actor import Role
from app.infra.db import transaction
from tests.factories.accounts import make_account, sign_in
from tests.factories.compliance import Late, add_late, make_late_world
from tests.factories.obligations import add_release


@pytest.fixture
def world(session: Session) -> Late:
    return make_late_world()


def owed(world: Late) -> list[Obligation]:
    """The same title on paper and as a file."""
    with transaction():
        book = add_release(world.publisher, title="Sahro guli")
        return [add_late(world, release=book), add_late(world, release=book, form="file", copies=1)]


def amounts(page: str) -> list[str]:
    """What stands under “Copies”, without tags."""
    cells = re.findall(r'<td[^>]*data-l="Copies"[^>]*>(.*?)</td>', page, re.DOTALL)
    return [" ".join(re.sub(r"<[^>]+>|&nbsp;", " ", cell).split()) for cell in cells]


def forms(client: FlaskClient, address: str) -> list[str]:
    text = client.get(address).data.decode("utf-8-sig")
    return [row["In what form"] for row in csv.DictReader(io.StringIO(text), delimiter=";")]


def test_lists_claims_and_their_files_say_which_is_the_file(
    client: FlaskClient, world: Late, at: datetime
) -> None:
    with time_machine.travel(at):
        lines = owed(world)
        account = make_account(Role.LIBRARIAN, world.library)
        sign_in(client, account)
        both = ["Printed or otherwise physical", "File"]
        for page in ("/coming", "/obligations"):
            assert amounts(client.get(page).text) == ["0 / 2", "0 / 1 file"], page
            assert forms(client, f"{page}.csv") == both
        chosen = "&".join(f"line={line.id}" for line in lines)
        assert amounts(client.get(f"/claims/new?kind=asked&{chosen}").text) == ["2 copies", "1 file"]
        with transaction():
            [claim] = make_claims(
                obligation_ids=[line.id for line in lines], kind=ClaimKind.ASKED, words="",
                by=account.actor(), at=at,
            ).claims  # fmt: skip
        assert amounts(client.get(f"/claims/{claim.id}").text) == ["2 copies", "1 file"]
        assert sorted(amounts(client.get("/claims").text)) == ["1 file", "2"]
        assert sorted(forms(client, "/claims.csv")) == sorted(both)
