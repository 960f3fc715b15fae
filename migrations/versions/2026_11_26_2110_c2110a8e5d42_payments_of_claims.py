"""What was paid of claims for copies bought at the depositor's cost.

Revision ID: c2110a8e5d42
Revises: b2105e4a7f19
Create Date: 2026-11-26 21:10:00
"""
import sqlalchemy as sa
from alembic import op

revision = 'c2110a8e5d42'
down_revision = 'b2105e4a7f19'
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')


def upgrade():
    op.create_table('purchase_payment',
    sa.Column('id', BIG, nullable=False),
    sa.Column('purchase_id', BIG, nullable=False),
    sa.Column('paid_on', sa.Date(), nullable=False),
    sa.Column('amount', sa.BigInteger(), nullable=False),
    sa.Column('reference', sa.String(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('by_id', BIG, nullable=True),
    sa.Column('corrects_id', BIG, nullable=True),
    sa.CheckConstraint('amount >= 0', name=op.f('ck_purchase_payment_no_debt')),
    sa.ForeignKeyConstraint(['by_id'], ['account.id'], name=op.f('fk_purchase_payment_by_id_account')),
    sa.ForeignKeyConstraint(['corrects_id'], ['purchase_payment.id'],
                            name=op.f('fk_purchase_payment_corrects_id_purchase_payment')),
    sa.ForeignKeyConstraint(['purchase_id'], ['purchase.id'], name=op.f('fk_purchase_payment_purchase_id_purchase')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_purchase_payment')),
    sa.UniqueConstraint('corrects_id', name=op.f('uq_purchase_payment_corrects_id'))
    )
    op.create_index(op.f('ix_purchase_payment_purchase_id'), 'purchase_payment', ['purchase_id'])


def downgrade():
    op.drop_table('purchase_payment')
