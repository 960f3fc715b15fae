"""Requests of depositors, the authority's decisions, and what they give an obligation.

Revision ID: a30f16c2b7d9
Revises: a16a31c5d7e2
Create Date: 2026-11-26 16:30:00
"""
import sqlalchemy as sa
from alembic import op

revision = 'a30f16c2b7d9'
down_revision = 'a16a31c5d7e2'
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')


def upgrade():
    with op.batch_alter_table('obligation') as batch:
        batch.add_column(sa.Column('pause', sa.Enum('asked', 'upheld', name='pause', native_enum=False, length=32), nullable=True))
        batch.add_column(sa.Column('extended_to', sa.Date(), nullable=True))
        batch.add_column(sa.Column('excused_at', sa.DateTime(timezone=True), nullable=True))
    op.create_table('depositor_request',
    sa.Column('id', BIG, nullable=False),
    sa.Column('kind', sa.Enum('extension', 'exemption', 'objection', 'appeal', name='requestkind', native_enum=False, length=32), nullable=False),
    sa.Column('depositor_id', BIG, nullable=False),
    sa.Column('region_soato', sa.String(), nullable=False),
    sa.Column('rule_set_id', BIG, nullable=False),
    sa.Column('notice_id', BIG, nullable=True),
    sa.Column('against_id', BIG, nullable=True),
    sa.Column('asked_until', sa.Date(), nullable=True),
    sa.Column('words', sa.String(), nullable=False),
    sa.Column('carrier', sa.String(), nullable=False),
    sa.Column('tracking', sa.String(), nullable=False),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('made_by_id', BIG, nullable=True),
    sa.Column('submit_by', sa.Date(), nullable=True),
    sa.Column('answer_by', sa.Date(), nullable=True),
    sa.Column('answer_provisional', sa.Boolean(), nullable=False),
    sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('withdrawn_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('withdrawn_by_id', BIG, nullable=True),
    sa.ForeignKeyConstraint(['depositor_id'], ['organisation.id'], name=op.f('fk_depositor_request_depositor_id_organisation')),
    sa.ForeignKeyConstraint(['region_soato'], ['region.soato'], name=op.f('fk_depositor_request_region_soato_region')),
    sa.ForeignKeyConstraint(['rule_set_id'], ['adopted_rule_set.id'], name=op.f('fk_depositor_request_rule_set_id_adopted_rule_set')),
    sa.ForeignKeyConstraint(['notice_id'], ['notice.id'], name=op.f('fk_depositor_request_notice_id_notice')),
    sa.ForeignKeyConstraint(['against_id'], ['depositor_request.id'], name=op.f('fk_depositor_request_against_id_depositor_request')),
    sa.ForeignKeyConstraint(['made_by_id'], ['account.id'], name=op.f('fk_depositor_request_made_by_id_account')),
    sa.ForeignKeyConstraint(['withdrawn_by_id'], ['account.id'], name=op.f('fk_depositor_request_withdrawn_by_id_account')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_depositor_request'))
    )
    for column in ('depositor_id', 'region_soato', 'notice_id', 'against_id'):
        op.create_index(f'ix_depositor_request_{column}', 'depositor_request', [column])
    op.create_index(
        'ix_depositor_request_waiting', 'depositor_request', ['answer_by', 'id'],
        postgresql_where=sa.text('ended_at IS NULL'), sqlite_where=sa.text('ended_at IS NULL'),
    )
    op.create_table('request_line',
    sa.Column('id', BIG, nullable=False),
    sa.Column('request_id', BIG, nullable=False),
    sa.Column('obligation_id', BIG, nullable=False),
    sa.Column('copies', sa.Integer(), nullable=True),
    sa.Column('due_on', sa.Date(), nullable=True),
    sa.Column('granted', sa.Boolean(), nullable=True),
    sa.Column('until', sa.Date(), nullable=True),
    sa.ForeignKeyConstraint(['request_id'], ['depositor_request.id'], name=op.f('fk_request_line_request_id_depositor_request')),
    sa.ForeignKeyConstraint(['obligation_id'], ['obligation.id'], name=op.f('fk_request_line_obligation_id_obligation')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_request_line')),
    sa.UniqueConstraint('request_id', 'obligation_id', name=op.f('uq_request_line_request_id_obligation_id'))
    )
    op.create_index('ix_request_line_obligation', 'request_line', ['obligation_id'])
    op.create_table('request_file',
    sa.Column('id', BIG, nullable=False),
    sa.Column('request_id', BIG, nullable=False),
    sa.Column('file_id', BIG, nullable=False),
    sa.Column('sent_sha256', sa.String(), nullable=False),
    sa.Column('added_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['request_id'], ['depositor_request.id'], name=op.f('fk_request_file_request_id_depositor_request')),
    sa.ForeignKeyConstraint(['file_id'], ['stored_file.id'], name=op.f('fk_request_file_file_id_stored_file')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_request_file')),
    sa.UniqueConstraint('request_id', 'sent_sha256', name=op.f('uq_request_file_request_id_sent_sha256'))
    )
    op.create_table('request_decision',
    sa.Column('id', BIG, nullable=False),
    sa.Column('request_id', BIG, nullable=False),
    sa.Column('outcome', sa.Enum('granted', 'partly', 'refused', name='outcome', native_enum=False, length=32), nullable=False),
    sa.Column('reasons', sa.String(), nullable=False),
    sa.Column('series', sa.String(), nullable=False),
    sa.Column('year', sa.Integer(), nullable=False),
    sa.Column('sequence', sa.Integer(), nullable=False),
    sa.Column('number', sa.String(), nullable=False),
    sa.Column('specimen', sa.Boolean(), nullable=False),
    sa.Column('verification_code', sa.String(), nullable=False),
    sa.Column('language', sa.String(), nullable=False),
    sa.Column('template_version', sa.String(), nullable=False),
    sa.Column('facts', sa.JSON(), nullable=False),
    sa.Column('decided_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('decided_by_id', BIG, nullable=True),
    sa.Column('appeal_by', sa.Date(), nullable=True),
    sa.Column('file_id', BIG, nullable=True),
    sa.Column('reopened_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('reopened_by_id', BIG, nullable=True),
    sa.Column('reopening_reason', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['request_id'], ['depositor_request.id'], name=op.f('fk_request_decision_request_id_depositor_request')),
    sa.ForeignKeyConstraint(['decided_by_id'], ['account.id'], name=op.f('fk_request_decision_decided_by_id_account')),
    sa.ForeignKeyConstraint(['file_id'], ['stored_file.id'], name=op.f('fk_request_decision_file_id_stored_file')),
    sa.ForeignKeyConstraint(['reopened_by_id'], ['account.id'], name=op.f('fk_request_decision_reopened_by_id_account')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_request_decision')),
    sa.UniqueConstraint('request_id', name=op.f('uq_request_decision_request_id')),
    sa.UniqueConstraint('series', 'year', 'sequence', name=op.f('uq_request_decision_series_year_sequence')),
    sa.UniqueConstraint('verification_code', name=op.f('uq_request_decision_verification_code'))
    )


def downgrade():
    for table in ('request_decision', 'request_file', 'request_line', 'depositor_request'):
        op.drop_table(table)
    with op.batch_alter_table('obligation') as batch:
        batch.drop_column('excused_at')
        batch.drop_column('extended_to')
        batch.drop_column('pause')
