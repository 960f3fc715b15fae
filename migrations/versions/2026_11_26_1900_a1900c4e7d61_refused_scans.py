"""Scans of devices that the library could not take; the session at which a scan was made.

Revision ID: a1900c4e7d61
Revises: c1835a7e4d53
Create Date: 2026-11-26 19:00:00
"""
import sqlalchemy as sa
from alembic import op

revision = 'a1900c4e7d61'
down_revision = 'c1835a7e4d53'
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')


def upgrade():
    op.create_table('refused_scan',
    sa.Column('id', BIG, nullable=False),
    sa.Column('arrival_id', BIG, nullable=False),
    sa.Column('key', sa.String(), nullable=False),
    sa.Column('text', sa.String(), nullable=False),
    sa.Column('reason', sa.String(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('device_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('by_id', BIG, nullable=True),
    sa.ForeignKeyConstraint(['arrival_id'], ['arrival.id'], name=op.f('fk_refused_scan_arrival_id_arrival')),
    sa.ForeignKeyConstraint(['by_id'], ['account.id'], name=op.f('fk_refused_scan_by_id_account')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_refused_scan')),
    sa.UniqueConstraint('arrival_id', 'key', name=op.f('uq_refused_scan_arrival_id_key'))
    )
    with op.batch_alter_table('scan') as batch:
        batch.add_column(sa.Column('desk_id', sa.BigInteger(), nullable=True))


def downgrade():
    with op.batch_alter_table('scan') as batch:
        batch.drop_column('desk_id')
    op.drop_table('refused_scan')
