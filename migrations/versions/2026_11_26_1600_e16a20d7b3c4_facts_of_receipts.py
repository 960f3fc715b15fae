"""What the act of a receipt says is kept with it.

Revision ID: e16a20d7b3c4
Revises: d15b20f8e3a5
Create Date: 2026-11-26 16:00:00
"""
import sqlalchemy as sa
from alembic import op

revision = 'e16a20d7b3c4'
down_revision = 'd15b20f8e3a5'
branch_labels = None
depends_on = None


def upgrade():
    with op.batch_alter_table('receipt') as table:
        table.add_column(sa.Column('language', sa.String(), nullable=True))
        table.add_column(sa.Column('facts', sa.JSON(), nullable=True))


def downgrade():
    with op.batch_alter_table('receipt') as table:
        table.drop_column('facts')
        table.drop_column('language')
