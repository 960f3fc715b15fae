"""Works off standing orders; the job of reminders, which comes after it, plans the digests."""

from app.compliance.ladder.services.ordering import orders_to_work_on, work_on_order
from app.infra import clock
from app.infra.db import transaction


def work_on_orders() -> int:
    """Call for what is due under each standing order, a portion in each transaction; return for how many."""
    called = 0
    for order_id in orders_to_work_on(clock.today()):
        while True:
            at = clock.now()
            with transaction():
                portion = work_on_order(order_id=order_id, at=at, today=clock.local_day(at))
            if not portion:
                break
            called += portion
    return called
