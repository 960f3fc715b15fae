"""How people write their names in Russian.

Revision ID: e2330c5f8a17
Revises: d2320e6b8c15
Create Date: 2026-11-26 23:30:00
"""
import sqlalchemy as sa
from alembic import op

revision = 'e2330c5f8a17'
down_revision = 'd2320e6b8c15'
branch_labels = None
depends_on = None


def upgrade():
    op.add_column('account', sa.Column('name_ru', sa.String(), nullable=False, server_default=''))


def downgrade():
    op.drop_column('account', 'name_ru')
