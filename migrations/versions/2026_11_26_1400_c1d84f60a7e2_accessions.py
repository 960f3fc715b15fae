"""Accession numbers of libraries, and what they print labels on.

Revision ID: c1d84f60a7e2
Revises: d1f5b07c9e34
Create Date: 2026-11-26 14:00:00
"""
import sqlalchemy as sa
from alembic import op

revision = 'c1d84f60a7e2'
down_revision = 'd1f5b07c9e34'
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')
OPEN = sa.text('closed_at IS NULL')


def upgrade():
    op.create_table('accession_series',
    sa.Column('id', BIG, nullable=False),
    sa.Column('depository_id', BIG, nullable=False),
    sa.Column('prefix', sa.String(), nullable=False),
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('yearly', sa.Boolean(), nullable=False),
    sa.Column('digits', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('closed_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['depository_id'], ['organisation.id'], name=op.f('fk_accession_series_depository_id_organisation')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_accession_series')),
    sa.UniqueConstraint('depository_id', 'prefix', name=op.f('uq_accession_series_depository_id_prefix'))
    )
    op.create_index('uq_accession_series_open_kind', 'accession_series', ['depository_id', 'kind'], unique=True, postgresql_where=OPEN, sqlite_where=OPEN)
    op.create_table('accession',
    sa.Column('id', BIG, nullable=False),
    sa.Column('depository_id', BIG, nullable=False),
    sa.Column('series_id', BIG, nullable=False),
    sa.Column('number', sa.String(), nullable=False),
    sa.Column('release_id', BIG, nullable=False),
    sa.Column('scan_id', BIG, nullable=False),
    sa.Column('given_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('given_by_id', BIG, nullable=True),
    sa.Column('struck_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('struck_for', sa.Enum('taken_back', 'not_taken_in', 'reversed', name='struckfor', native_enum=False, length=32), nullable=True),
    sa.ForeignKeyConstraint(['depository_id'], ['organisation.id'], name=op.f('fk_accession_depository_id_organisation')),
    sa.ForeignKeyConstraint(['series_id'], ['accession_series.id'], name=op.f('fk_accession_series_id_accession_series')),
    sa.ForeignKeyConstraint(['release_id'], ['release.id'], name=op.f('fk_accession_release_id_release')),
    sa.ForeignKeyConstraint(['scan_id'], ['scan.id'], name=op.f('fk_accession_scan_id_scan')),
    sa.ForeignKeyConstraint(['given_by_id'], ['account.id'], name=op.f('fk_accession_given_by_id_account')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_accession')),
    sa.UniqueConstraint('depository_id', 'number', name=op.f('uq_accession_depository_id_number')),
    sa.UniqueConstraint('scan_id', name=op.f('uq_accession_scan_id'))
    )
    op.create_index(op.f('ix_accession_series_id'), 'accession', ['series_id'])
    op.create_index(op.f('ix_accession_release_id'), 'accession', ['release_id'])
    op.create_table('label_setting',
    sa.Column('depository_id', BIG, nullable=False),
    sa.Column('layout', sa.Enum('roll-50-25', 'roll-58-40', 'sheet-70-37', 'sheet-48-25', name='labellayout', native_enum=False, length=32), nullable=False),
    sa.Column('symbol', sa.Enum('bars', 'qr', name='labelsymbol', native_enum=False, length=32), nullable=False),
    sa.ForeignKeyConstraint(['depository_id'], ['organisation.id'], name=op.f('fk_label_setting_depository_id_organisation')),
    sa.PrimaryKeyConstraint('depository_id', name=op.f('pk_label_setting'))
    )


def downgrade():
    op.drop_table('label_setting')
    op.drop_table('accession')
    op.drop_table('accession_series')
