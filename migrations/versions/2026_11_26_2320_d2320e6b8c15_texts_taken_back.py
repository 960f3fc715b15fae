"""Texts of notices adopted for a later day can be taken back.

Revision ID: d2320e6b8c15
Revises: b2310c7e4a58
Create Date: 2026-11-26 23:20:00
"""
import sqlalchemy as sa
from alembic import op

revision = 'd2320e6b8c15'
down_revision = 'b2310c7e4a58'
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')
TABLE, KEY = 'notice_wording', 'fk_notice_wording_taken_back_by_id_account'


def upgrade():
    with op.batch_alter_table(TABLE) as table:
        table.add_column(sa.Column('taken_back_at', sa.DateTime(timezone=True), nullable=True))
        table.add_column(sa.Column('taken_back_by_id', BIG, nullable=True))
        table.add_column(sa.Column('taken_back_for', sa.String(), nullable=True))
        table.create_foreign_key(op.f(KEY), 'account', ['taken_back_by_id'], ['id'])


def downgrade():
    with op.batch_alter_table(TABLE) as table:
        table.drop_constraint(op.f(KEY), type_='foreignkey')
        for column in ('taken_back_for', 'taken_back_by_id', 'taken_back_at'):
            table.drop_column(column)
