"""Simulations of rule sets.

Revision ID: 8c41f0d27a63
Revises: c41e7a90b6d3
Create Date: 2026-11-25 23:10:00
"""
import sqlalchemy as sa
from alembic import op


revision = '8c41f0d27a63'
down_revision = 'c41e7a90b6d3'
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        'simulation_run',
        sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
        sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('created_by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
        sa.Column('region_soato', sa.String(), nullable=True),
        sa.Column('first_day', sa.Date(), nullable=True),
        sa.Column('last_day', sa.Date(), nullable=True),
        sa.Column('file_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
        sa.Column('setup', sa.JSON(), nullable=False),
        sa.Column('total', sa.Integer(), nullable=False),
        sa.Column('done', sa.Integer(), nullable=False),
        sa.Column('attempts', sa.Integer(), nullable=False),
        sa.Column('lease', sa.String(), nullable=False),
        sa.Column('lease_until', sa.DateTime(timezone=True), nullable=True),
        sa.Column('finished_at', sa.DateTime(timezone=True), nullable=True),
        sa.Column('failed_at', sa.DateTime(timezone=True), nullable=True),
        sa.Column('error', sa.String(), nullable=False),
        sa.Column('result', sa.JSON(none_as_null=True), nullable=True),
        sa.ForeignKeyConstraint(['created_by_id'], ['account.id'], name=op.f('fk_simulation_run_created_by_id_account')),
        sa.ForeignKeyConstraint(['file_id'], ['stored_file.id'], name=op.f('fk_simulation_run_file_id_stored_file')),
        sa.ForeignKeyConstraint(['region_soato'], ['region.soato'], name=op.f('fk_simulation_run_region_soato_region')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_simulation_run')),
    )


def downgrade():
    op.drop_table('simulation_run')
