"""Which notice one replaces.

Revision ID: a1650c32e9f7
Revises: ca5e10b7f3d9
Create Date: 2026-11-26 16:50:00
"""
import sqlalchemy as sa
from alembic import op

revision = 'a1650c32e9f7'
down_revision = 'ca5e10b7f3d9'
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')


def upgrade():
    with op.batch_alter_table('notice') as table:
        table.add_column(sa.Column('replaces_id', BIG, nullable=True))
        table.create_foreign_key(op.f('fk_notice_replaces_id_notice'), 'notice', ['replaces_id'], ['id'])
        table.create_unique_constraint(op.f('uq_notice_replaces_id'), ['replaces_id'])


def downgrade():
    with op.batch_alter_table('notice') as table:
        table.drop_constraint(op.f('uq_notice_replaces_id'), type_='unique')
        table.drop_constraint(op.f('fk_notice_replaces_id_notice'), type_='foreignkey')
        table.drop_column('replaces_id')
