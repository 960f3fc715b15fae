"""Letters that are given up, and letters that came back.

Revision ID: a16a31c5d7e2
Revises: e16a20d7b3c4
Create Date: 2026-11-26 16:10:00
"""
import sqlalchemy as sa
from alembic import op

revision = 'a16a31c5d7e2'
down_revision = 'e16a20d7b3c4'
branch_labels = None
depends_on = None


def upgrade():
    with op.batch_alter_table('message') as table:
        table.add_column(sa.Column('failed_at', sa.DateTime(timezone=True), nullable=True))
        table.add_column(sa.Column('bounced_at', sa.DateTime(timezone=True), nullable=True))
        table.add_column(sa.Column('bounce', sa.String(), server_default='', nullable=False))


def downgrade():
    with op.batch_alter_table('message') as table:
        table.drop_column('bounce')
        table.drop_column('bounced_at')
        table.drop_column('failed_at')
