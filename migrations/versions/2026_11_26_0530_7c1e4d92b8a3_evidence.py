
"""Evidence of sending, and how a consignment was said to be sent before.

Revision ID: 7c1e4d92b8a3
Revises: 6c1d84e2a9f7
Create Date: 2026-11-26 05:30:00
"""
import sqlalchemy as sa
from alembic import op

revision = '7c1e4d92b8a3'
down_revision = '6c1d84e2a9f7'
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')


def upgrade():
    op.create_table('evidence',
    sa.Column('id', BIG, nullable=False),
    sa.Column('consignment_id', BIG, nullable=False),
    sa.Column('file_id', BIG, nullable=False),
    sa.Column('sent_sha256', sa.String(), nullable=False),
    sa.Column('note', sa.String(), nullable=False),
    sa.Column('attached_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('attached_by_id', BIG, nullable=True),
    sa.Column('withdrawn_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('withdrawn_by_id', BIG, nullable=True),
    sa.Column('withdrawal_reason', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['consignment_id'], ['consignment.id'], name=op.f('fk_evidence_consignment_id_consignment')),
    sa.ForeignKeyConstraint(['file_id'], ['stored_file.id'], name=op.f('fk_evidence_file_id_stored_file')),
    sa.ForeignKeyConstraint(['attached_by_id'], ['account.id'], name=op.f('fk_evidence_attached_by_id_account')),
    sa.ForeignKeyConstraint(['withdrawn_by_id'], ['account.id'], name=op.f('fk_evidence_withdrawn_by_id_account')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_evidence'))
    )
    op.create_index(op.f('ix_evidence_consignment_id'), 'evidence', ['consignment_id'])
    op.create_table('earlier_dispatch',
    sa.Column('id', BIG, nullable=False),
    sa.Column('consignment_id', BIG, nullable=False),
    sa.Column('carrier', sa.String(), nullable=False),
    sa.Column('tracking', sa.String(), nullable=False),
    sa.Column('replaced_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('replaced_by_id', BIG, nullable=True),
    sa.ForeignKeyConstraint(['consignment_id'], ['consignment.id'], name=op.f('fk_earlier_dispatch_consignment_id_consignment')),
    sa.ForeignKeyConstraint(['replaced_by_id'], ['account.id'], name=op.f('fk_earlier_dispatch_replaced_by_id_account')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_earlier_dispatch'))
    )
    op.create_index(op.f('ix_earlier_dispatch_consignment_id'), 'earlier_dispatch', ['consignment_id'])


def downgrade():
    op.drop_table('earlier_dispatch')
    op.drop_table('evidence')
