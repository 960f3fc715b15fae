"""Periodicals that were registered by mistake.

Revision ID: c3f81a6d5e72
Revises: 5b7d20e9c4a1
Create Date: 2026-11-26 10:20:00
"""
import sqlalchemy as sa
from alembic import op

from app.infra.db import UtcDateTime

revision = 'c3f81a6d5e72'
down_revision = '5b7d20e9c4a1'
branch_labels = None
depends_on = None


def upgrade():
    with op.batch_alter_table('periodical') as table:
        table.add_column(sa.Column('withdrawn_at', UtcDateTime(), nullable=True))
        table.add_column(sa.Column('withdrawal_reason', sa.String(), server_default='', nullable=False))
    with op.batch_alter_table('periodical') as table:
        table.alter_column('withdrawal_reason', server_default=None)


def downgrade():
    with op.batch_alter_table('periodical') as table:
        table.drop_column('withdrawal_reason')
        table.drop_column('withdrawn_at')
