"""Claims to the authority that were taken back.

Revision ID: d0810e5c4a27
Revises: c0520a7be931
Create Date: 2026-11-28 08:10:00
"""
import sqlalchemy as sa
from alembic import op

revision = 'd0810e5c4a27'
down_revision = 'c0520a7be931'
branch_labels = None
depends_on = None


BIG = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')


def upgrade():
    op.create_table('claim_withdrawal',
    sa.Column('id', BIG, nullable=False),
    sa.Column('claim_id', BIG, nullable=False),
    sa.Column('reason', sa.String(), nullable=False),
    sa.Column('withdrawn_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('withdrawn_by_id', BIG, nullable=True),
    sa.ForeignKeyConstraint(['claim_id'], ['claim.id'], name=op.f('fk_claim_withdrawal_claim_id_claim')),
    sa.ForeignKeyConstraint(['withdrawn_by_id'], ['account.id'], name=op.f('fk_claim_withdrawal_withdrawn_by_id_account')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_claim_withdrawal')),
    sa.UniqueConstraint('claim_id', name=op.f('uq_claim_withdrawal_claim_id'))
    )


def downgrade():
    op.drop_table('claim_withdrawal')
