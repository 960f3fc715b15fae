"""Sums over obligations by day, and the list of what has to be counted.

Revision ID: d17a10c4f8b6
Revises: b17c10e5a2f8
Create Date: 2026-11-26 17:10:00
"""
import sqlalchemy as sa
from alembic import op

revision = 'd17a10c4f8b6'
down_revision = 'b17c10e5a2f8'
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')


def tally(name, *first):
    key = [column.name for column in first] + ['region_soato', 'kind', 'rule_set_id']
    op.create_table(name, *first,
    sa.Column('region_soato', sa.String(), nullable=False),
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('rule_set_id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('due', sa.Integer(), nullable=False),
    sa.Column('in_time', sa.Integer(), nullable=False),
    sa.Column('late', sa.Integer(), nullable=False),
    sa.Column('copies', sa.Integer(), nullable=False),
    sa.Column('copies_missing', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint(*key, name=op.f(f'pk_{name}'))
    )


def upgrade():
    op.create_table('obligation_change',
    sa.Column('id', BIG, nullable=False),
    sa.Column('depositor_id', sa.BigInteger(), nullable=False),
    sa.Column('due_on', sa.Date(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_obligation_change'))
    )
    tally('tally_of_depositor',
    sa.Column('depositor_id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('due_on', sa.Date(), nullable=False))
    op.create_index('ix_tally_of_depositor_due', 'tally_of_depositor', ['due_on'])
    tally('tally_of_country',
    sa.Column('due_on', sa.Date(), nullable=False))
    # The worker counts what is owed already, a portion at a time.
    op.execute('INSERT INTO obligation_change (depositor_id, due_on) SELECT DISTINCT depositor_id, due_on '
               'FROM obligation WHERE depositor_id IS NOT NULL AND due_on IS NOT NULL')


def downgrade():
    op.drop_table('tally_of_country')
    op.drop_index('ix_tally_of_depositor_due', 'tally_of_depositor')
    op.drop_table('tally_of_depositor')
    op.drop_table('obligation_change')
