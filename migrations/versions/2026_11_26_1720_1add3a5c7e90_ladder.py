"""Steps of the ladder: standing orders, steps called for, the letters that carry them.

Revision ID: 1add3a5c7e90
Revises: f17a15b2c9e4
Create Date: 2026-11-26 17:20:00
"""
import sqlalchemy as sa
from alembic import op

revision = '1add3a5c7e90'
down_revision = 'f17a15b2c9e4'
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')


def refers(table, column, to):
    return sa.ForeignKeyConstraint([column], [f'{to[0]}.{to[1]}'], name=op.f(f'fk_{table}_{column}_{to[0]}'))


def upgrade():
    account, law = ('account', 'id'), ('adopted_rule_set', 'id')
    op.create_table('standing_order',
    sa.Column('id', BIG, nullable=False),
    sa.Column('rule_set_id', BIG, nullable=False),
    sa.Column('step', sa.Integer(), nullable=False),
    sa.Column('region_soato', sa.String(), nullable=True),
    sa.Column('from_on', sa.Date(), nullable=False),
    sa.Column('reason', sa.String(), nullable=False),
    sa.Column('ordered_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('ordered_by_id', BIG, nullable=True),
    sa.Column('revoked_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('revoked_by_id', BIG, nullable=True),
    sa.Column('worked_on', sa.Date(), nullable=True),
    refers('standing_order', 'rule_set_id', law),
    refers('standing_order', 'region_soato', ('region', 'soato')),
    refers('standing_order', 'ordered_by_id', account),
    refers('standing_order', 'revoked_by_id', account),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_standing_order'))
    )
    op.create_index(op.f('ix_standing_order_region_soato'), 'standing_order', ['region_soato'])
    op.create_table('step_call',
    sa.Column('id', BIG, nullable=False),
    sa.Column('obligation_id', BIG, nullable=False),
    sa.Column('depositor_id', BIG, nullable=False),
    sa.Column('rule_set_id', BIG, nullable=False),
    sa.Column('step', sa.Integer(), nullable=False),
    sa.Column('action', sa.String(), nullable=False),
    sa.Column('locator', sa.String(), nullable=False),
    sa.Column('called_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('by_id', BIG, nullable=True),
    sa.Column('order_id', BIG, nullable=True),
    refers('step_call', 'obligation_id', ('obligation', 'id')),
    refers('step_call', 'depositor_id', ('organisation', 'id')),
    refers('step_call', 'rule_set_id', law),
    refers('step_call', 'by_id', account),
    refers('step_call', 'order_id', ('standing_order', 'id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_step_call'))
    )
    op.create_index('ix_step_call_obligation', 'step_call', ['obligation_id', 'step'])
    op.create_index(op.f('ix_step_call_depositor_id'), 'step_call', ['depositor_id'])
    op.create_index(op.f('ix_step_call_called_at'), 'step_call', ['called_at'])
    op.create_table('step_letter',
    sa.Column('id', BIG, nullable=False),
    sa.Column('call_id', BIG, nullable=False),
    sa.Column('message_id', BIG, nullable=False),
    sa.Column('day', sa.Date(), nullable=False),
    refers('step_letter', 'call_id', ('step_call', 'id')),
    refers('step_letter', 'message_id', ('message', 'id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_step_letter')),
    sa.UniqueConstraint('call_id', 'message_id', name=op.f('uq_step_letter_call_id_message_id'))
    )
    op.create_index(op.f('ix_step_letter_message_id'), 'step_letter', ['message_id'])


def downgrade():
    op.drop_table('step_letter')
    op.drop_table('step_call')
    op.drop_table('standing_order')
