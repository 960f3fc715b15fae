"""Papers of cases, purchases at the depositor's cost, notices under a standing order.

Revision ID: 1add3b1750e2
Revises: c17405a9e3b6
Create Date: 2026-11-26 17:50:00
"""
import sqlalchemy as sa
from alembic import op

revision = '1add3b1750e2'
down_revision = 'c17405a9e3b6'
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')


def refers(table, column, to):
    return sa.ForeignKeyConstraint([column], [f'{to}.id'], name=op.f(f'fk_{table}_{column}_{to}'))


def upgrade():
    op.create_table('case_paper',
    sa.Column('id', BIG, nullable=False),
    sa.Column('case_id', BIG, nullable=False),
    sa.Column('kind', sa.Enum('referral', 'refund_claim', name='paperkind', native_enum=False, length=32),
              nullable=False),
    sa.Column('series', sa.String(), nullable=False),
    sa.Column('year', sa.Integer(), nullable=False),
    sa.Column('sequence', sa.Integer(), nullable=False),
    sa.Column('number', sa.String(), nullable=False),
    sa.Column('specimen', sa.Boolean(), nullable=False),
    sa.Column('verification_code', sa.String(), nullable=False),
    sa.Column('language', sa.String(), nullable=False),
    sa.Column('template_version', sa.String(), nullable=False),
    sa.Column('facts', sa.JSON(), nullable=False),
    sa.Column('issued_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('issued_by_id', BIG, nullable=True),
    sa.Column('withdrawn_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('file_id', BIG, nullable=True),
    refers('case_paper', 'case_id', 'compliance_case'),
    refers('case_paper', 'issued_by_id', 'account'),
    refers('case_paper', 'file_id', 'stored_file'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_case_paper')),
    sa.UniqueConstraint('series', 'year', 'sequence', name=op.f('uq_case_paper_series_year_sequence')),
    sa.UniqueConstraint('verification_code', name=op.f('uq_case_paper_verification_code'))
    )
    op.create_index(op.f('ix_case_paper_case_id'), 'case_paper', ['case_id'])
    op.create_table('purchase',
    sa.Column('id', BIG, nullable=False),
    sa.Column('case_id', BIG, nullable=False),
    sa.Column('paper_id', BIG, nullable=False),
    sa.Column('seller', sa.String(), nullable=False),
    sa.Column('bought_on', sa.Date(), nullable=False),
    sa.Column('currency', sa.String(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('by_id', BIG, nullable=True),
    sa.Column('struck_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('struck_by_id', BIG, nullable=True),
    sa.Column('struck_for', sa.String(), nullable=False),
    refers('purchase', 'case_id', 'compliance_case'),
    refers('purchase', 'paper_id', 'case_paper'),
    refers('purchase', 'by_id', 'account'),
    refers('purchase', 'struck_by_id', 'account'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_purchase')),
    sa.UniqueConstraint('paper_id', name=op.f('uq_purchase_paper_id'))
    )
    op.create_index(op.f('ix_purchase_case_id'), 'purchase', ['case_id'])
    op.create_table('purchase_line',
    sa.Column('id', BIG, nullable=False),
    sa.Column('purchase_id', BIG, nullable=False),
    sa.Column('obligation_id', BIG, nullable=False),
    sa.Column('copies', sa.Integer(), nullable=False),
    sa.Column('received', sa.Integer(), nullable=False),
    sa.Column('price', sa.BigInteger(), nullable=False),
    sa.CheckConstraint('copies > 0', name=op.f('ck_purchase_line_some_copies')),
    sa.CheckConstraint('price > 0', name=op.f('ck_purchase_line_some_price')),
    refers('purchase_line', 'purchase_id', 'purchase'),
    refers('purchase_line', 'obligation_id', 'obligation'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_purchase_line')),
    sa.UniqueConstraint('purchase_id', 'obligation_id', name=op.f('uq_purchase_line_purchase_id_obligation_id'))
    )
    op.create_index(op.f('ix_purchase_line_obligation_id'), 'purchase_line', ['obligation_id'])
    op.create_table('purchase_file',
    sa.Column('id', BIG, nullable=False),
    sa.Column('purchase_id', BIG, nullable=False),
    sa.Column('file_id', BIG, nullable=False),
    refers('purchase_file', 'purchase_id', 'purchase'),
    refers('purchase_file', 'file_id', 'stored_file'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_purchase_file'))
    )
    op.create_index(op.f('ix_purchase_file_purchase_id'), 'purchase_file', ['purchase_id'])
    with op.batch_alter_table('standing_order') as table:
        table.add_column(sa.Column('language', sa.String(), nullable=True))
    with op.batch_alter_table('notice_batch') as table:
        table.add_column(sa.Column('order_id', BIG, nullable=True))
        table.add_column(sa.Column('ordered_for', sa.Date(), nullable=True))
        table.create_foreign_key(op.f('fk_notice_batch_order_id_standing_order'), 'standing_order',
                                 ['order_id'], ['id'])
        table.create_unique_constraint(op.f('uq_notice_batch_order_id_ordered_for'), ['order_id', 'ordered_for'])


def downgrade():
    with op.batch_alter_table('notice_batch') as table:
        table.drop_constraint(op.f('uq_notice_batch_order_id_ordered_for'), type_='unique')
        table.drop_constraint(op.f('fk_notice_batch_order_id_standing_order'), type_='foreignkey')
        table.drop_column('ordered_for')
        table.drop_column('order_id')
    with op.batch_alter_table('standing_order') as table:
        table.drop_column('language')
    op.drop_table('purchase_file')
    op.drop_table('purchase_line')
    op.drop_table('purchase')
    op.drop_table('case_paper')
