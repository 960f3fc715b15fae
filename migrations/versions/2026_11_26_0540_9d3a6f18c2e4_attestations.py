
"""Attestations: yearly statements and certificates of compliance.

Revision ID: 9d3a6f18c2e4
Revises: 7c1e4d92b8a3
Create Date: 2026-11-26 05:40:00
"""
import sqlalchemy as sa
from alembic import op

revision = '9d3a6f18c2e4'
down_revision = '7c1e4d92b8a3'
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')


def upgrade():
    op.create_table('attestation',
    sa.Column('id', BIG, nullable=False),
    sa.Column('kind', sa.Enum('statement', 'certificate', name='attestationkind', native_enum=False, length=32), nullable=False),
    sa.Column('series', sa.String(), nullable=False),
    sa.Column('year', sa.Integer(), nullable=False),
    sa.Column('sequence', sa.Integer(), nullable=False),
    sa.Column('number', sa.String(), nullable=False),
    sa.Column('specimen', sa.Boolean(), nullable=False),
    sa.Column('verification_code', sa.String(), nullable=False),
    sa.Column('depositor_id', BIG, nullable=False),
    sa.Column('region_soato', sa.String(), nullable=False),
    sa.Column('first_day', sa.Date(), nullable=False),
    sa.Column('last_day', sa.Date(), nullable=False),
    sa.Column('language', sa.String(), nullable=False),
    sa.Column('template_version', sa.String(), nullable=False),
    sa.Column('facts', sa.JSON(), nullable=False),
    sa.Column('issued_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('issued_by_id', BIG, nullable=True),
    sa.Column('file_id', BIG, nullable=True),
    sa.Column('withdrawn_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('withdrawal_reason', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['depositor_id'], ['organisation.id'], name=op.f('fk_attestation_depositor_id_organisation')),
    sa.ForeignKeyConstraint(['region_soato'], ['region.soato'], name=op.f('fk_attestation_region_soato_region')),
    sa.ForeignKeyConstraint(['issued_by_id'], ['account.id'], name=op.f('fk_attestation_issued_by_id_account')),
    sa.ForeignKeyConstraint(['file_id'], ['stored_file.id'], name=op.f('fk_attestation_file_id_stored_file')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_attestation')),
    sa.UniqueConstraint('series', 'year', 'sequence', name=op.f('uq_attestation_series_year_sequence')),
    sa.UniqueConstraint('verification_code', name=op.f('uq_attestation_verification_code'))
    )
    op.create_index(op.f('ix_attestation_region_soato'), 'attestation', ['region_soato'])
    op.create_index(op.f('ix_attestation_issued_at'), 'attestation', ['issued_at'])
    op.create_index('ix_attestation_period', 'attestation', ['depositor_id', 'kind', 'first_day', 'last_day'])


def downgrade():
    op.drop_table('attestation')
