"""The index of open obligations by day holds all that is asked of the late: their total looks no rows up.

Revision ID: b0510d7a3e94
Revises: e2350c7f1b86
Create Date: 2026-11-27 05:10:00
"""
import sqlalchemy as sa
from alembic import op

revision = 'b0510d7a3e94'
down_revision = 'e2350c7f1b86'
branch_labels = None
depends_on = None

NAME = 'ix_obligation_open_due'
KEY = ['due_on', 'id']
ASKED = ['event_on', 'cancelled_at', 'extended_to', 'pause']
OPEN = {'postgresql_where': sa.text('open'), 'sqlite_where': sa.text('open = 1')}


def upgrade():
    op.drop_index(NAME, table_name='obligation')
    op.create_index(NAME, 'obligation', [*KEY, *ASKED], unique=False, **OPEN)


def downgrade():
    op.drop_index(NAME, table_name='obligation')
    op.create_index(NAME, 'obligation', KEY, unique=False, **OPEN)
