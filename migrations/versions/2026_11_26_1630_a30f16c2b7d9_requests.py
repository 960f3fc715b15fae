"""Requests of depositors, the authority's decisions, and what they give an obligation.

Revision ID: a30f16c2b7d9
Revises: d15b20f8e3a5
Create Date: 2026-11-26 16:30:00
"""
import sqlalchemy as sa
from alembic import op

revision = 'a30f16c2b7d9'
down_revision = 'd15b20f8e3a5'
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')


def upgrade():
    with op.batch_alter_table('obligation') as batch:
        batch.add_column(sa.Column('pause', sa.Enum('asked', 'upheld', name='pause', native_enum=False, length=32), nullable=True))
        batch.add_column(sa.Column('extended_to', sa.Date(), nullable=True))
        batch.add_column(sa.Column('excused_at', sa.DateTime(timezone=True), nullable=True))


def downgrade():
    with op.batch_alter_table('obligation') as batch:
        batch.drop_column('excused_at')
        batch.drop_column('extended_to')
        batch.drop_column('pause')
