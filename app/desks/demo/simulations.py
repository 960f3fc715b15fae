"""A simulation that somebody has tried: the country's year under another country's law."""

from datetime import datetime, timedelta

from app.desks.demo.books import YEAR
from app.domain.actor import SYSTEM
from app.domain.simulation import USUAL_TENTHS
from app.infra import clock
from app.infra.db import transaction
from app.simulation.jobs import run_waiting_simulations
from app.simulation.rule_sets import choices
from app.simulation.services import Period, begin_simulation

ELSEWHERE = "bundled-de"


def simulate_year(*, at: datetime) -> None:
    """Compare the law in force with one that comes with the product, over a year's registrations."""
    today = clock.local_day(at)
    in_force = choices()[0].key
    with transaction():
        begin_simulation(
            source=Period(today - timedelta(days=YEAR), today),
            laws=[in_force, ELSEWHERE],
            thickness=USUAL_TENTHS,
            by=SYSTEM,
            at=at,
        )
    run_waiting_simulations()
