"""A notice that nobody was sent, to see edited texts on paper: all in it is invented, and it says so."""

from datetime import date, datetime, timedelta

from app.domain.documents import (
    Channel,
    Executor,
    Identifier,
    Letterhead,
    NoticeLine,
    NoticePaper,
    Party,
    Recipient,
    RuleSetName,
    Seal,
    Signatory,
    Term,
    Work,
)
from app.infra import clock
from app.infra.papers import render_paper
from app.infra.verification import check_of
from app.infra.wording import Texts
from app.organisations.addresses import in_script

NO_CODE = "0000-0000-0000"
"""Nothing is found under it."""
PHONE = "(00) 000-00-00"
_INVENTED = {
    "uz": ("Namuna davlati", "Namuna organi", "“Namuna” MChJ", "Namuna koʻchasi, 1", "Namuna kutubxonasi"),
    "ru": (
        "Государство-образец",
        "Орган-образец",
        "ООО «Образец»",
        "ул. Образцовая, 1",
        "Библиотека-образец",
    ),
    "en": ("Sample state", "Sample authority", "Sample Press LLC", "1 Sample Street", "Sample library"),
}
_POSTS = {"uz": "Boshliq", "ru": "Начальник", "en": "Head"}
_NAME = {"uz": "N. N. Namunayev", "ru": "Н. Н. Образцов", "en": "N. N. Sample"}


def sample_pdf(texts: Texts, language: str, *, at: datetime) -> bytes:
    """Render the sample with texts that have no problems."""
    return render_paper(
        sample_paper(language, clock.local_day(at)),
        language,
        identifier=f"sample {language}".encode(),
        created=at,
        edited=texts,
    )


def sample_paper(language: str, today: date) -> NoticePaper:
    """Return a notice in which most texts occur: copies and a file, one clock known and the other not."""
    tongue = language.partition("_")[0]
    state, authority, party, address, library = (in_script(said, language) for said in _INVENTED[tongue])
    name, post = (in_script(said[tongue], language) for said in (_NAME, _POSTS))
    work = Work(party, language.replace("_", "-"), Identifier("ISBN", "000-0-00-000000-0"))
    return NoticePaper(
        number="0000-000000",
        issued_on=today,
        case="0000-000000",
        channel=Channel.ACCOUNT,
        sent_on=today,
        specimen=True,
        rules=RuleSetName("uz-draft", "0.0", hypothetical=True),
        letterhead=Letterhead(state, authority, (address, PHONE)),
        party=Party(party, address, "000000000"),
        recipient=Recipient(party),
        checked_at=datetime.combine(today, datetime.min.time(), clock.zone()),
        lines=tuple(
            NoticeLine(work, library, due, 0, today - timedelta(30), clause, is_file=is_file)
            for due, clause, is_file in ((2, "0.1", False), (1, "0.2", True))
        ),
        cure=Term(10, today + timedelta(14)),
        objection=Term(15),
        answer_days=15,
        notice_clause="0.3",
        consequence_clause="0.4",
        signatory=Signatory(post, name),
        check=check_of(NO_CODE),
        executor=Executor(name, PHONE),
        countersigner=name,
        seal=Seal(name, authority, "00", today + timedelta(365)),
        preview=True,
    )
