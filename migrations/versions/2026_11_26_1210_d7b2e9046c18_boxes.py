"""Boxes of a consignment, each with a code of its own.

Revision ID: d7b2e9046c18
Revises: c3f8a1d59e70
Create Date: 2026-11-26 12:10:00
"""
import sqlalchemy as sa
from alembic import op

revision = 'd7b2e9046c18'
down_revision = 'c3f8a1d59e70'
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')


def upgrade():
    op.create_table('box',
    sa.Column('id', BIG, nullable=False),
    sa.Column('consignment_id', BIG, nullable=False),
    sa.Column('ordinal', sa.Integer(), nullable=False),
    sa.Column('code', sa.String(), nullable=False),
    sa.Column('arrived_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('arrived_by_id', BIG, nullable=True),
    sa.ForeignKeyConstraint(['consignment_id'], ['consignment.id'], name=op.f('fk_box_consignment_id_consignment')),
    sa.ForeignKeyConstraint(['arrived_by_id'], ['account.id'], name=op.f('fk_box_arrived_by_id_account')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_box')),
    sa.UniqueConstraint('code', name=op.f('uq_box_code')),
    sa.UniqueConstraint('consignment_id', 'ordinal', name=op.f('uq_box_consignment_id_ordinal'))
    )


def downgrade():
    op.drop_table('box')
