"""Copies of its own that a collecting library gave away, as the law orders.

Revision ID: e2350c7f1b86
Revises: e2330c5f8a17
Create Date: 2026-11-26 23:50:00
"""
import sqlalchemy as sa
from alembic import op

revision = 'e2350c7f1b86'
down_revision = 'e2330c5f8a17'
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')


def upgrade():
    op.create_table('given_copy',
    sa.Column('id', BIG, nullable=False),
    sa.Column('scan_id', BIG, nullable=False),
    sa.Column('obligation_id', BIG, nullable=False),
    sa.Column('recipient', sa.String(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('by_id', BIG, nullable=True),
    sa.Column('taken_back_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['by_id'], ['account.id'], name=op.f('fk_given_copy_by_id_account')),
    sa.ForeignKeyConstraint(['obligation_id'], ['obligation.id'], name=op.f('fk_given_copy_obligation_id_obligation')),
    sa.ForeignKeyConstraint(['scan_id'], ['scan.id'], name=op.f('fk_given_copy_scan_id_scan')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_given_copy'))
    )
    op.create_index(op.f('ix_given_copy_obligation_id'), 'given_copy', ['obligation_id'])
    op.create_index('uq_given_copy_standing', 'given_copy', ['scan_id'], unique=True,
                    postgresql_where=sa.text('taken_back_at IS NULL'), sqlite_where=sa.text('taken_back_at IS NULL'))


def downgrade():
    op.drop_table('given_copy')
