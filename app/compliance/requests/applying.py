"""Keeps beside obligations what the requests that name them give; the requests are the truth."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import aliased

from app.compliance.requests.models import Decision, DepositorRequest, RequestLine
from app.deposits.obligations.models import Obligation
from app.deposits.obligations.services import relieve
from app.domain.obligations.relief import Claimed, relief_of
from app.domain.requests import effect_of
from app.infra.db import session


def apply_requests(obligation_ids: Collection[int]) -> None:
    """Work out anew what stands beside these obligations, in the transaction of the act that changed it."""
    session().flush()
    lines = claimed(obligation_ids)
    rows = select(Obligation).where(Obligation.id.in_(obligation_ids)).order_by(Obligation.id)
    for row in session().scalars(rows.with_for_update().execution_options(populate_existing=True)):
        relieve(obligation=row, relief=relief_of(lines.get(row.id, ())))


def claimed(obligation_ids: Collection[int]) -> Mapping[int, Sequence[Claimed]]:
    """By obligation what each request asks and was given for it, in one statement."""
    request, first, line, decision = DepositorRequest, aliased(DepositorRequest), RequestLine, Decision
    statement = (
        select(
            line.obligation_id, request.kind, first.kind, request.ended_at, line.granted, line.until,
            decision.decided_at, decision.reopened_at,
        )
        .join(request, request.id == line.request_id)
        .outerjoin(first, first.id == request.against_id)
        .outerjoin(decision, decision.request_id == request.id)
        .where(line.obligation_id.in_(obligation_ids))
    )  # fmt: skip
    found: defaultdict[int, list[Claimed]] = defaultdict(list)
    for obligation_id, kind, against, ended_at, granted, until, decided_at, reopened_at in session().execute(
        statement
    ):
        effect = effect_of(kind, against)
        found[obligation_id].append(
            Claimed(effect, ended_at is None, granted, until, decided_at, reopened_at is not None)
        )
    return found
