"""Texts of the notice: written by one, put into force by another, and each notice stays with its own."""

import subprocess
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.audit.models import AuditEvent
from app.compliance.jobs import notice_pdf, store_notice_paper
from app.compliance.models import Notice
from app.compliance.wordings import queries
from app.compliance.wordings.cyrillic import CYRILLIC, LATIN, rests_on_others
from app.compliance.wordings.models import NoticeWording
from app.compliance.wordings.services import drafting
from app.compliance.wordings.services.deciding import put_wording_in_force
from app.compliance.wordings.services.taking_back import take_back_wording
from app.compliance.wordings.slots import built_in
from app.domain.actor import Actor
from app.domain.errors import Conflict, DomainError
from app.infra.db import transaction
from app.infra.papers import template_version
from app.infra.storage import StoredFile, storage
from tests.factories.compliance import AT, TODAY, Late, add_late, make_notice
from tests.factories.wordings import REASON, administrators, make_draft, make_in_force


@pytest.fixture
def people(late: Late) -> tuple[Actor, Actor]:
    return administrators()


def words_of(content: bytes, folder: Path) -> str:
    file = folder / "notice.pdf"
    file.write_bytes(content)
    read = subprocess.run(["pdftotext", str(file), "-"], capture_output=True, text=True, check=True).stdout
    return " ".join(read.split())


def notice(late: Late, language: str = "uz") -> Notice:
    with transaction():
        line = add_late(late)
    return make_notice(late, line, language=language)


def pair() -> list[NoticeWording | None]:
    return [queries.wording_in_force(language, TODAY) for language in (LATIN, CYRILLIC)]


@pytest.mark.documents
def test_a_notice_stays_with_the_texts_of_its_day_whenever_its_file_is_made(
    late: Late, people: tuple[Actor, Actor], session: Session, tmp_path: Path
) -> None:
    plain = notice(late)
    first = make_in_force("uz", people=people, at=AT, cure_2="Birinchi tahrir.")
    bound = notice(late)
    before = notice_pdf(bound)
    make_in_force("uz", people=people, at=AT, cure_2="Ikkinchi tahrir.")
    later = notice(late)
    assert notice_pdf(bound) == before, "newer texts change no notice that is issued"
    store_notice_paper(bound.id)
    session.refresh(bound)
    file = session.get_one(StoredFile, bound.file_id)
    assert storage().get(file.sha256) == before
    assert bound.template_version == f"{template_version('notice')}+uz-1-{first.sha256[:12]}"
    assert (plain.wording_id, plain.template_version) == (None, template_version("notice"))
    said = [words_of(notice_pdf(each), tmp_path) for each in (plain, bound, later)]
    assert ["Birinchi tahrir." in text for text in said] == [False, True, False]
    assert ["Ikkinchi tahrir." in text for text in said] == [False, False, True]


def test_texts_come_into_force_on_their_day(late: Late, people: tuple[Actor, Actor]) -> None:
    tomorrow = TODAY + timedelta(1)
    coming = make_in_force("ru", people=people, at=AT, from_on=tomorrow, title="Новый заголовок")
    assert queries.wording_in_force("ru", TODAY) is None
    assert queries.texts_in_force("ru", TODAY) == built_in("ru")
    found = queries.wording_in_force("ru", tomorrow)
    assert found is not None
    assert (found.id, found.version, found.reason) == (coming.id, 1, REASON)
    assert queries.texts_in_force("ru", tomorrow)["title"] == "Новый заголовок"
    assert notice(late, "ru").wording_id is None
    assert queries.wording_in_force("en", tomorrow) is None


def test_cyrillic_is_made_from_latin_until_somebody_writes_it(
    late: Late, people: tuple[Actor, Actor]
) -> None:
    latin = make_in_force("uz", people=people, at=AT, cure_2="Qabul raqamini yuboring.")
    made = queries.wording_in_force("uz_Cyrl", TODAY)
    assert made is not None
    assert (made.made_from_id, made.version) == (latin.id, 1)
    assert made.texts["cure_2"] == "Қабул рақамини юборинг."
    untouched = {key: text for key, text in made.texts.items() if key != "cure_2"}
    assert untouched == {key: text for key, text in built_in("uz_Cyrl").items() if key != "cure_2"}
    make_in_force("uz", people=people, at=AT, cure_2="Yana boshqacha.")
    assert queries.texts_in_force("uz_Cyrl", TODAY)["cure_2"] == "Яна бошқача."
    make_in_force("uz_Cyrl", people=people, at=AT, from_on=TODAY + timedelta(9), cure_2="Қўлда ёзилади.")
    assert not rests_on_others(*pair())
    make_in_force("uz", people=people, at=AT, cure_2="Boshqa soʻz.")
    assert rests_on_others(*pair())
    make_in_force("uz_Cyrl", people=people, at=AT, cure_2="Қўлда ёзилган.")
    assert not rests_on_others(*pair())
    make_in_force("uz", people=people, at=AT + timedelta(minutes=1), cure_2="Uchinchi marta.")
    assert rests_on_others(*pair())
    assert queries.texts_in_force("uz_Cyrl", TODAY)["cure_2"] == "Қўлда ёзилган."
    assert notice(late, "uz_Cyrl").template_version.split("+")[1].startswith("uz_Cyrl-4-")


def test_who_wrote_texts_does_not_put_them_into_force(people: tuple[Actor, Actor], session: Session) -> None:
    writer, colleague = people
    draft = make_draft("uz", by=writer, at=AT, title="Yangi nom")

    def decide(by: Actor, seen: str = draft.sha256, from_on: date = TODAY, reason: str = REASON) -> None:
        with transaction():
            put_wording_in_force(wording_id=draft.id, seen=seen, from_on=from_on, reason=reason, by=by, at=AT)

    with pytest.raises(Conflict, match=r"wording\.not_proposed"):
        decide(colleague)
    with transaction():
        drafting.propose_wording(wording_id=draft.id, seen=draft.sha256, by=writer, at=AT)
    with pytest.raises(DomainError, match=r"wording\.same_person"):
        decide(writer)
    with pytest.raises(Conflict, match=r"wording\.changed_meanwhile"):
        decide(colleague, seen="other")
    with pytest.raises(DomainError, match=r"wording\.day_past"):
        decide(colleague, from_on=TODAY - timedelta(1))
    with pytest.raises(DomainError, match=r"wording\.day_too_far"):
        decide(colleague, from_on=date(9999, 1, 1))
    with pytest.raises(DomainError, match=r"wording\.no_reason"):
        decide(colleague, reason="  ")
    decide(colleague)
    for again in (lambda: decide(colleague), lambda: change(draft.id, writer, "x")):
        with pytest.raises(Conflict):
            again()
    acts = session.scalars(
        select(AuditEvent.name).where(AuditEvent.name.startswith("notice_wording.")).order_by(AuditEvent.id)
    ).all()
    assert acts == [
        f"notice_wording.{act}" for act in ("begun", "changed", "proposed", "put_in_force", "put_in_force")
    ]


def change(wording_id: int, by: Actor, title: str, seen: str | None = None) -> None:
    with transaction():
        draft = queries.wording_by_id(wording_id)
        texts = {**draft.texts, "title": title}
        drafting.change_wording(wording_id=wording_id, texts=texts, seen=seen or draft.sha256, by=by, at=AT)


def test_a_draft_is_kept_whole_and_nothing_hostile_enters(people: tuple[Actor, Actor]) -> None:
    writer, colleague = people
    draft = make_draft("uz", by=writer, at=AT, title="Birinchi")
    seen = draft.sha256
    for hostile in ("{{ config }}", "<b>x</b>", "{0.__class__}", ""):
        with pytest.raises(DomainError) as refused:
            change(draft.id, writer, hostile)
        assert (refused.value.field, refused.value.params["line"]) == ("title", 1)
    change(draft.id, colleague, "Ikkinchi")
    with pytest.raises(Conflict, match=r"wording\.changed_meanwhile"):
        change(draft.id, writer, "Uchinchi", seen=seen)
    with transaction():
        drafting.propose_wording(
            wording_id=draft.id, seen=queries.wording_by_id(draft.id).sha256, by=colleague, at=AT
        )
        drafting.return_wording(wording_id=draft.id, by=writer, at=AT)
        drafting.discard_wording(wording_id=draft.id, by=writer, at=AT)
        same = drafting.begin_wording(language="en", by=writer, at=AT)
    assert queries.wording_by_id(draft.id).texts["title"] == "Ikkinchi"
    with pytest.raises(Conflict, match=r"wording\.nothing_new"), transaction():
        drafting.propose_wording(wording_id=same.id, seen=same.sha256, by=writer, at=AT)
    with pytest.raises(Conflict, match=r"wording\.not_a_draft"):
        change(draft.id, writer, "Toʻrtinchi")


def test_texts_adopted_for_a_later_day_are_taken_back_before_it_and_the_cyrillic_ones_with_them(
    people: tuple[Actor, Actor], session: Session
) -> None:
    far, writer = TODAY + timedelta(90), people[0]
    coming = make_in_force("uz", people=people, at=AT, from_on=far, title="Uzoq nom")
    present = make_in_force("uz", people=people, at=AT, title="Bugungi nom")
    made = queries.wording_in_force("uz_Cyrl", far)
    assert made is not None
    assert [wording.id for wording in queries.wordings_to_come("uz", TODAY)] == [coming.id]
    assert (queries.wording_after(present), queries.wording_after(coming)) == (coming, None)

    def take_back(wording_id: int, reason: str = "Xato kun", days: int = 0) -> None:
        with transaction():
            at = AT + timedelta(days)
            take_back_wording(wording_id=wording_id, reason=reason, by=writer, at=at)

    with pytest.raises(Conflict, match=r"wording\.goes_with_latin"):
        take_back(made.id)
    with pytest.raises(DomainError, match=r"wording\.no_reason_back"):
        take_back(coming.id, " ")
    for unfit, days in ((present.id, 0), (coming.id, 90)):
        with pytest.raises(Conflict, match=r"wording\.not_coming"):
            take_back(unfit, days=days)
    take_back(coming.id)
    with pytest.raises(Conflict, match=r"wording\.not_coming"):
        take_back(coming.id)
    assert queries.texts_in_force("uz", far)["title"] == "Bugungi nom"
    assert queries.texts_in_force("uz_Cyrl", far)["title"] == "Бугунги ном"
    assert queries.wording_after(present) is None
    kept = queries.wording_by_id(coming.id)
    assert (kept.version, kept.taken_back_for) == (1, "Xato kun")
    acts = session.scalars(select(AuditEvent).where(AuditEvent.name == "notice_wording.taken_back")).all()
    assert [act.after["language"] for act in acts] == ["uz", "uz_Cyrl"]
    again = make_in_force("uz", people=people, at=AT, from_on=far, title="Yana uzoq")
    assert (again.version, queries.texts_in_force("uz_Cyrl", far)["title"]) == (3, "Яна узоқ")
