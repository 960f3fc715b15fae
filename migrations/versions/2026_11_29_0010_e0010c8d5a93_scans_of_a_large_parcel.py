"""What is asked of a parcel's scans at each scan is found by an index, however large the parcel.

Revision ID: e0010c8d5a93
Revises: d0810e5c4a27
Create Date: 2026-11-29 00:10:00
"""
import sqlalchemy as sa
from alembic import op

revision = 'e0010c8d5a93'
down_revision = 'd0810e5c4a27'
branch_labels = None
depends_on = None


BY_ISBN = sa.text('copy_id IS NULL AND undone_at IS NULL')


def upgrade():
    op.create_index(op.f('ix_scan_arrival_id_text'), 'scan', ['arrival_id', 'text'])
    op.create_index(
        'ix_scan_by_isbn',
        'scan',
        ['arrival_id', 'release_id'],
        postgresql_where=BY_ISBN,
        sqlite_where=BY_ISBN,
    )
    op.drop_index(op.f('ix_scan_arrival_id'), table_name='scan')


def downgrade():
    op.create_index(op.f('ix_scan_arrival_id'), 'scan', ['arrival_id'])
    op.drop_index('ix_scan_by_isbn', table_name='scan')
    op.drop_index(op.f('ix_scan_arrival_id_text'), table_name='scan')
