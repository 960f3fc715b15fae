"""Cases of non-compliance, their notes, files and proposed sanctions, and what units of the law are worth.

Revision ID: ca5e10b7f3d9
Revises: a30f16c2b7d9
Create Date: 2026-11-26 16:40:00
"""
import sqlalchemy as sa
from alembic import op

revision = 'ca5e10b7f3d9'
down_revision = 'a30f16c2b7d9'
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')


def upgrade():
    op.create_table('compliance_case',
    sa.Column('id', BIG, nullable=False),
    sa.Column('series', sa.String(), nullable=False),
    sa.Column('year', sa.Integer(), nullable=False),
    sa.Column('sequence', sa.Integer(), nullable=False),
    sa.Column('number', sa.String(), nullable=False),
    sa.Column('specimen', sa.Boolean(), nullable=False),
    sa.Column('depositor_id', BIG, nullable=False),
    sa.Column('region_soato', sa.String(), nullable=False),
    sa.Column('rule_set_id', BIG, nullable=False),
    sa.Column('inspector_id', BIG, nullable=True),
    sa.Column('opened_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('opened_by_id', BIG, nullable=True),
    sa.Column('outcome', sa.Enum('cured', 'excused', 'referred', 'closed', name='outcome', native_enum=False, length=32), nullable=True),
    sa.Column('outcome_reason', sa.String(), nullable=False),
    sa.Column('settled_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('settled_by_id', BIG, nullable=True),
    sa.Column('acts', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['depositor_id'], ['organisation.id'], name=op.f('fk_compliance_case_depositor_id_organisation')),
    sa.ForeignKeyConstraint(['region_soato'], ['region.soato'], name=op.f('fk_compliance_case_region_soato_region')),
    sa.ForeignKeyConstraint(['rule_set_id'], ['adopted_rule_set.id'], name=op.f('fk_compliance_case_rule_set_id_adopted_rule_set')),
    sa.ForeignKeyConstraint(['inspector_id'], ['account.id'], name=op.f('fk_compliance_case_inspector_id_account')),
    sa.ForeignKeyConstraint(['opened_by_id'], ['account.id'], name=op.f('fk_compliance_case_opened_by_id_account')),
    sa.ForeignKeyConstraint(['settled_by_id'], ['account.id'], name=op.f('fk_compliance_case_settled_by_id_account')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_compliance_case')),
    sa.UniqueConstraint('series', 'year', 'sequence', name=op.f('uq_compliance_case_series_year_sequence'))
    )
    op.create_index(op.f('ix_compliance_case_depositor_id'), 'compliance_case', ['depositor_id'])
    op.create_index(op.f('ix_compliance_case_region_soato'), 'compliance_case', ['region_soato'])
    op.create_index(op.f('ix_compliance_case_inspector_id'), 'compliance_case', ['inspector_id'])
    op.create_index('ix_compliance_case_opened', 'compliance_case', ['opened_at', 'id'])
    op.create_index('uq_compliance_case_open', 'compliance_case', ['depositor_id', 'region_soato', 'series'], unique=True,
    postgresql_where=sa.text('settled_at IS NULL'), sqlite_where=sa.text('settled_at IS NULL'))
    op.create_table('case_note',
    sa.Column('id', BIG, nullable=False),
    sa.Column('case_id', BIG, nullable=False),
    sa.Column('text', sa.String(), nullable=False),
    sa.Column('corrects_id', BIG, nullable=True),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('by_id', BIG, nullable=True),
    sa.ForeignKeyConstraint(['case_id'], ['compliance_case.id'], name=op.f('fk_case_note_case_id_compliance_case')),
    sa.ForeignKeyConstraint(['corrects_id'], ['case_note.id'], name=op.f('fk_case_note_corrects_id_case_note')),
    sa.ForeignKeyConstraint(['by_id'], ['account.id'], name=op.f('fk_case_note_by_id_account')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_case_note')),
    sa.UniqueConstraint('corrects_id', name=op.f('uq_case_note_corrects_id'))
    )
    op.create_index(op.f('ix_case_note_case_id'), 'case_note', ['case_id'])
    op.create_table('case_file',
    sa.Column('id', BIG, nullable=False),
    sa.Column('case_id', BIG, nullable=False),
    sa.Column('file_id', BIG, nullable=False),
    sa.Column('title', sa.String(), nullable=False),
    sa.Column('internal', sa.Boolean(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('by_id', BIG, nullable=True),
    sa.ForeignKeyConstraint(['case_id'], ['compliance_case.id'], name=op.f('fk_case_file_case_id_compliance_case')),
    sa.ForeignKeyConstraint(['file_id'], ['stored_file.id'], name=op.f('fk_case_file_file_id_stored_file')),
    sa.ForeignKeyConstraint(['by_id'], ['account.id'], name=op.f('fk_case_file_by_id_account')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_case_file'))
    )
    op.create_index(op.f('ix_case_file_case_id'), 'case_file', ['case_id'])
    op.create_table('sanction_proposal',
    sa.Column('id', BIG, nullable=False),
    sa.Column('case_id', BIG, nullable=False),
    sa.Column('sanction', sa.String(), nullable=False),
    sa.Column('facts', sa.JSON(), nullable=False),
    sa.Column('words', sa.String(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('by_id', BIG, nullable=True),
    sa.ForeignKeyConstraint(['case_id'], ['compliance_case.id'], name=op.f('fk_sanction_proposal_case_id_compliance_case')),
    sa.ForeignKeyConstraint(['by_id'], ['account.id'], name=op.f('fk_sanction_proposal_by_id_account')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_sanction_proposal'))
    )
    op.create_index(op.f('ix_sanction_proposal_case_id'), 'sanction_proposal', ['case_id'])
    op.create_table('unit_value',
    sa.Column('id', BIG, nullable=False),
    sa.Column('unit', sa.String(), nullable=False),
    sa.Column('amount', sa.BigInteger(), nullable=False),
    sa.Column('currency', sa.String(), nullable=False),
    sa.Column('from_on', sa.Date(), nullable=False),
    sa.Column('source', sa.String(), nullable=False),
    sa.Column('specimen', sa.Boolean(), nullable=False),
    sa.Column('entered_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('entered_by_id', BIG, nullable=True),
    sa.ForeignKeyConstraint(['entered_by_id'], ['account.id'], name=op.f('fk_unit_value_entered_by_id_account')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_unit_value'))
    )
    op.create_index('ix_unit_value_unit_from', 'unit_value', ['unit', 'from_on', 'id'])
    with op.batch_alter_table('notice') as batch:
        batch.add_column(sa.Column('case_id', BIG, nullable=True))
        batch.create_foreign_key(op.f('fk_notice_case_id_compliance_case'), 'compliance_case', ['case_id'], ['id'])
        batch.create_index(op.f('ix_notice_case_id'), ['case_id'])


def downgrade():
    with op.batch_alter_table('notice') as batch:
        batch.drop_index(op.f('ix_notice_case_id'))
        batch.drop_constraint(op.f('fk_notice_case_id_compliance_case'), type_='foreignkey')
        batch.drop_column('case_id')
    op.drop_table('unit_value')
    op.drop_table('sanction_proposal')
    op.drop_table('case_file')
    op.drop_table('case_note')
    op.drop_table('compliance_case')
