"""Copies that the desk returned, or that were given up after their receipt, have left by their scan.

Revision ID: d0520b8c4f71
Revises: b0510d7a3e94
Create Date: 2026-11-27 05:20:00
"""
import sqlalchemy as sa
from alembic import op

revision = 'd0520b8c4f71'
down_revision = 'b0510d7a3e94'
branch_labels = None
depends_on = None

GIVEN_UP = """
    FROM receipt_line
    JOIN discrepancy ON discrepancy.receipt_id = receipt_line.receipt_id
        AND discrepancy.kind = receipt_line.discrepancy
        AND (discrepancy.release_id = receipt_line.release_id
             OR discrepancy.release_id IS NULL AND receipt_line.release_id IS NULL
             AND discrepancy.note = receipt_line.note)
    JOIN settlement ON settlement.discrepancy_id = discrepancy.id
    WHERE receipt_line.scan_id = scan.id AND receipt_line.copies > 0
        AND receipt_line.obligation_id IS NULL AND receipt_line.held_for_id IS NULL
        AND settlement.ended_at IS NULL AND settlement.outcome IN ('returned', 'passed_on')
"""
LEFT = f"scan.undone_at IS NULL AND (scan.decision = 'returned' OR EXISTS (SELECT 1 {GIVEN_UP}))"


def upgrade():
    op.execute(sa.text(
        f"UPDATE scan SET passed_on_at = COALESCE((SELECT MAX(settlement.at) {GIVEN_UP}), scan.at)"
        f" WHERE scan.passed_on_at IS NULL AND {LEFT}"
    ))


def downgrade():
    # One whose label counts elsewhere by now cannot count here as well.
    op.execute(sa.text(
        f"UPDATE scan SET passed_on_at = NULL WHERE {LEFT} AND NOT EXISTS (SELECT 1 FROM scan AS other"
        " WHERE other.copy_id = scan.copy_id AND other.id <> scan.id AND other.undone_at IS NULL)"
    ))
