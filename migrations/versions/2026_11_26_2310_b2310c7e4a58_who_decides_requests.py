"""Who was named to decide a request; until when it can be appealed that a decision was taken up again.

Revision ID: b2310c7e4a58
Revises: a2205f8d6b13
Create Date: 2026-11-26 23:10:00
"""
import sqlalchemy as sa
from alembic import op

revision = 'b2310c7e4a58'
down_revision = 'a2205f8d6b13'
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')


def upgrade():
    op.create_table('decider_naming',
    sa.Column('id', BIG, nullable=False),
    sa.Column('request_id', BIG, nullable=False),
    sa.Column('account_id', BIG, nullable=False),
    sa.Column('reason', sa.String(), nullable=False),
    sa.Column('named_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('named_by_id', BIG, nullable=True),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_decider_naming_account_id_account')),
    sa.ForeignKeyConstraint(['named_by_id'], ['account.id'], name=op.f('fk_decider_naming_named_by_id_account')),
    sa.ForeignKeyConstraint(['request_id'], ['depositor_request.id'],
                            name=op.f('fk_decider_naming_request_id_depositor_request')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_decider_naming'))
    )
    op.create_index('ix_decider_naming_request', 'decider_naming', ['request_id', 'id'])
    op.create_index(op.f('ix_decider_naming_account_id'), 'decider_naming', ['account_id'])
    op.add_column('request_decision', sa.Column('reopening_appeal_by', sa.Date(), nullable=True))
    op.create_index(op.f('ix_request_decision_decided_by_id'), 'request_decision', ['decided_by_id'])


def downgrade():
    op.drop_index(op.f('ix_request_decision_decided_by_id'), table_name='request_decision')
    with op.batch_alter_table('request_decision') as table:
        table.drop_column('reopening_appeal_by')
    op.drop_table('decider_naming')
