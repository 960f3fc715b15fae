"""What is to be counted anew is found day by day.

Revision ID: a2205f8d6b13
Revises: d2200e7c5a94
Create Date: 2026-11-26 22:05:00
"""
from alembic import op

revision = 'a2205f8d6b13'
down_revision = 'd2200e7c5a94'
branch_labels = None
depends_on = None

NAME = 'ix_obligation_change_day'


def upgrade():
    op.create_index(NAME, 'obligation_change', ['due_on', 'depositor_id', 'id'], unique=False)


def downgrade():
    op.drop_index(NAME, table_name='obligation_change')
