"""Every figure of oversight is one click from its list, which holds exactly as many."""

import re
from collections import Counter
from html import unescape

from flask.testing import FlaskClient
from sqlalchemy import select

from app.compliance.cases.models import Case
from app.compliance.cases.queries.listing import CaseFilter
from app.compliance.cases.queries.steps import CaseStep
from app.compliance.cases.queries.sums import sums_of_cases
from app.domain.actor import Role
from app.infra.db import session, transaction
from app.organisations.models import Organisation
from tests.factories.accounts import make_account, sign_in
from tests.factories.compliance import AT, Late
from tests.factories.obligations import counted_statements, regulator

FIGURE = re.compile(r'<a href="([^"]+)">([\d\s\xa0]+)<span class="visually-hidden">: ([^<]+)</span>')


def test_every_figure_leads_to_a_list_of_as_many(client: FlaskClient, country: Late, now: object) -> None:
    with transaction():
        account = make_account(Role.REGULATOR, country.authority)
    sign_in(client, account)
    for page, least in (("", 21), ("/publishers", 15), ("/cases", 30), ("/authority", 10)):
        figures = FIGURE.findall(client.get(f"/oversight{page}").text)
        assert len(figures) >= least, page
        for address, figure, label in figures:
            shown = client.get(unescape(address)).text
            said = re.search(r"nx-found\"><p><strong>([^<]+)", shown)
            assert said, address
            totals = [int(number) for number in re.findall(r"\d+", said[1])]
            assert totals["Copies missing" in label] == int(figure), f"{label}: {address}"


def test_an_open_case_stands_at_one_step(country: Late, now: object) -> None:
    sums = sums_of_cases(country.inspector, CaseFilter(specimen=True), at=AT)
    assert sorted(row.step for row in sums) == sorted(CaseStep)
    assert Counter(row.age.code for row in sums) == {"0-30": 1, "31-90": 2, "91-365": 3}
    assert [row.region for row in sums if row.inspector == "Zafarov Z."] == ["1718"]
    assert {row.number for row in sums} == {1}


def test_a_head_of_a_region_counts_the_cases_of_his_region(country: Late, now: object) -> None:
    with counted_statements() as asked:
        found = sums_of_cases(regulator("1718"), CaseFilter(), at=AT)
    assert [row.region for row in found] == ["1718"] * 3
    assert len(asked) == 1
    assert sums_of_cases(regulator("1703"), CaseFilter(), at=AT) == []
    assert sums_of_cases(country.inspector, CaseFilter(specimen=False), at=AT) == []


def test_a_depositor_is_not_told_how_far_his_case_is(client: FlaskClient, country: Late, now: object) -> None:
    with transaction():
        owner = session().scalars(select(Case.depositor_id).order_by(Case.id.desc())).first()
        account = make_account(Role.DEPOSITOR, session().get_one(Organisation, owner or 0))
    sign_in(client, account)
    for step in (CaseStep.PROPOSED, CaseStep.CURING):
        assert "1 case" in client.get(f"/cases?step={step.value}").text
