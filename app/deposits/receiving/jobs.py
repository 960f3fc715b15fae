"""Work of the receiving desk that is not done at once."""

from sqlalchemy import select

from app.deposits.receiving.models import Receipt
from app.deposits.receiving.papers import MEDIA_TYPE, render_receipt_act
from app.deposits.receiving.queries import receipt_by_id
from app.infra import clock
from app.infra.db import session, transaction
from app.infra.storage import keep_file

STORE_PAPERS = "receipt papers"


def store_receipt_papers() -> int:
    """Render and keep the act of each receipt and of each reversal that has none yet."""
    waiting = select(Receipt.id).where(Receipt.file_id.is_(None))
    ids = session().scalars(waiting.order_by(Receipt.id)).all()
    return sum(_store(receipt_id) for receipt_id in ids)


def _store(receipt_id: int) -> bool:
    content = render_receipt_act(receipt_by_id(receipt_id))
    with transaction() as current:
        receipt = current.get_one(Receipt, receipt_id, with_for_update=True, populate_existing=True)
        if receipt.file_id is not None:
            return False
        name = f"{receipt.number}.pdf"
        receipt.file_id = keep_file(content, name=name, media_type=MEDIA_TYPE, at=clock.now()).id
    return True
