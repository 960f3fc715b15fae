"""Placements by section and by the moment of placing.

Revision ID: c0520a7be931
Revises: a0035e6d4b71
Create Date: 2026-11-28 05:20:00
"""
from alembic import op

revision = 'c0520a7be931'
down_revision = 'a0035e6d4b71'
branch_labels = None
depends_on = None


def upgrade():
    op.create_index('ix_placement_section_placed', 'placement', ['section_id', 'placed_at'])
    op.drop_index('ix_placement_section_id', table_name='placement')


def downgrade():
    op.create_index('ix_placement_section_id', 'placement', ['section_id'])
    op.drop_index('ix_placement_section_placed', table_name='placement')
