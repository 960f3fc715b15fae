"""A library that the law has give copies of its own away."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.infra.db import transaction
from app.organisations.models import Organisation
from tests.factories.law import add_calendar, adopt, uz_draft_text
from tests.factories.receiving import World, make_world

LIBRARY = "    depository: uz-natlib\n"
GIVES = """    forwards_to:
      - recipient: reserve
        copies: {copies}
        within: {{value: 5, unit: day, day_count: working, event: delivered, direction: after,
                 start_day_counts: false, roll: none}}
  - id: reserve
    title: {{uz: Zaxira fondlari, ru: Резервные фонды, en: Reserve funds}}
    role: deposit_library_group
    group: [uz-akm-1703, uz-akm-1706]
"""


def world_under(session: Session, copies: str) -> World:
    """A library that is owed three copies of a book under a law that has it give so many to two others."""
    world = make_world(1, copies=3)
    text = uz_draft_text().replace(LIBRARY, LIBRARY + GIVES.format(copies=copies), 1)
    with transaction():
        add_calendar()
        law = adopt(text.replace('version: "0.1"', 'version: "0.2"'), date(2027, 1, 1))
        session.merge(world.obligations[0]).rule_set_id = law.id
        for taken in session.scalars(select(Organisation).where(Organisation.code == "uz-natlib")):
            taken.code = None
        session.flush()
        session.get_one(Organisation, world.library.id).code = "uz-natlib"
    return world
