"""What the titles of a batch owed when it was counted last.

Revision ID: c2020f7b9a16
Revises: c2010e5a7b39
Create Date: 2026-11-26 20:20:00
"""
import sqlalchemy as sa
from alembic import op

from app.infra.db import UtcDateTime

revision = 'c2020f7b9a16'
down_revision = 'c2010e5a7b39'
branch_labels = None
depends_on = None


def upgrade():
    op.add_column('import_batch', sa.Column('owed', sa.JSON(none_as_null=True), nullable=True))
    op.add_column('import_batch', sa.Column('owed_at', UtcDateTime(), nullable=True))


def downgrade():
    with op.batch_alter_table('import_batch') as table:
        table.drop_column('owed_at')
        table.drop_column('owed')
