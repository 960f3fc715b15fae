"""Claims of libraries: late copies asked of depositors or passed to the authority, and the answers.

Revision ID: c15a10e7d2f4
Revises: e7a3b95d21c8
Create Date: 2026-11-26 15:10:00
"""
import sqlalchemy as sa
from alembic import op

revision = 'c15a10e7d2f4'
down_revision = 'e7a3b95d21c8'
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')


def upgrade():
    op.create_table('claim',
    sa.Column('id', BIG, nullable=False),
    sa.Column('kind', sa.Enum('asked', 'passed', name='claimkind', native_enum=False, length=32), nullable=False),
    sa.Column('depository_id', BIG, nullable=False),
    sa.Column('depositor_id', BIG, nullable=False),
    sa.Column('words', sa.String(), nullable=False),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('made_by_id', BIG, nullable=True),
    sa.Column('message_id', BIG, nullable=True),
    sa.ForeignKeyConstraint(['depository_id'], ['organisation.id'], name=op.f('fk_claim_depository_id_organisation')),
    sa.ForeignKeyConstraint(['depositor_id'], ['organisation.id'], name=op.f('fk_claim_depositor_id_organisation')),
    sa.ForeignKeyConstraint(['made_by_id'], ['account.id'], name=op.f('fk_claim_made_by_id_account')),
    sa.ForeignKeyConstraint(['message_id'], ['message.id'], name=op.f('fk_claim_message_id_message')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_claim')),
    sa.UniqueConstraint('message_id', name=op.f('uq_claim_message_id'))
    )
    op.create_index(op.f('ix_claim_depository_id'), 'claim', ['depository_id'])
    op.create_index(op.f('ix_claim_depositor_id'), 'claim', ['depositor_id'])
    op.create_table('claim_line',
    sa.Column('id', BIG, nullable=False),
    sa.Column('claim_id', BIG, nullable=False),
    sa.Column('obligation_id', BIG, nullable=False),
    sa.Column('copies', sa.Integer(), nullable=False),
    sa.Column('due_on', sa.Date(), nullable=False),
    sa.Column('left_out', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['claim_id'], ['claim.id'], name=op.f('fk_claim_line_claim_id_claim')),
    sa.ForeignKeyConstraint(['obligation_id'], ['obligation.id'], name=op.f('fk_claim_line_obligation_id_obligation')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_claim_line')),
    sa.UniqueConstraint('claim_id', 'obligation_id', name=op.f('uq_claim_line_claim_id_obligation_id'))
    )
    op.create_index('ix_claim_line_obligation', 'claim_line', ['obligation_id', 'id'])
    op.create_table('claim_answer',
    sa.Column('id', BIG, nullable=False),
    sa.Column('line_id', BIG, nullable=False),
    sa.Column('kind', sa.Enum('sent', 'will_send', 'not_ours', name='answerkind', native_enum=False, length=32), nullable=False),
    sa.Column('day', sa.Date(), nullable=True),
    sa.Column('words', sa.String(), nullable=False),
    sa.Column('answered_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('answered_by_id', BIG, nullable=True),
    sa.ForeignKeyConstraint(['line_id'], ['claim_line.id'], name=op.f('fk_claim_answer_line_id_claim_line')),
    sa.ForeignKeyConstraint(['answered_by_id'], ['account.id'], name=op.f('fk_claim_answer_answered_by_id_account')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_claim_answer'))
    )
    op.create_index('ix_claim_answer_line', 'claim_answer', ['line_id', 'id'])


def downgrade():
    op.drop_table('claim_answer')
    op.drop_table('claim_line')
    op.drop_table('claim')
