"""Sections of libraries, stock-takes of them, and campaigns over the libraries of a region.

Revision ID: e7a3b95d21c8
Revises: c1d84f60a7e2
Create Date: 2026-11-26 14:10:00
"""
import sqlalchemy as sa
from alembic import op

revision = 'e7a3b95d21c8'
down_revision = 'c1d84f60a7e2'
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')
LIVE = sa.text('undone_at IS NULL')
VERDICTS = sa.Enum('found', 'misplaced', 'later', 'unknown', name='verdict', native_enum=False, length=32)


def refers(table, column, other, key='id'):
    return sa.ForeignKeyConstraint([column], [f'{other}.{key}'], name=op.f(f'fk_{table}_{column}_{other}'))


def upgrade():
    op.create_table('section',
    sa.Column('id', BIG, nullable=False),
    sa.Column('depository_id', BIG, nullable=False),
    sa.Column('mark', sa.String(), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('closed_at', sa.DateTime(timezone=True), nullable=True),
    refers('section', 'depository_id', 'organisation'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_section')),
    sa.UniqueConstraint('depository_id', 'mark', name=op.f('uq_section_depository_id_mark'))
    )
    op.create_table('placement',
    sa.Column('scan_id', BIG, nullable=False),
    sa.Column('section_id', BIG, nullable=False),
    sa.Column('placed_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('placed_by_id', BIG, nullable=True),
    refers('placement', 'scan_id', 'scan'),
    refers('placement', 'section_id', 'section'),
    refers('placement', 'placed_by_id', 'account'),
    sa.PrimaryKeyConstraint('scan_id', name=op.f('pk_placement'))
    )
    op.create_index(op.f('ix_placement_section_id'), 'placement', ['section_id'])
    op.create_table('stock_take_campaign',
    sa.Column('id', BIG, nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('region_soato', sa.String(), nullable=True),
    sa.Column('first_day', sa.Date(), nullable=False),
    sa.Column('last_day', sa.Date(), nullable=False),
    sa.Column('opened_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('opened_by_id', BIG, nullable=True),
    refers('stock_take_campaign', 'region_soato', 'region', 'soato'),
    refers('stock_take_campaign', 'opened_by_id', 'account'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_stock_take_campaign'))
    )
    op.create_index(op.f('ix_stock_take_campaign_region_soato'), 'stock_take_campaign', ['region_soato'])
    op.create_table('stock_take',
    sa.Column('id', BIG, nullable=False),
    sa.Column('depository_id', BIG, nullable=False),
    sa.Column('region_soato', sa.String(), nullable=False),
    sa.Column('campaign_id', BIG, nullable=True),
    sa.Column('first_day', sa.Date(), nullable=False),
    sa.Column('last_day', sa.Date(), nullable=False),
    sa.Column('planned_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('planned_by_id', BIG, nullable=True),
    sa.Column('begun_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('closed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('series', sa.String(), nullable=True),
    sa.Column('year', sa.Integer(), nullable=True),
    sa.Column('sequence', sa.Integer(), nullable=True),
    sa.Column('number', sa.String(), nullable=False),
    sa.Column('specimen', sa.Boolean(), nullable=False),
    sa.Column('verification_code', sa.String(), nullable=True),
    sa.Column('language', sa.String(), nullable=False),
    sa.Column('facts', sa.JSON(), nullable=True),
    sa.Column('file_id', BIG, nullable=True),
    refers('stock_take', 'depository_id', 'organisation'),
    refers('stock_take', 'region_soato', 'region', 'soato'),
    refers('stock_take', 'campaign_id', 'stock_take_campaign'),
    refers('stock_take', 'planned_by_id', 'account'),
    refers('stock_take', 'file_id', 'stored_file'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_stock_take')),
    sa.UniqueConstraint('series', 'year', 'sequence', name=op.f('uq_stock_take_series_year_sequence')),
    sa.UniqueConstraint('verification_code', name=op.f('uq_stock_take_verification_code'))
    )
    op.create_index('ix_stock_take_depository_planned', 'stock_take', ['depository_id', 'planned_at'])
    op.create_index(op.f('ix_stock_take_region_soato'), 'stock_take', ['region_soato'])
    op.create_index(op.f('ix_stock_take_campaign_id'), 'stock_take', ['campaign_id'])
    op.create_table('stock_take_part',
    sa.Column('id', BIG, nullable=False),
    sa.Column('stock_take_id', BIG, nullable=False),
    sa.Column('section_id', BIG, nullable=True),
    sa.Column('expected', sa.Integer(), nullable=False),
    refers('stock_take_part', 'stock_take_id', 'stock_take'),
    refers('stock_take_part', 'section_id', 'section'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_stock_take_part'))
    )
    op.create_index(op.f('ix_stock_take_part_stock_take_id'), 'stock_take_part', ['stock_take_id'])
    op.create_table('expected_copy',
    sa.Column('stock_take_id', BIG, nullable=False),
    sa.Column('copy_id', BIG, nullable=False),
    sa.Column('release_id', BIG, nullable=False),
    sa.Column('section_id', BIG, nullable=True),
    sa.Column('number', sa.String(), nullable=False),
    refers('expected_copy', 'stock_take_id', 'stock_take'),
    refers('expected_copy', 'copy_id', 'scan'),
    refers('expected_copy', 'release_id', 'release'),
    refers('expected_copy', 'section_id', 'section'),
    sa.PrimaryKeyConstraint('stock_take_id', 'copy_id', name=op.f('pk_expected_copy'))
    )
    op.create_index('ix_expected_copy_release', 'expected_copy', ['stock_take_id', 'release_id'])
    op.create_table('shelf_scan',
    sa.Column('id', BIG, nullable=False),
    sa.Column('stock_take_id', BIG, nullable=False),
    sa.Column('key', sa.String(), nullable=False),
    sa.Column('text', sa.String(), nullable=False),
    sa.Column('section_id', BIG, nullable=True),
    sa.Column('release_id', BIG, nullable=True),
    sa.Column('of_one', sa.Boolean(), nullable=False),
    sa.Column('meant_id', BIG, nullable=True),
    sa.Column('copy_id', BIG, nullable=True),
    sa.Column('verdict', VERDICTS, nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('by_id', BIG, nullable=True),
    sa.Column('undone_at', sa.DateTime(timezone=True), nullable=True),
    refers('shelf_scan', 'stock_take_id', 'stock_take'),
    refers('shelf_scan', 'section_id', 'section'),
    refers('shelf_scan', 'release_id', 'release'),
    refers('shelf_scan', 'meant_id', 'scan'),
    refers('shelf_scan', 'copy_id', 'scan'),
    refers('shelf_scan', 'by_id', 'account'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_shelf_scan')),
    sa.UniqueConstraint('stock_take_id', 'key', name=op.f('uq_shelf_scan_stock_take_id_key'))
    )
    op.create_index('uq_shelf_scan_live_copy', 'shelf_scan', ['stock_take_id', 'copy_id'], unique=True, postgresql_where=LIVE, sqlite_where=LIVE)
    op.create_index('ix_shelf_scan_verdict', 'shelf_scan', ['stock_take_id', 'verdict', 'id'])
    op.create_index('ix_shelf_scan_sums', 'shelf_scan', ['stock_take_id', 'section_id', 'verdict', 'undone_at'])
    op.create_index(op.f('ix_scan_release_id'), 'scan', ['release_id'])
    op.create_index('ix_shelf_scan_release', 'shelf_scan', ['stock_take_id', 'release_id'])


def downgrade():
    op.drop_index(op.f('ix_scan_release_id'), 'scan')
    for table in ('shelf_scan', 'expected_copy', 'stock_take_part', 'stock_take', 'stock_take_campaign', 'placement', 'section'):
        op.drop_table(table)
