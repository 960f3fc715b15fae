"""Addresses from which calendar programs read what is due.

Revision ID: 8d2e61b07f35
Revises: 3f9a0c6be172
Create Date: 2026-11-26 02:55:00
"""
from alembic import op
import sqlalchemy as sa

revision = '8d2e61b07f35'
down_revision = '3f9a0c6be172'
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')


def upgrade():
    op.create_table('calendar_feed',
    sa.Column('account_id', BIG, nullable=False),
    sa.Column('secret_hash', sa.String(), nullable=False),
    sa.Column('opened_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_calendar_feed_account_id_account')),
    sa.PrimaryKeyConstraint('account_id', name=op.f('pk_calendar_feed')),
    sa.UniqueConstraint('secret_hash', name=op.f('uq_calendar_feed_secret_hash'))
    )


def downgrade():
    op.drop_table('calendar_feed')
