"""Cases of the demonstration: one that an inspector works on, one that is settled; and an invented BHM."""

from datetime import date, datetime, timedelta

from sqlalchemy import select

from app.compliance.cases.models import Case, Outcome
from app.compliance.cases.queries.sanctions import possible_sanctions
from app.compliance.cases.queries.standing import standing_of
from app.compliance.cases.services.keeping import SentFile, add_file, add_note
from app.compliance.cases.services.proposing import propose_sanction
from app.compliance.cases.services.settling import settle_case
from app.compliance.unit_values.services import enter_unit_value
from app.desks.demo.files import one_page
from app.desks.demo.people import person
from app.domain.actor import Actor
from app.infra import clock
from app.infra.db import session

BHM = 100_000
"""Round on purpose: nobody takes it for the real one."""
SOURCE = "Namuna uchun oʻylab topilgan qiymat"
GAVE_UP = "Bosmaxona nusxalarni boshqa nashr bilan birga topshirdi"


def work_on_cases(*, at: datetime) -> None:
    """Enter an invented worth of BHM, keep the first publisher's case, and settle another."""
    inspector, today = person("nazorat"), clock.local_day(at)
    enter_unit_value(
        unit="BHM",
        amount=BHM,
        from_on=date(today.year, 1, 1),
        source=SOURCE,
        specimen=True,
        by=person("admin"),
        at=at - timedelta(days=5),
    )
    publisher = person("lojuvard").organisation_id
    cases = session().scalars(select(Case).where(Case.settled_at.is_(None)).order_by(Case.id)).all()
    own = [case for case in cases if case.depositor_id == publisher]
    others = [case for case in cases if case.depositor_id != publisher]
    for case in own[-1:]:
        _keep(case, inspector, at)
    _settle_one(others, inspector, at - timedelta(days=1))


def _keep(case: Case, by: Actor, at: datetime) -> None:
    spoke = at - timedelta(days=2)
    wrong = add_note(case_id=case.id, text="Direktor 12 nusxa yuborilganini aytdi", by=by, at=spoke)
    add_note(
        case_id=case.id,
        text="Direktor 2 nusxa yuborilganini aytdi; kvitansiyasini soʻradim",
        corrects=wrong.id,
        by=by,
        at=spoke + timedelta(minutes=3),
    )
    answer = SentFile(one_page("javob.pdf"), "javob.pdf")
    title = "Nashriyotning javob xati"
    add_file(case_id=case.id, sent=answer, title=title, internal=False, by=by, at=spoke + timedelta(hours=1))
    possible = possible_sanctions(case, today=clock.local_day(at))
    day = standing_of(case, clock.local_day(at)).referral.on
    if possible and day is not None and day <= clock.local_day(spoke):
        words = "Uchinchi bildirishnomadan keyin ham toʻliq topshirilmadi"
        sanction = possible[0].sanction.id
        propose_sanction(
            case_id=case.id, sanction=sanction, words=words, by=by, at=spoke + timedelta(hours=2)
        )


def _settle_one(cases: list[Case], by: Actor, at: datetime) -> None:
    """Settle a case of which nothing is missing any more; on days that know none, another is closed."""
    cured = [case for case in cases if standing_of(case, clock.local_day(at)).cured]
    for case in cured[:1]:
        settle_case(case_id=case.id, outcome=Outcome.CURED, reason="", by=by, at=at)
    for case in cases[-1:] if not cured else []:
        settle_case(case_id=case.id, outcome=Outcome.CLOSED, reason=GAVE_UP, by=by, at=at)
