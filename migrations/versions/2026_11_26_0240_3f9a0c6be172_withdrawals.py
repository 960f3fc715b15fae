"""Registrations that were taken back.

Revision ID: 3f9a0c6be172
Revises: e5a3d9b7c1f4
Create Date: 2026-11-26 02:40:00
"""
from alembic import op
import sqlalchemy as sa

revision = '3f9a0c6be172'
down_revision = 'e5a3d9b7c1f4'
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')


def upgrade():
    op.create_table('release_withdrawal',
    sa.Column('release_id', BIG, nullable=False),
    sa.Column('reason', sa.String(), nullable=False),
    sa.Column('withdrawn_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('withdrawn_by_id', BIG, nullable=True),
    sa.ForeignKeyConstraint(['release_id'], ['release.id'], name=op.f('fk_release_withdrawal_release_id_release')),
    sa.ForeignKeyConstraint(['withdrawn_by_id'], ['account.id'], name=op.f('fk_release_withdrawal_withdrawn_by_id_account')),
    sa.PrimaryKeyConstraint('release_id', name=op.f('pk_release_withdrawal'))
    )


def downgrade():
    op.drop_table('release_withdrawal')
