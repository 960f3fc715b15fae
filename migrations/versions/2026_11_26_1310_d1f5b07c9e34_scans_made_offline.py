"""What the clock of a device said when a copy was scanned on it without a network.

Revision ID: d1f5b07c9e34
Revises: d7b2e9046c18
Create Date: 2026-11-26 13:10:00
"""
import sqlalchemy as sa
from alembic import op

revision = 'd1f5b07c9e34'
down_revision = 'd7b2e9046c18'
branch_labels = None
depends_on = None


def upgrade():
    with op.batch_alter_table('scan') as table:
        table.add_column(sa.Column('device_at', sa.DateTime(timezone=True), nullable=True))


def downgrade():
    with op.batch_alter_table('scan') as table:
        table.drop_column('device_at')
