"""What depositors of the demonstration ask the authority, and what it has decided."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import exists, select

from app.compliance.models import Notice, NoticeLine
from app.compliance.requests.models import DepositorRequest
from app.compliance.requests.services.deciding import Verdict, decide_request
from app.compliance.requests.services.making import Asked, make_request
from app.deposits.consignments.models import ConsignmentLine
from app.deposits.obligations.models import Obligation
from app.deposits.photographs import Sent
from app.desks.demo.files import one_page
from app.desks.demo.people import person
from app.domain.requests import Outcome, RequestKind
from app.infra import clock
from app.infra.db import session

INSPECTOR = "nazorat"
MOST = 2
"""Lines in one request."""
DECIDED_IN = timedelta(days=3)


@dataclass(frozen=True, slots=True)
class Story:
    """Who asked what, how many days ago; `outcome` None: it still waits. Of what is granted in part the first
    line is."""

    clerk: str
    kind: RequestKind
    days: int
    words: str
    outcome: Outcome | None = None
    reasons: str = ""


STORIES = (
    Story("ustirt", RequestKind.EXTENSION, 16, "Qogʻoz yetkazib berilmadi, bosmaxona ishi toʻxtadi."),
    Story(
        "aral",
        RequestKind.EXEMPTION,
        12,
        "Adad juda kichik, nusxalar qimmat.",
        Outcome.REFUSED,
        "Adadning kichikligi majburiyatni bekor qilmaydi.",
    ),
    Story(
        "zarafshon",
        RequestKind.EXTENSION,
        6,
        "Bosmaxona koʻchdi.",
        Outcome.GRANTED,
        "Koʻchish hujjatlar bilan tasdiqlandi.",
    ),
    Story(
        "bobotogh",
        RequestKind.EXEMPTION,
        9,
        "Adadning bir qismi omborda suv ostida qoldi.",
        Outcome.PARTLY,
        "Dalolatnoma bir majburiyatga tegishli nusxalar uchungina berilgan; qolgani kuchda qoladi.",
    ),
    Story("lojuvard", RequestKind.EXTENSION, 2, "Muqova qayta bosilmoqda, ikki haftada tayyor boʻladi."),
)
APPEAL = "Har bir nusxa qoʻlda muqovalanadi: hisob ilova qilinadi."
OBJECTION = "Nusxalar bildirishnomadan oldin pochtaga topshirilgan, kvitansiyasi ilovada."


def ask_authority(*, at: datetime) -> None:
    """Let each story happen; what was refused is appealed, and the first publisher objects to a notice."""
    for story in STORIES:
        made = _happen(story, at)
        if made is not None and story.outcome is Outcome.REFUSED:
            _appeal(made, story.clerk, at - timedelta(days=1))
    _object(at - timedelta(hours=5))


def _happen(story: Story, at: datetime) -> DepositorRequest | None:
    clerk, asked_at = person(story.clerk), at - timedelta(days=story.days)
    lines = _untouched(clerk.organisation_ids, asked_at)
    if len(lines) < (MOST if story.outcome is Outcome.PARTLY else 1):
        return None
    extension = story.kind is RequestKind.EXTENSION
    last = max(line.due_on for line in lines if line.due_on)
    until = max(last, clock.local_day(at)) + timedelta(days=14) if extension else None
    asked = Asked(story.kind, [line.id for line in lines], story.words, until)
    made = make_request(asked, by=clerk, at=asked_at)
    if story.outcome is not None:
        part = [line.id for line in made.lines[:1]] if story.outcome is Outcome.PARTLY else []
        verdict = Verdict(story.outcome, story.reasons, "uz", line_ids=part)
        decide_request(request_id=made.id, verdict=verdict, by=person(INSPECTOR), at=asked_at + DECIDED_IN)
    return made


def _untouched(depositor_ids: Collection[int], asked_at: datetime) -> Sequence[Obligation]:
    """What a depositor owed then and owes still, not late then, and of which no copy was ever packed."""
    packed = exists().where(ConsignmentLine.obligation_id == Obligation.id)
    named = exists().where(NoticeLine.obligation_id == Obligation.id)
    statement = select(Obligation).where(
        Obligation.depositor_id.in_(depositor_ids),
        Obligation.open,
        Obligation.received == 0,
        Obligation.created_at <= asked_at,
        Obligation.due_on >= clock.local_day(asked_at),
        ~packed,
        ~named,
    )
    return session().scalars(statement.order_by(Obligation.due_on.desc(), Obligation.id).limit(MOST)).all()


def _appeal(refused: DepositorRequest, clerk: str, at: datetime) -> None:
    lines = [line.obligation_id for line in refused.lines]
    file = Sent(one_page("hisob.pdf"), "hisob.pdf")
    asked = Asked(RequestKind.APPEAL, lines, APPEAL, against_id=refused.id, files=[file])
    make_request(asked, by=person(clerk), at=at)


def _object(at: datetime) -> None:
    """Object to one line of the latest notice that the first publisher can still object to."""
    clerk = person("lojuvard")
    named = (
        select(NoticeLine.notice_id, NoticeLine.obligation_id)
        .join(Notice, Notice.id == NoticeLine.notice_id)
        .join(Obligation, Obligation.id == NoticeLine.obligation_id)
        .where(
            Notice.depositor_id.in_(clerk.organisation_ids),
            Notice.withdrawn_at.is_(None),
            Notice.issued_at > at - timedelta(days=14),
            Obligation.open,
        )
    )
    found = session().execute(named.order_by(Notice.id.desc(), NoticeLine.id)).first()
    if found is not None:
        notice_id, line = found
        file = Sent(one_page("kvitansiya.pdf"), "kvitansiya.pdf")
        asked = Asked(RequestKind.OBJECTION, [line], OBJECTION, notice_id=notice_id, files=[file])
        make_request(asked, by=clerk, at=at)
