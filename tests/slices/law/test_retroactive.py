"""A rule set with retroactive effect: an explicit act, shown before, recorded, and carried out in a run."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import delete, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.accounts.models import Account
from app.audit.models import AuditEvent
from app.audit.queries import acts_of
from app.deposits.obligations.models import Obligation
from app.deposits.obligations.rejudging.jobs import continue_rejudgings
from app.deposits.obligations.rejudging.models import Outcome, RejudgedObligation, Rejudging
from app.deposits.obligations.rejudging.queries import rejudged
from app.deposits.obligations.rejudging.services import LEASE
from app.deposits.obligations.services import add_received, recompute_obligations
from app.domain.actor import SYSTEM, Role
from app.domain.errors import Conflict, DomainError, NotFound
from app.domain.events import Event
from app.infra.db import transaction
from app.law.models import RetroactiveEffect
from app.law.queries import governing, rule_set_on, rule_sets
from app.law.retroactive.services import give_retroactive_effect
from tests.factories.accounts import make_account
from tests.factories.compliance import make_late_world, make_notice
from tests.factories.law import LONG_AGO, adopt
from tests.factories.obligations import (
    NOW,
    TODAY,
    add_organisation,
    add_release,
    counted_statements,
    owed,
    rows_of,
)
from tests.factories.retroactive import (
    BEFORE_ALL_LAW,
    CLAUSE,
    EARLIER,
    FIRST,
    LATER,
    REACH,
    SECOND,
    add_book,
    add_two_laws,
    give,
    look,
    stricter,
    terms,
)
from tests.factories.rule_sets import NEXT_YEAR, Days, make_adopted, version

pytestmark = pytest.mark.database


@pytest.fixture(autouse=True)
def database(request: pytest.FixtureRequest) -> None:
    """Let nothing outlive a test, unless it has a database of its own."""
    if "own_app" not in request.fixturenames:
        request.getfixturevalue("session")


def refuse(code: str, act: Callable[[], Any], kind: type[DomainError] = DomainError) -> DomainError:
    with pytest.raises(kind) as refused, transaction():
        act()
    assert refused.value.code == code
    return refused.value


def only_run(session: Session) -> Rejudging:
    return session.query(Rejudging).populate_existing().one()


def test_without_the_act_a_later_set_changes_nothing_past() -> None:
    with transaction():
        law = add_two_laws()
        release = add_book(EARLIER)
    before = terms(release)
    assert {rule_set for _copies, _due, rule_set, _stands in before.values()} != {law.id}
    with transaction():
        recompute_obligations(release_id=release.id, by=SYSTEM, at=NOW)
    assert continue_rejudgings() == 0
    assert terms(release) == before


def test_what_is_shown_is_what_the_run_does_with_one_act_each(session: Session) -> None:
    with transaction():
        law = add_two_laws()
        releases = [add_book(on) for on in (BEFORE_ALL_LAW, EARLIER, LATER)]
    old, middle, new = (terms(release) for release in releases)
    assert "uzd-book-natlib" not in old, "no law was in force"
    shown = look(law)
    assert [terms(release) for release in releases] == [old, middle, new], "a look writes nothing"
    with transaction():
        give(law)
    assert [terms(release) for release in releases] == [old, middle, new], "the run comes afterwards"
    assert continue_rejudgings() == 1

    assert terms(releases[2]) == new, "what happened in its own time is judged as before"
    assert terms(releases[0])["uzd-book-natlib"] == (3, "2024-02-07", law.id, True)
    copies, _due, rule_set_id, stands = terms(releases[1])["uzd-book-natlib"]
    assert (copies, rule_set_id, stands) == (3, law.id, True)
    assert terms(releases[1])["uzd-file"] == (*middle["uzd-file"][:3], False), "owed no longer, terms kept"

    run = only_run(session)
    assert (run.total, run.done, run.failed, run.kept) == (2, 2, 0, 0)
    assert (shown.added, shown.changed, shown.cancelled) == (run.added, run.amended, run.cancelled)
    assert (shown.releases, shown.kept, shown.failed) == (2, 0, 0)
    assert shown.overdue == run.added + 1, "all that is added, and the date that is counted otherwise"
    assert min(run.added, run.amended, run.cancelled) > 0
    assert shown.basis_only == run.amended - 1, "all but the National Library's rest on the new set only"
    by_duty = {(row.release_id, row.rule_id, row.depository_id): row for row in session.query(Obligation)}
    for item in shown.changes:
        side = item.after or item.before
        row = by_duty[item.release_id, str(side["rule_id"]), int(str(side["depository_id"]))]
        assert (row.cancelled_at is None) is bool(item.after)
        assert {name: getattr(row, name) for name in side} == dict(side)
    names = ("obligation.added", "obligation.amended", "obligation.cancelled")
    told = session.scalars(select(AuditEvent.name).where(AuditEvent.name.in_(names))).all()
    assert [told.count(name) for name in names] == [run.added, run.amended, run.cancelled]
    assert look(law).changes == [], "nothing is left to do"


def test_an_amended_obligation_tells_before_and_after(session: Session) -> None:
    with transaction():
        law = add_two_laws()
        release = add_book(EARLIER)
        row = owed(rows_of(release))["uzd-book-natlib"]
    with transaction():
        give(law)
    continue_rejudgings()
    (act,) = acts_of("obligation", row.id)
    assert act.name == "obligation.amended"
    assert (act.before["copies"], act.before["rule_set"]) == (2, "uz-draft 0.1")
    assert (act.after["copies"], act.after["rule_set"], act.after["ordered_by"]) == (
        3,
        "uz-draft 0.2",
        CLAUSE,
    )
    assert act.after["due_on"] != act.before["due_on"]
    assert act in acts_of("release", release.id)
    note = rejudged(only_run(session).id, Outcome.AMENDED, limit=99)[0]
    assert (note.copies_before, note.copies_after) == (2, 3)


def test_what_was_received_keeps_its_terms_and_what_is_short_is_asked_for_more(session: Session) -> None:
    with transaction():
        law = add_two_laws()
        whole, part = add_book(EARLIER), add_book(EARLIER)
        received, short = (owed(rows_of(release))["uzd-book-natlib"] for release in (whole, part))
        file = owed(rows_of(whole))["uzd-file"]
        add_received(obligation=received, copies=2)
        add_received(obligation=file, copies=1)
        add_received(obligation=short, copies=1)
    before = terms(whole)
    shown = look(law)
    with transaction():
        give(law)
    continue_rejudgings()
    kept = {"uzd-book-natlib", "uzd-file"}
    assert {rule: terms(whole)[rule] for rule in kept} == {rule: before[rule] for rule in kept}
    session.expire_all()
    assert (received.open, short.copies, short.received, short.open) == (False, 3, 1, True)
    run = only_run(session)
    assert (shown.kept, run.kept) == (2, 2)
    assert {item.row.id for item in rejudged(run.id, Outcome.KEPT, limit=9)} == {received.id, file.id}
    assert {len(item.after) > 0 for item in shown.standing} == {True, False}

    with transaction():
        whole.print_run = 2000
        session.flush()
        recompute_obligations(release_id=whole.id, by=SYSTEM, at=NOW)
    assert {rule: terms(whole)[rule] for rule in kept} == {rule: before[rule] for rule in kept}
    with transaction():
        whole.print_run = 40
        session.flush()
        recompute_obligations(release_id=whole.id, by=SYSTEM, at=NOW)
    assert "uzd-book-natlib" not in owed(rows_of(whole)), "its own law does not ask for it any more"


def test_what_a_live_notice_names_keeps_its_terms(session: Session) -> None:
    world = make_late_world()
    with transaction():
        law = adopt(stricter(), SECOND)
        release = add_book(EARLIER, world.publisher)
        row = owed(rows_of(release))["uzd-book-natlib"]
    notice = make_notice(world, row)
    before = terms(release)["uzd-book-natlib"]
    shown = look(law)
    with transaction():
        give(law)
    continue_rejudgings()
    assert terms(release)["uzd-book-natlib"] == before
    assert (shown.kept, only_run(session).kept) == (1, 1)
    assert row.id not in {act.subjects[0][1] for act in acts_of("release", release.id)}
    with transaction():
        notice.withdrawn_at = NOW
        session.flush()
        recompute_obligations(release_id=release.id, by=SYSTEM, at=NOW)
    assert terms(release)["uzd-book-natlib"][:1] == (3,), "once the notice is withdrawn"


def test_it_is_recorded_once_and_for_ever(session: Session) -> None:
    with transaction():
        law = add_two_laws()
    giver = make_account(Role.ADMINISTRATOR)
    with transaction():
        give(law, by=giver.actor())
    effect = session.query(RetroactiveEffect).one()
    kept = (effect.reaches_back_to, effect.citation, effect.given_at, effect.given_by_id)
    assert kept == (REACH, CLAUSE, NOW, giver.id)
    (act, *_others) = acts_of("rule_set", law.id)
    assert (act.name, act.after["reaches_back_to"]) == ("rule_set.made_retroactive", f"{REACH}")
    refuse("law.reach_given_already", lambda: give(law, reach=FIRST), Conflict)
    for statement in (update(RetroactiveEffect).values(citation="x"), delete(RetroactiveEffect)):
        with pytest.raises(IntegrityError), session.begin_nested():
            session.execute(statement)
    laws = rule_sets()
    assert [str(item.effective_from) for item in laws] == [f"{SECOND}", f"{FIRST}"], "as adopted"
    in_force, judged_by = rule_set_on(EARLIER), governing(laws, EARLIER)
    assert in_force is not None
    assert judged_by is not None
    assert (in_force.version, judged_by.version) == ("0.1", "0.2")
    assert governing(laws, REACH - timedelta(1)) is None
    assert session.query(Rejudging).count() == 0, "nothing is registered of that time"


@pytest.mark.parametrize(
    ("reach", "code"),
    [
        (SECOND, "law.reach_not_before"),
        (NEXT_YEAR, "law.reach_not_before"),
        (date(2023, 12, 31), "law.reach_before_calendar"),
    ],
)
def test_a_day_out_of_reach_is_refused(reach: date, code: str) -> None:
    with transaction():
        law = add_two_laws()
    assert refuse(code, lambda: give(law, reach=reach)).field == "reaches_back_to"


def test_it_must_be_in_force_in_this_country() -> None:
    with transaction():
        law = add_two_laws()
        earlier = next(item.id for item in rule_sets() if item.id != law.id)
    coming = make_adopted(version("0.3"), Days(TODAY))
    foreign = version("1").replace("jurisdiction: UZ", "jurisdiction: DE").replace("uz-natlib", "de-dnb")
    other = make_adopted(foreign, Days(FIRST))
    refuse("law.reach_not_in_force", lambda: give(coming, at=LONG_AGO))
    refuse("law.reach_of_another_country", lambda: give(other))
    for wrong in (earlier, law.id):
        refuse(
            "law.reach_not_in_force",
            lambda wrong=wrong: give_retroactive_effect(
                rule_set_id=wrong, reaches_back_to=REACH, citation=CLAUSE, by=SYSTEM, at=NOW
            ),
        )
    refuse("law.reach_without_clause", lambda: _give_without_clause(coming.id))
    refuse("not_found", lambda: _give_without_clause(10**9), NotFound)


def _give_without_clause(rule_set_id: int) -> None:
    give_retroactive_effect(rule_set_id=rule_set_id, reaches_back_to=REACH, citation="", by=SYSTEM, at=NOW)


def test_the_adopter_is_refused(session: Session) -> None:
    with transaction():
        add_two_laws()
    law = make_adopted(version("0.3"), Days(TODAY))
    adopter = session.get_one(Account, law.adopted_by_id)
    refuse("law.reach_same_person", lambda: give(law, by=adopter.actor()))
    with transaction():
        give(law, by=make_account(Role.ADMINISTRATOR).actor())


def test_the_newer_of_two_that_reach_back_governs() -> None:
    with transaction():
        law = add_two_laws()
        release = add_book(EARLIER)
    newest = make_adopted(version("0.3"), Days(TODAY))
    with transaction():
        give(newest)
    continue_rejudgings()
    assert terms(release)["uzd-book-natlib"][2] == newest.id
    assert law.effective_to == TODAY - timedelta(1)


def test_a_release_that_cannot_be_judged_stops_no_other(session: Session) -> None:
    with transaction():
        law = add_two_laws()
        beyond = {"first_batch_released": EARLIER, "print_run_completed": date(2031, 1, 1)}
        add_release(add_organisation(), events=beyond)
        good = add_book(EARLIER)
    shown = look(law)
    with transaction():
        give(law)
    continue_rejudgings()
    run = only_run(session)
    assert (shown.failed, run.failed, run.done, run.total) == (1, 1, 2, 2)
    assert terms(good)["uzd-book-natlib"][0] == 3


def test_a_look_asks_the_database_no_more_often_for_many_releases(session: Session) -> None:
    with transaction():
        law = add_two_laws()
        publisher = add_organisation()
        for _ in range(3):
            add_book(EARLIER, publisher)
    session.commit()
    with counted_statements() as few:
        look(law)
    with transaction():
        for _ in range(30):
            add_book(EARLIER, publisher)
    session.commit()
    with counted_statements() as many:
        assert look(law).releases == 33
    assert len(many) == len(few)


class Killed(BaseException):
    """What a worker knows of its own end."""


def test_a_killed_run_is_taken_up_where_it_stopped_and_nothing_is_doubled(own_app: Flask) -> None:
    with own_app.app_context():
        with transaction():
            law = add_two_laws()
            publisher = add_organisation()
            releases = [add_book(EARLIER, publisher) for _ in range(25)]
        shown = look(law)
        with transaction():
            give(law)
        told: list[int] = []

        def kill(event: Event) -> None:
            told.append(event.subjects[0].id)
            if len(told) == 23:
                raise Killed

        own_app.extensions["nusxa_reactions"].on("obligation.cancelled", kill)
        with pytest.raises(Killed):
            continue_rejudgings()
        with transaction() as current:
            run = current.query(Rejudging).one()
            assert (run.releases, run.cancelled, run.finished_at) == (20, 20, None)
            run.lease_until = (run.lease_until or NOW) - 2 * LEASE
        assert continue_rejudgings() == 1
        with transaction() as current:
            run = current.query(Rejudging).populate_existing().one()
            assert (run.done, run.total) == (25, 25)
            assert (run.added, run.amended, run.cancelled) == (shown.added, shown.changed, shown.cancelled)
            notes = current.scalars(select(RejudgedObligation.obligation_id)).all()
            acts = current.query(AuditEvent).filter(AuditEvent.name.startswith("obligation.")).all()
            changed = [act for act in acts if act.after.get("cause") == "law_retroactive"]
            assert len(notes) == len(set(notes)) == len(changed)
            assert {str(terms(release)) for release in releases} == {str(terms(releases[0]))}
