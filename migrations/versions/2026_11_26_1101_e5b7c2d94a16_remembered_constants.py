"""What is the same in every record is remembered for the headings of a file, as their mapping is.

Revision ID: e5b7c2d94a16
Revises: e70b94c2a1d6
Create Date: 2026-11-26 11:01:00
"""
import sqlalchemy as sa
from alembic import op

revision = 'e5b7c2d94a16'
down_revision = 'e70b94c2a1d6'
branch_labels = None
depends_on = None


def upgrade():
    with op.batch_alter_table('remembered_mapping') as table:
        table.add_column(sa.Column('constants', sa.JSON(), nullable=False, server_default='{}'))
    with op.batch_alter_table('remembered_mapping') as table:
        table.alter_column('constants', server_default=None, existing_type=sa.JSON(), existing_nullable=False)


def downgrade():
    with op.batch_alter_table('remembered_mapping') as table:
        table.drop_column('constants')
