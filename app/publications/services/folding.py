"""Search keys that are outdated are folded anew."""

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from app.infra.db import session
from app.publications.models import Publication
from app.publications.services.rows import write_search_key


def fold_some_keys(limit: int) -> int:
    """Fold so many outdated keys of publications; return how many there were. Others may do so too."""
    outdated = (
        select(Publication)
        .where(Publication.key_outdated)
        .order_by(Publication.id)
        .limit(limit)
        .options(
            joinedload(Publication.publisher),
            selectinload(Publication.contributors),
            selectinload(Publication.identifiers),
        )
        .with_for_update(of=Publication, skip_locked=True)
    )
    publications = session().scalars(outdated).all()
    for publication in publications:
        write_search_key(publication, publication.publisher)
    session().flush()
    return len(publications)
