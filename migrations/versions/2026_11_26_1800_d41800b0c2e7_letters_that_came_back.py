"""Letters that came back are found by whom they were to.

Revision ID: d41800b0c2e7
Revises: 1add3b1750e2
Create Date: 2026-11-26 18:00:00
"""
import sqlalchemy as sa
from alembic import op

revision = 'd41800b0c2e7'
down_revision = '1add3b1750e2'
branch_labels = None
depends_on = None


def upgrade():
    back = sa.text('bounced_at IS NOT NULL')
    op.create_index('ix_message_bounced', 'message', ['to', 'bounced_at'], postgresql_where=back, sqlite_where=back)


def downgrade():
    op.drop_index('ix_message_bounced', 'message')
