"""What becomes of publications when something else happens."""

from sqlalchemy import or_, select, update

from app.domain.events import Event
from app.infra.db import session
from app.organisations.models import Organisation
from app.publications.models import Publication


def publisher_renamed(event: Event) -> None:
    """The names under which an organisation is found have changed: the keys of its titles are outdated.

    Those of records merged into it too. The keys are folded anew by a job, since a publisher may have
    hundreds of thousands of titles.
    """
    renamed = [subject.id for subject in event.subjects if subject.kind == "organisation"]
    same = or_(Organisation.id.in_(renamed), Organisation.merged_into_id.in_(renamed))
    concerned = Publication.publisher_id.in_(select(Organisation.id).where(same))
    session().execute(update(Publication).where(concerned).values(key_outdated=True))
