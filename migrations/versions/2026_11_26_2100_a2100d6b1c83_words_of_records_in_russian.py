"""Address, post and name of the head in Russian, the post in English.

Revision ID: a2100d6b1c83
Revises: c2020f7b9a16
Create Date: 2026-11-26 21:00:00
"""
import sqlalchemy as sa
from alembic import op

revision = 'a2100d6b1c83'
down_revision = 'c2020f7b9a16'
branch_labels = None
depends_on = None

ADDED = ('address_ru', 'head_post_ru', 'head_post_en', 'head_name_ru')


def upgrade():
    for name in ADDED:
        op.add_column('organisation', sa.Column(name, sa.String(), nullable=False, server_default=''))


def downgrade():
    for name in reversed(ADDED):
        op.drop_column('organisation', name)
