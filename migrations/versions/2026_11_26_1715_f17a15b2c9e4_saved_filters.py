"""Filters that people keep.

Revision ID: f17a15b2c9e4
Revises: d17a10c4f8b6
Create Date: 2026-11-26 17:15:00
"""
import sqlalchemy as sa
from alembic import op

revision = 'f17a15b2c9e4'
down_revision = 'd17a10c4f8b6'
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')


def upgrade():
    op.create_table('saved_filter',
    sa.Column('id', BIG, nullable=False),
    sa.Column('account_id', BIG, nullable=False),
    sa.Column('page', sa.String(), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('query', sa.String(), nullable=False),
    sa.Column('saved_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_saved_filter_account_id_account')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_saved_filter')),
    sa.UniqueConstraint('account_id', 'page', 'name', name=op.f('uq_saved_filter_account_id_page_name'))
    )


def downgrade():
    op.drop_table('saved_filter')
