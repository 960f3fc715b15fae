"""Letters about notices: which message tells whom of which act.

Revision ID: c1835a7e4d53
Revises: d1830c4e7a95
Create Date: 2026-11-26 18:35:00
"""
import sqlalchemy as sa
from alembic import op

revision = 'c1835a7e4d53'
down_revision = 'd1830c4e7a95'
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')


def upgrade():
    op.create_table('notice_letter',
    sa.Column('id', BIG, nullable=False),
    sa.Column('notice_id', BIG, nullable=False),
    sa.Column('act', sa.String(), nullable=False),
    sa.Column('account_id', BIG, nullable=True),
    sa.Column('message_id', BIG, nullable=False),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_notice_letter_account_id_account')),
    sa.ForeignKeyConstraint(['message_id'], ['message.id'], name=op.f('fk_notice_letter_message_id_message')),
    sa.ForeignKeyConstraint(['notice_id'], ['notice.id'], name=op.f('fk_notice_letter_notice_id_notice')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_notice_letter')),
    sa.UniqueConstraint('message_id', name=op.f('uq_notice_letter_message_id')),
    sa.UniqueConstraint('notice_id', 'act', 'account_id', name=op.f('uq_notice_letter_notice_id_act_account_id'))
    )


def downgrade():
    op.drop_table('notice_letter')
