"""The last of the numbers counted through for which a double number of a periodical counts.

Revision ID: f2120d9c5b83
Revises: d0520b8c4f71
Create Date: 2026-11-27 21:20:00
"""
import sqlalchemy as sa
from alembic import op

revision = 'f2120d9c5b83'
down_revision = 'd0520b8c4f71'
branch_labels = None
depends_on = None


def upgrade():
    op.add_column('issue', sa.Column('last_whole', sa.Integer(), nullable=True))


def downgrade():
    op.drop_column('issue', 'last_whole')
