"""Indexes: what collecting libraries hold, lines of receipts by their scans.

Revision ID: b1910d5f8e72
Revises: a1900c4e7d61
Create Date: 2026-11-26 19:10:00
"""
import sqlalchemy as sa
from alembic import op

revision = 'b1910d5f8e72'
down_revision = 'a1900c4e7d61'
branch_labels = None
depends_on = None

HELD = sa.text('held > 0')


def upgrade():
    op.create_index('ix_obligation_held', 'obligation', ['depository_id', 'due_on', 'id'], unique=False,
                    postgresql_where=HELD, sqlite_where=HELD)
    op.create_index(op.f('ix_receipt_line_scan_id'), 'receipt_line', ['scan_id'], unique=False)


def downgrade():
    op.drop_index(op.f('ix_receipt_line_scan_id'), table_name='receipt_line')
    op.drop_index('ix_obligation_held', table_name='obligation')
