"""Batches of notices: many depositors, one notice each, issued by the worker.

Revision ID: b17b00a4c6d1
Revises: a1650c32e9f7
Create Date: 2026-11-26 17:00:00
"""
import sqlalchemy as sa
from alembic import op

revision = 'b17b00a4c6d1'
down_revision = 'a1650c32e9f7'
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')


def upgrade():
    op.create_table('notice_batch',
    sa.Column('id', BIG, nullable=False),
    sa.Column('region_soato', sa.String(), nullable=True),
    sa.Column('language', sa.String(), nullable=False),
    sa.Column('noticed_already', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('created_by_id', BIG, nullable=True),
    sa.Column('started_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('started_by_id', BIG, nullable=True),
    sa.Column('paused_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('stopped_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('finished_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('print_file_id', BIG, nullable=True),
    sa.ForeignKeyConstraint(['region_soato'], ['region.soato'], name=op.f('fk_notice_batch_region_soato_region')),
    sa.ForeignKeyConstraint(['created_by_id'], ['account.id'], name=op.f('fk_notice_batch_created_by_id_account')),
    sa.ForeignKeyConstraint(['started_by_id'], ['account.id'], name=op.f('fk_notice_batch_started_by_id_account')),
    sa.ForeignKeyConstraint(['print_file_id'], ['stored_file.id'], name=op.f('fk_notice_batch_print_file_id_stored_file')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_notice_batch'))
    )
    op.create_index(op.f('ix_notice_batch_region_soato'), 'notice_batch', ['region_soato'])
    op.create_table('notice_batch_line',
    sa.Column('id', BIG, nullable=False),
    sa.Column('batch_id', BIG, nullable=False),
    sa.Column('depositor_id', BIG, nullable=False),
    sa.Column('outcome', sa.Enum('waiting', 'issued', 'nothing_left', 'failed', name='outcome', native_enum=False, length=32), nullable=False),
    sa.Column('notice_id', BIG, nullable=True),
    sa.Column('failure', sa.JSON(none_as_null=True), nullable=True),
    sa.Column('settled_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('pages', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['batch_id'], ['notice_batch.id'], name=op.f('fk_notice_batch_line_batch_id_notice_batch')),
    sa.ForeignKeyConstraint(['depositor_id'], ['organisation.id'], name=op.f('fk_notice_batch_line_depositor_id_organisation')),
    sa.ForeignKeyConstraint(['notice_id'], ['notice.id'], name=op.f('fk_notice_batch_line_notice_id_notice')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_notice_batch_line')),
    sa.UniqueConstraint('batch_id', 'depositor_id', name=op.f('uq_notice_batch_line_batch_id_depositor_id')),
    sa.UniqueConstraint('notice_id', name=op.f('uq_notice_batch_line_notice_id'))
    )
    op.create_index(op.f('ix_notice_batch_line_depositor_id'), 'notice_batch_line', ['depositor_id'])
    op.create_index('ix_notice_batch_line_outcome', 'notice_batch_line', ['batch_id', 'outcome', 'id'])


def downgrade():
    op.drop_table('notice_batch_line')
    op.drop_table('notice_batch')
