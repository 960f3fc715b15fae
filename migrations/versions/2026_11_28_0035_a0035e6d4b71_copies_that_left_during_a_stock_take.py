"""Which copies had left when a stock-take was closed; scans by the moment at which their copies left.

Revision ID: a0035e6d4b71
Revises: f2120d9c5b83
Create Date: 2026-11-28 00:35:00
"""
import sqlalchemy as sa
from alembic import op

revision = 'a0035e6d4b71'
down_revision = 'f2120d9c5b83'
branch_labels = None
depends_on = None


def upgrade():
    op.add_column(
        'expected_copy', sa.Column('had_left', sa.Boolean(), server_default=sa.false(), nullable=False)
    )
    op.create_index(
        'ix_expected_copy_had_left',
        'expected_copy',
        ['stock_take_id'],
        postgresql_where=sa.text('had_left'),
        sqlite_where=sa.text('had_left = 1'),
    )
    op.create_index(
        'ix_scan_passed_on',
        'scan',
        ['passed_on_at'],
        postgresql_where=sa.text('passed_on_at IS NOT NULL'),
        sqlite_where=sa.text('passed_on_at IS NOT NULL'),
    )


def downgrade():
    op.drop_index('ix_scan_passed_on', table_name='scan')
    op.drop_index('ix_expected_copy_had_left', table_name='expected_copy')
    op.drop_column('expected_copy', 'had_left')
