"""What waits that was asked about a notice."""

from sqlalchemy import Select, select

from app.compliance.requests.models import DepositorRequest


def waiting_about(notice_id: int) -> Select[DepositorRequest]:
    """The requests about a notice that nobody has decided or withdrawn."""
    return select(DepositorRequest).where(
        DepositorRequest.notice_id == notice_id, DepositorRequest.ended_at.is_(None)
    )
