"""Collecting libraries: copies held for others, and transfers.

Revision ID: c5f0a1d27e64
Revises: a94e7d03b5c2
Create Date: 2026-11-26 09:30:00
"""
import sqlalchemy as sa
from alembic import op

revision = 'c5f0a1d27e64'
down_revision = 'a94e7d03b5c2'
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')
LIVE = 'copy_id IS NOT NULL AND undone_at IS NULL'


def upgrade():
    op.create_table('collecting',
    sa.Column('depository_id', BIG, nullable=False),
    sa.Column('collector_id', BIG, nullable=False),
    sa.Column('named_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('named_by_id', BIG, nullable=True),
    sa.CheckConstraint('depository_id <> collector_id', name=op.f('ck_collecting_not_itself')),
    sa.ForeignKeyConstraint(['depository_id'], ['organisation.id'], name=op.f('fk_collecting_depository_id_organisation')),
    sa.ForeignKeyConstraint(['collector_id'], ['organisation.id'], name=op.f('fk_collecting_collector_id_organisation')),
    sa.ForeignKeyConstraint(['named_by_id'], ['account.id'], name=op.f('fk_collecting_named_by_id_account')),
    sa.PrimaryKeyConstraint('depository_id', name=op.f('pk_collecting'))
    )
    op.create_index(op.f('ix_collecting_collector_id'), 'collecting', ['collector_id'])
    op.create_table('passed_copy',
    sa.Column('line_id', BIG, nullable=False),
    sa.Column('copy_id', BIG, nullable=False),
    sa.ForeignKeyConstraint(['line_id'], ['consignment_line.id'], name=op.f('fk_passed_copy_line_id_consignment_line')),
    sa.ForeignKeyConstraint(['copy_id'], ['copy.id'], name=op.f('fk_passed_copy_copy_id_copy')),
    sa.PrimaryKeyConstraint('line_id', 'copy_id', name=op.f('pk_passed_copy'))
    )
    op.create_index(op.f('ix_passed_copy_copy_id'), 'passed_copy', ['copy_id'])
    op.add_column('consignment', sa.Column('is_transfer', sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column('obligation', sa.Column('held', sa.Integer(), server_default='0', nullable=False))
    with op.batch_alter_table('receipt_line') as batch:
        batch.add_column(sa.Column('held_for_id', BIG, nullable=True))
        batch.create_foreign_key(op.f('fk_receipt_line_held_for_id_obligation'), 'obligation', ['held_for_id'], ['id'])
        batch.create_index(op.f('ix_receipt_line_held_for_id'), ['held_for_id'])
    op.drop_index('uq_scan_live_copy', 'scan')
    op.add_column('scan', sa.Column('passed_on_at', sa.DateTime(timezone=True), nullable=True))
    here = sa.text(f'{LIVE} AND passed_on_at IS NULL')
    op.create_index('uq_scan_live_copy', 'scan', ['copy_id'], unique=True, postgresql_where=here, sqlite_where=here)


def downgrade():
    live = sa.text(LIVE)
    op.drop_index('uq_scan_live_copy', 'scan')
    op.drop_column('scan', 'passed_on_at')
    op.create_index('uq_scan_live_copy', 'scan', ['copy_id'], unique=True, postgresql_where=live, sqlite_where=live)
    with op.batch_alter_table('receipt_line') as batch:
        batch.drop_index(op.f('ix_receipt_line_held_for_id'))
        batch.drop_constraint(op.f('fk_receipt_line_held_for_id_obligation'), type_='foreignkey')
        batch.drop_column('held_for_id')
    op.drop_column('obligation', 'held')
    op.drop_column('consignment', 'is_transfer')
    op.drop_table('passed_copy')
    op.drop_table('collecting')
