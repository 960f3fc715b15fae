"""What a scanned or typed text means as an accession number of a library; everywhere read in one manner."""

from collections.abc import Sequence

from sqlalchemy import select

from app.deposits.accessions.models import Accession, AccessionSeries
from app.domain.accessions import OwnNumber, readings
from app.infra.db import session

OwnMeant = tuple[AccessionSeries, OwnNumber]


def series_at(depository_id: int) -> Sequence[AccessionSeries]:
    """Return all series of a library, also those that give no more numbers, in the order of their making."""
    own = AccessionSeries.depository_id == depository_id
    return session().scalars(select(AccessionSeries).where(own).order_by(AccessionSeries.id)).all()


def own_numbers(series: Sequence[AccessionSeries], text: str, *, bare: bool = False) -> list[OwnMeant]:
    """Return the number that is written exactly so, or else those of these series that a text may mean, given
    or not; `bare`: nothing else is asked for."""
    found = [(one, meant) for one in series for meant in one.numbers_meant(text, bare=bare)]
    return [own for own in found if own[1].text == readings(text)[0]] or found


def accessions_meant(depository_id: int, text: str, own: Sequence[OwnMeant]) -> Sequence[Accession]:
    """Return the number that is written exactly so, or else all given ones that the text may mean."""
    written, *others = readings(text)
    numbers = [written, *others, *(meant.text for _series, meant in own)]
    statement = select(Accession).where(
        Accession.depository_id == depository_id, Accession.number.in_(numbers)
    )
    found = session().scalars(statement.order_by(Accession.id)).all()
    return [accession for accession in found if accession.number == written] or found


def called(depository_id: int, text: str) -> Sequence[Accession]:
    """Return the numbers that a text may call: `K2026000011`, `k2026–000011` and `К2026-000011` are one."""
    return accessions_meant(depository_id, text, own_numbers(series_at(depository_id), text))
