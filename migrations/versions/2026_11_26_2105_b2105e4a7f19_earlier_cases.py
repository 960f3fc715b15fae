"""A case names the settled one whose notices named the same copies.

Revision ID: b2105e4a7f19
Revises: a2100d6b1c83
Create Date: 2026-11-26 21:05:00
"""
import sqlalchemy as sa
from alembic import op

revision = 'b2105e4a7f19'
down_revision = 'a2100d6b1c83'
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')
TABLE, KEY = 'compliance_case', 'fk_compliance_case_earlier_id_compliance_case'
OPEN = sa.text('settled_at IS NULL')


def upgrade():
    _drop_partial()
    with op.batch_alter_table(TABLE) as table:
        table.add_column(sa.Column('earlier_id', BIG, nullable=True))
        table.create_foreign_key(op.f(KEY), TABLE, ['earlier_id'], ['id'])
    op.create_index(op.f('ix_compliance_case_earlier_id'), TABLE, ['earlier_id'])
    _create_partial()


def downgrade():
    _drop_partial()
    op.drop_index(op.f('ix_compliance_case_earlier_id'), table_name=TABLE)
    with op.batch_alter_table(TABLE) as table:
        table.drop_constraint(op.f(KEY), type_='foreignkey')
        table.drop_column('earlier_id')
    _create_partial()


def _drop_partial():
    """Batches of SQLite forget the condition of an index."""
    op.drop_index('uq_compliance_case_open', table_name=TABLE)


def _create_partial():
    op.create_index('uq_compliance_case_open', TABLE, ['depositor_id', 'region_soato', 'series'], unique=True,
                    postgresql_where=OPEN, sqlite_where=OPEN)
