"""Periodicals: their patterns, pauses, issues and what is reported of them.

Revision ID: b3d9f2a61c58
Revises: 4f9b2c7d1e60
Create Date: 2026-11-26 03:50:00
"""
import sqlalchemy as sa
from alembic import op

revision = 'b3d9f2a61c58'
down_revision = '4f9b2c7d1e60'
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')


def upgrade():
    op.add_column('publication', sa.Column('newspaper_level', sa.String(), nullable=True))
    op.add_column('release', sa.Column('designation', sa.String(), nullable=False, server_default=''))
    create_periodical()
    op.create_table('publication_pattern',
    sa.Column('id', BIG, nullable=False),
    sa.Column('publication_id', BIG, nullable=False),
    sa.Column('from_on', sa.Date(), nullable=False),
    sa.Column('pattern', sa.JSON(), nullable=False),
    sa.ForeignKeyConstraint(['publication_id'], ['periodical.publication_id'], name=op.f('fk_publication_pattern_publication_id_periodical')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_publication_pattern')),
    sa.UniqueConstraint('publication_id', 'from_on', name=op.f('uq_publication_pattern_publication_id_from_on'))
    )
    op.create_table('publication_pause',
    sa.Column('id', BIG, nullable=False),
    sa.Column('publication_id', BIG, nullable=False),
    sa.Column('from_on', sa.Date(), nullable=False),
    sa.Column('until_on', sa.Date(), nullable=True),
    sa.Column('reason', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['publication_id'], ['periodical.publication_id'], name=op.f('fk_publication_pause_publication_id_periodical')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_publication_pause'))
    )
    op.create_index(op.f('ix_publication_pause_publication_id'), 'publication_pause', ['publication_id'])
    create_issues()


def create_periodical():
    op.create_table('periodical',
    sa.Column('publication_id', BIG, nullable=False),
    sa.Column('first_on', sa.Date(), nullable=False),
    sa.Column('first_number', sa.Integer(), nullable=False),
    sa.Column('first_volume', sa.Integer(), nullable=True),
    sa.Column('first_whole', sa.Integer(), nullable=True),
    sa.Column('print_run', sa.Integer(), nullable=True),
    sa.Column('pages', sa.Integer(), nullable=True),
    sa.Column('price', sa.BigInteger(), nullable=True),
    sa.Column('printer_id', BIG, nullable=True),
    sa.Column('printer_name', sa.String(), nullable=False),
    sa.Column('depositor_region', sa.String(), nullable=True),
    sa.Column('continues_id', BIG, nullable=True),
    sa.Column('ceased_on', sa.Date(), nullable=True),
    sa.Column('confirmed_on', sa.Date(), nullable=True),
    sa.ForeignKeyConstraint(['publication_id'], ['publication.id'], name=op.f('fk_periodical_publication_id_publication')),
    sa.ForeignKeyConstraint(['printer_id'], ['organisation.id'], name=op.f('fk_periodical_printer_id_organisation')),
    sa.ForeignKeyConstraint(['depositor_region'], ['region.soato'], name=op.f('fk_periodical_depositor_region_region')),
    sa.ForeignKeyConstraint(['continues_id'], ['publication.id'], name=op.f('fk_periodical_continues_id_publication')),
    sa.PrimaryKeyConstraint('publication_id', name=op.f('pk_periodical')),
    sa.UniqueConstraint('continues_id', name=op.f('uq_periodical_continues_id'))
    )


def create_issues():
    op.create_table('issue',
    sa.Column('release_id', BIG, nullable=False),
    sa.Column('publication_id', BIG, nullable=False),
    sa.Column('year', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('last_number', sa.Integer(), nullable=False),
    sa.Column('volume', sa.Integer(), nullable=True),
    sa.Column('whole', sa.Integer(), nullable=True),
    sa.Column('part', sa.String(), nullable=False),
    sa.Column('expected_on', sa.Date(), nullable=True),
    sa.Column('issued_on', sa.Date(), nullable=False),
    sa.ForeignKeyConstraint(['release_id'], ['release.id'], name=op.f('fk_issue_release_id_release')),
    sa.ForeignKeyConstraint(['publication_id'], ['periodical.publication_id'], name=op.f('fk_issue_publication_id_periodical')),
    sa.PrimaryKeyConstraint('release_id', name=op.f('pk_issue')),
    sa.UniqueConstraint('publication_id', 'year', 'number', 'part', name=op.f('uq_issue_publication_id_year_number_part'))
    )
    op.create_table('issue_report',
    sa.Column('id', BIG, nullable=False),
    sa.Column('publication_id', BIG, nullable=False),
    sa.Column('expected_on', sa.Date(), nullable=False),
    sa.Column('supplement', sa.Boolean(), nullable=False),
    sa.Column('kind', sa.Enum('delayed', 'skipped', name='reportkind', native_enum=False, length=32), nullable=False),
    sa.Column('promised_on', sa.Date(), nullable=True),
    sa.Column('reason', sa.String(), nullable=False),
    sa.Column('number_left_out', sa.Boolean(), nullable=False),
    sa.Column('reported_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['publication_id'], ['periodical.publication_id'], name=op.f('fk_issue_report_publication_id_periodical')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_issue_report')),
    sa.UniqueConstraint('publication_id', 'expected_on', 'supplement', name=op.f('uq_issue_report_publication_id_expected_on_supplement'))
    )


def downgrade():
    for table in ('issue_report', 'issue', 'publication_pause', 'publication_pattern', 'periodical'):
        op.drop_table(table)
    op.drop_column('release', 'designation')
    op.drop_column('publication', 'newspaper_level')
