"""The index of what depositors owe holds all that the worklist of the late counts.

Revision ID: d2200e7c5a94
Revises: c2110a8e5d42
Create Date: 2026-11-26 22:00:00
"""
import sqlalchemy as sa
from alembic import op

revision = 'd2200e7c5a94'
down_revision = 'c2110a8e5d42'
branch_labels = None
depends_on = None

NAME = 'ix_obligation_open_depositor_due'
KEY = ['depositor_id', 'due_on', 'id']
COUNTED = ['release_id', 'copies', 'received', 'held', 'event_on', 'provisional', 'extended_to', 'pause', 'region_soato']
OPEN = {'postgresql_where': sa.text('open'), 'sqlite_where': sa.text('open = 1')}


def upgrade():
    op.drop_index(NAME, table_name='obligation')
    op.create_index(NAME, 'obligation', [*KEY, *COUNTED], unique=False, **OPEN)


def downgrade():
    op.drop_index(NAME, table_name='obligation')
    op.create_index(NAME, 'obligation', KEY, unique=False, **OPEN)
