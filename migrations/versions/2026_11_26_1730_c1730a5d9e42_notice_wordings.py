"""Texts of the notice that are edited, and which of them each notice was made with.

Revision ID: c1730a5d9e42
Revises: 1add3a5c7e90
Create Date: 2026-11-26 17:30:00
"""
import sqlalchemy as sa
from alembic import op

revision = 'c1730a5d9e42'
down_revision = '1add3a5c7e90'
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')


def person(name):
    return sa.Column(name, BIG, nullable=True)


def upgrade():
    people = ('created_by_id', 'changed_by_id', 'proposed_by_id', 'decided_by_id')
    op.create_table('notice_wording',
    sa.Column('id', BIG, nullable=False),
    sa.Column('language', sa.String(), nullable=False),
    sa.Column('texts', sa.JSON(), nullable=False),
    sa.Column('sha256', sa.String(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('changed_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('proposed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('discarded_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('version', sa.Integer(), nullable=True),
    sa.Column('in_force_from', sa.Date(), nullable=True),
    sa.Column('reason', sa.String(), nullable=False),
    sa.Column('decided_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('made_from_id', BIG, nullable=True),
    *(person(name) for name in people),
    *(sa.ForeignKeyConstraint([name], ['account.id'], name=op.f(f'fk_notice_wording_{name}_account'))
      for name in people),
    sa.ForeignKeyConstraint(['made_from_id'], ['notice_wording.id'],
                            name=op.f('fk_notice_wording_made_from_id_notice_wording')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_notice_wording')),
    sa.UniqueConstraint('language', 'version', name=op.f('uq_notice_wording_language_version'))
    )
    op.create_index('ix_notice_wording_language_in_force', 'notice_wording',
                    ['language', 'in_force_from', 'version'])
    with op.batch_alter_table('notice') as table:
        table.add_column(sa.Column('wording_id', BIG, nullable=True))
        table.create_foreign_key(op.f('fk_notice_wording_id_notice_wording'), 'notice_wording',
                                 ['wording_id'], ['id'])


def downgrade():
    with op.batch_alter_table('notice') as table:
        table.drop_constraint(op.f('fk_notice_wording_id_notice_wording'), type_='foreignkey')
        table.drop_column('wording_id')
    op.drop_index('ix_notice_wording_language_in_force', 'notice_wording')
    op.drop_table('notice_wording')
