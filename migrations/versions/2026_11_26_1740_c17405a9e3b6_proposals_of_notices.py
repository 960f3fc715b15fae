"""Proposals of notices that a second person countersigns, and who countersigned a notice.

Revision ID: c17405a9e3b6
Revises: c1730a5d9e42
Create Date: 2026-11-26 17:40:00
"""
import sqlalchemy as sa
from alembic import op

revision = 'c17405a9e3b6'
down_revision = 'c1730a5d9e42'
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')
WAITING = sa.text('ended_at IS NULL')


def refers(table, column, to, key='id'):
    return sa.ForeignKeyConstraint([column], [f'{to}.{key}'], name=op.f(f'fk_{table}_{column}_{to}'))


def upgrade():
    op.create_table('notice_proposal',
    sa.Column('id', BIG, nullable=False),
    sa.Column('depositor_id', BIG, nullable=False),
    sa.Column('region_soato', sa.String(), nullable=False),
    sa.Column('language', sa.String(), nullable=False),
    sa.Column('proposed_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('proposed_by_id', BIG, nullable=False),
    sa.Column('replaces_id', BIG, nullable=True),
    sa.Column('withdrawal_reason', sa.String(), nullable=False),
    sa.Column('ending', sa.Enum('countersigned', 'sent_back', 'taken_back', 'nothing_left', name='ending',
                                native_enum=False, length=32), nullable=True),
    sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('ended_by_id', BIG, nullable=True),
    sa.Column('reason', sa.String(), nullable=False),
    sa.Column('notice_id', BIG, nullable=True),
    refers('notice_proposal', 'depositor_id', 'organisation'),
    refers('notice_proposal', 'region_soato', 'region', 'soato'),
    refers('notice_proposal', 'proposed_by_id', 'account'),
    refers('notice_proposal', 'ended_by_id', 'account'),
    refers('notice_proposal', 'notice_id', 'notice'),
    refers('notice_proposal', 'replaces_id', 'notice'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_notice_proposal')),
    sa.UniqueConstraint('notice_id', name=op.f('uq_notice_proposal_notice_id'))
    )
    op.create_index(op.f('ix_notice_proposal_region_soato'), 'notice_proposal', ['region_soato'])
    op.create_index(op.f('ix_notice_proposal_replaces_id'), 'notice_proposal', ['replaces_id'])
    op.create_index('uq_notice_proposal_waiting', 'notice_proposal', ['depositor_id', 'region_soato'], unique=True,
                    postgresql_where=WAITING, sqlite_where=WAITING)
    op.create_table('notice_proposal_line',
    sa.Column('id', BIG, nullable=False),
    sa.Column('proposal_id', BIG, nullable=False),
    sa.Column('obligation_id', BIG, nullable=False),
    refers('notice_proposal_line', 'proposal_id', 'notice_proposal'),
    refers('notice_proposal_line', 'obligation_id', 'obligation'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_notice_proposal_line')),
    sa.UniqueConstraint('proposal_id', 'obligation_id',
                        name=op.f('uq_notice_proposal_line_proposal_id_obligation_id'))
    )
    op.create_index(op.f('ix_notice_proposal_line_obligation_id'), 'notice_proposal_line', ['obligation_id'])
    with op.batch_alter_table('notice') as table:
        table.add_column(sa.Column('countersigned_by_id', BIG, nullable=True))
        table.create_foreign_key(op.f('fk_notice_countersigned_by_id_account'), 'account',
                                 ['countersigned_by_id'], ['id'])


def downgrade():
    with op.batch_alter_table('notice') as table:
        table.drop_constraint(op.f('fk_notice_countersigned_by_id_account'), type_='foreignkey')
        table.drop_column('countersigned_by_id')
    op.drop_table('notice_proposal_line')
    op.drop_table('notice_proposal')
