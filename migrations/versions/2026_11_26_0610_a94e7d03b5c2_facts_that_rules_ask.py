"""Facts of a release that some rules ask: copies imported, printed on demand, for hire only.

Revision ID: a94e7d03b5c2
Revises: 9d3a6f18c2e4
Create Date: 2026-11-26 06:10:00
"""
import sqlalchemy as sa
from alembic import op

revision = 'a94e7d03b5c2'
down_revision = '9d3a6f18c2e4'
branch_labels = None
depends_on = None

TRUTHS = ('print_on_demand', 'hire_only')


def upgrade():
    with op.batch_alter_table('release') as table:
        table.add_column(sa.Column('import_copies', sa.Integer(), nullable=True))
        for name in TRUTHS:
            table.add_column(sa.Column(name, sa.Boolean(), nullable=True))


def downgrade():
    with op.batch_alter_table('release') as table:
        for name in (*TRUTHS, 'import_copies'):
            table.drop_column(name)
