"""Parcels that were opened by mistake are put back.

Revision ID: d1830c4e7a95
Revises: 1add3b1750e2
Create Date: 2026-11-26 18:30:00
"""
import sqlalchemy as sa
from alembic import op

revision = 'd1830c4e7a95'
down_revision = '1add3b1750e2'
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')
BEFORE, AFTER = sa.text('confirmed_at IS NULL'), sa.text('confirmed_at IS NULL AND discarded_at IS NULL')


def upgrade():
    op.drop_index('uq_arrival_open_consignment', table_name='arrival')
    with op.batch_alter_table('arrival') as batch:
        batch.add_column(sa.Column('discarded_at', sa.DateTime(timezone=True), nullable=True))
        batch.add_column(sa.Column('discarded_by_id', BIG, nullable=True))
        batch.create_foreign_key(op.f('fk_arrival_discarded_by_id_account'), 'account', ['discarded_by_id'], ['id'])
    _only_one_open(AFTER)


def downgrade():
    op.drop_index('uq_arrival_open_consignment', table_name='arrival')
    with op.batch_alter_table('arrival') as batch:
        batch.drop_constraint(op.f('fk_arrival_discarded_by_id_account'), type_='foreignkey')
        batch.drop_column('discarded_by_id')
        batch.drop_column('discarded_at')
    _only_one_open(BEFORE)


def _only_one_open(condition):
    op.create_index('uq_arrival_open_consignment', 'arrival', ['consignment_id'], unique=True,
                    postgresql_where=condition, sqlite_where=condition)
