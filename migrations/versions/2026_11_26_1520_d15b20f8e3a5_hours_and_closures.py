"""Opening hours and closures of libraries, and runs over what is owed to one library.

Revision ID: d15b20f8e3a5
Revises: c15a10e7d2f4
Create Date: 2026-11-26 15:20:00
"""
import sqlalchemy as sa
from alembic import op

revision = 'd15b20f8e3a5'
down_revision = 'c15a10e7d2f4'
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')


def upgrade():
    op.create_table('opening_day',
    sa.Column('organisation_id', BIG, nullable=False),
    sa.Column('weekday', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('opens', sa.String(), nullable=False),
    sa.Column('closes', sa.String(), nullable=False),
    sa.CheckConstraint('opens < closes', name=op.f('ck_opening_day_opens_before_it_closes')),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisation.id'], name=op.f('fk_opening_day_organisation_id_organisation')),
    sa.PrimaryKeyConstraint('organisation_id', 'weekday', name=op.f('pk_opening_day'))
    )
    op.create_table('library_closure',
    sa.Column('id', BIG, nullable=False),
    sa.Column('organisation_id', BIG, nullable=False),
    sa.Column('first_on', sa.Date(), nullable=False),
    sa.Column('last_on', sa.Date(), nullable=False),
    sa.Column('reason', sa.String(), nullable=False),
    sa.Column('recorded_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('recorded_by_id', BIG, nullable=True),
    sa.Column('withdrawn_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('withdrawn_by_id', BIG, nullable=True),
    sa.CheckConstraint('first_on <= last_on', name=op.f('ck_library_closure_ends_after_it_begins')),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisation.id'], name=op.f('fk_library_closure_organisation_id_organisation')),
    sa.ForeignKeyConstraint(['recorded_by_id'], ['account.id'], name=op.f('fk_library_closure_recorded_by_id_account')),
    sa.ForeignKeyConstraint(['withdrawn_by_id'], ['account.id'], name=op.f('fk_library_closure_withdrawn_by_id_account')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_library_closure'))
    )
    op.create_index('ix_library_closure_organisation', 'library_closure', ['organisation_id', 'last_on'])
    with op.batch_alter_table('rejudging') as table:
        table.add_column(sa.Column('depository_id', BIG, nullable=True))
        table.create_foreign_key(op.f('fk_rejudging_depository_id_organisation'), 'organisation', ['depository_id'], ['id'])


def downgrade():
    with op.batch_alter_table('rejudging') as table:
        table.drop_constraint(op.f('fk_rejudging_depository_id_organisation'), type_='foreignkey')
        table.drop_column('depository_id')
    op.drop_table('library_closure')
    op.drop_table('opening_day')
