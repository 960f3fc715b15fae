"""Officials who do the same at the same moment: one does it, the others are told who was first."""

from collections.abc import Callable
from datetime import timedelta
from threading import Barrier, Thread

from flask import Flask

from app.compliance.ladder.services.ordering import give_order
from app.compliance.ladder.steps import step_of
from app.compliance.requests.services.deciding import Verdict, decide_request
from app.compliance.requests.services.ending import reopen_request
from app.domain.actor import Actor, Role
from app.domain.errors import Conflict
from app.domain.requests import Outcome, RequestKind
from app.infra.db import transaction
from tests.factories.accounts import make_account
from tests.factories.compliance import AT, TODAY, add_inspector, add_late, make_late_world
from tests.factories.requests import ask, decide

OFFICIALS = 3


def told(app: Flask, officials: list[Actor], act: Callable[[Actor], object]) -> list[str]:
    """Let all act at once; return what those are told who come too late."""
    together, refused = Barrier(len(officials)), list[str]()

    def work(official: Actor) -> None:
        with app.app_context():
            together.wait()
            try:
                with transaction():
                    act(official)
            except Conflict as error:
                refused.append(error.code)

    threads = [Thread(target=work, args=(official,)) for official in officials]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return refused


def test_one_decides_takes_up_again_and_orders(own_app: Flask) -> None:
    with own_app.app_context():
        world = make_late_world()
        clerk = make_account(Role.DEPOSITOR, world.publisher).actor()
        with transaction():
            rows = [add_late(world, title=title) for title in ("Olma", "Anor")]
            officials = [add_inspector(world.authority) for _ in range(OFFICIALS)]
            law_id = world.rules.id
        accepted, waiting = ask(rows[:1], clerk), ask(rows[1:], clerk, RequestKind.EXEMPTION)
        decide(accepted, officials[0])
        accepted_id, waiting_id = accepted.id, waiting.id
    later = AT + timedelta(days=1)

    def reopen(official: Actor) -> None:
        reopen_request(request_id=accepted_id, reason="Xato", by=official, at=later)

    def refuse(official: Actor) -> None:
        verdict = Verdict(Outcome.REFUSED, "Asos yoʻq.", "uz", (), None)
        decide_request(request_id=waiting_id, verdict=verdict, by=official, at=later)

    def order(official: Actor) -> None:
        give_order(step=step_of(law_id, 1), from_on=TODAY, reason="Buyruq 14-son", by=official, at=AT)

    assert told(own_app, officials, reopen) == ["request.nothing_to_reopen"] * (OFFICIALS - 1)
    assert told(own_app, officials, refuse) == ["request.decided_already"] * (OFFICIALS - 1)
    assert told(own_app, officials, order) == ["ladder.ordered_already"] * (OFFICIALS - 1)
