"""Files of publications: batches, their records and problems, and what headings mean.

Revision ID: b7c94f1e20d8
Revises: 3f9b6c2e8a17
Create Date: 2026-11-26 03:30:00
"""
from alembic import op
import sqlalchemy as sa

revision = 'b7c94f1e20d8'
down_revision = '3f9b6c2e8a17'
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')
MOMENT = sa.DateTime(timezone=True)


def upgrade():
    op.create_table('import_batch',
    sa.Column('id', BIG, nullable=False),
    sa.Column('organisation_id', BIG, nullable=False),
    sa.Column('created_at', MOMENT, nullable=False),
    sa.Column('created_by_id', BIG, nullable=False),
    sa.Column('file_id', BIG, nullable=False),
    sa.Column('language', sa.String(), nullable=False),
    sa.Column('asked', sa.JSON(), nullable=False),
    sa.Column('head', sa.JSON(none_as_null=True), nullable=True),
    *(sa.Column(name, sa.Integer(), nullable=False) for name in ('read', 'accepted', 'with_warnings', 'refused')),
    sa.Column('checked_at', MOMENT, nullable=True),
    sa.Column('accepted_at', MOMENT, nullable=True),
    sa.Column('accepted_by_id', BIG, nullable=True),
    *(sa.Column(name, sa.Integer(), nullable=False) for name in ('cursor', 'registered', 'known', 'amended', 'withdrawn', 'declined')),
    sa.Column('finished_at', MOMENT, nullable=True),
    sa.Column('failed_at', MOMENT, nullable=True),
    sa.Column('error', sa.String(), nullable=False),
    sa.Column('discarded_at', MOMENT, nullable=True),
    sa.Column('undone_at', MOMENT, nullable=True),
    sa.Column('attempts', sa.Integer(), nullable=False),
    sa.Column('lease', sa.String(), nullable=False),
    sa.Column('lease_until', MOMENT, nullable=True),
    sa.ForeignKeyConstraint(['accepted_by_id'], ['account.id'], name=op.f('fk_import_batch_accepted_by_id_account')),
    sa.ForeignKeyConstraint(['created_by_id'], ['account.id'], name=op.f('fk_import_batch_created_by_id_account')),
    sa.ForeignKeyConstraint(['file_id'], ['stored_file.id'], name=op.f('fk_import_batch_file_id_stored_file')),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisation.id'], name=op.f('fk_import_batch_organisation_id_organisation')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_import_batch'))
    )
    op.create_index('ix_import_batch_organisation', 'import_batch', ['organisation_id', 'id'])
    op.create_table('imported_record',
    sa.Column('batch_id', BIG, nullable=False),
    sa.Column('number', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('organisation_id', BIG, nullable=False),
    sa.Column('release_id', BIG, nullable=False),
    sa.Column('fingerprint', sa.String(), nullable=False),
    sa.Column('outcome', sa.String(length=32), nullable=False),
    sa.ForeignKeyConstraint(['batch_id'], ['import_batch.id'], name=op.f('fk_imported_record_batch_id_import_batch')),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisation.id'], name=op.f('fk_imported_record_organisation_id_organisation')),
    sa.ForeignKeyConstraint(['release_id'], ['release.id'], name=op.f('fk_imported_record_release_id_release')),
    sa.PrimaryKeyConstraint('batch_id', 'number', name=op.f('pk_imported_record'))
    )
    op.create_index('ix_imported_record_fingerprint', 'imported_record', ['organisation_id', 'fingerprint'])
    op.create_index(op.f('ix_imported_record_release_id'), 'imported_record', ['release_id'])
    op.create_table('import_problem',
    sa.Column('id', BIG, nullable=False),
    sa.Column('batch_id', BIG, nullable=False),
    sa.Column('record', sa.Integer(), nullable=True),
    sa.Column('row', sa.Integer(), nullable=True),
    sa.Column('field', sa.String(), nullable=False),
    sa.Column('code', sa.String(), nullable=False),
    sa.Column('severity', sa.String(length=32), nullable=False),
    sa.Column('message', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['batch_id'], ['import_batch.id'], name=op.f('fk_import_problem_batch_id_import_batch')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_import_problem'))
    )
    op.create_index('ix_import_problem_batch', 'import_problem', ['batch_id', 'severity', 'id'])
    op.create_table('remembered_mapping',
    sa.Column('id', BIG, nullable=False),
    sa.Column('organisation_id', BIG, nullable=False),
    sa.Column('headings', sa.String(), nullable=False),
    sa.Column('mapping', sa.JSON(), nullable=False),
    sa.Column('chosen_at', MOMENT, nullable=False),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisation.id'], name=op.f('fk_remembered_mapping_organisation_id_organisation')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_remembered_mapping')),
    sa.UniqueConstraint('organisation_id', 'headings', name=op.f('uq_remembered_mapping_organisation_id_headings'))
    )


def downgrade():
    op.drop_table('remembered_mapping')
    op.drop_table('import_problem')
    op.drop_table('imported_record')
    op.drop_table('import_batch')
