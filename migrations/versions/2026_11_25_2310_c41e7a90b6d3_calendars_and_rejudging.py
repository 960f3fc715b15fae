"""Calendars: reviews by year, days of one working week, ordinary days; runs that work out anew what is owed.

Revision ID: c41e7a90b6d3
Revises: 7b1e52c0d9a4
Create Date: 2026-11-25 23:05:00
"""
import sqlalchemy as sa
from alembic import op

revision = 'c41e7a90b6d3'
down_revision = '7b1e52c0d9a4'
branch_labels = None
depends_on = None

KIND = sa.Enum('holiday', 'day_off', 'working_day', name='daykind', native_enum=False, length=32)


def upgrade():
    op.drop_column('calendar_range', 'reviewed')
    with op.batch_alter_table('calendar_day') as table:
        table.alter_column('kind', existing_type=KIND, nullable=True)
        table.add_column(sa.Column('working_week', sa.Integer(), nullable=True))
    op.create_table('calendar_review',
    sa.Column('jurisdiction', sa.String(), nullable=False),
    sa.Column('year', sa.Integer(), nullable=False),
    sa.Column('digest', sa.String(), nullable=False),
    sa.Column('reviewed_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('reviewed_by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.ForeignKeyConstraint(['jurisdiction'], ['calendar_range.jurisdiction'], name=op.f('fk_calendar_review_jurisdiction_calendar_range')),
    sa.ForeignKeyConstraint(['reviewed_by_id'], ['account.id'], name=op.f('fk_calendar_review_reviewed_by_id_account')),
    sa.PrimaryKeyConstraint('jurisdiction', 'year', name=op.f('pk_calendar_review'))
    )
    create_rejudging()


def create_rejudging():
    op.create_table('rejudging',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('cause', sa.Enum('calendar_changed', name='cause', native_enum=False, length=32), nullable=False),
    sa.Column('first_day', sa.Date(), nullable=True),
    sa.Column('last_day', sa.Date(), nullable=True),
    sa.Column('asked_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('asked_by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('total', sa.Integer(), nullable=False),
    sa.Column('cursor', sa.BigInteger(), nullable=False),
    sa.Column('moved', sa.Integer(), nullable=False),
    sa.Column('unchanged', sa.Integer(), nullable=False),
    sa.Column('kept', sa.Integer(), nullable=False),
    sa.Column('failed', sa.Integer(), nullable=False),
    sa.Column('lease_key', sa.String(), nullable=False),
    sa.Column('lease_until', sa.DateTime(timezone=True), nullable=True),
    sa.Column('finished_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['asked_by_id'], ['account.id'], name=op.f('fk_rejudging_asked_by_id_account')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_rejudging'))
    )
    op.create_index(op.f('ix_rejudging_finished_at'), 'rejudging', ['finished_at'])
    op.create_table('rejudged_obligation',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('rejudging_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('outcome', sa.Enum('moved', 'kept', 'failed', name='outcome', native_enum=False, length=32), nullable=False),
    sa.Column('release_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('obligation_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('due_before', sa.Date(), nullable=True),
    sa.Column('due_after', sa.Date(), nullable=True),
    sa.Column('provisional_before', sa.Boolean(), nullable=False),
    sa.Column('provisional_after', sa.Boolean(), nullable=False),
    sa.Column('problem', sa.String(), nullable=False),
    sa.Column('problem_params', sa.JSON(), nullable=False),
    sa.ForeignKeyConstraint(['rejudging_id'], ['rejudging.id'], name=op.f('fk_rejudged_obligation_rejudging_id_rejudging')),
    sa.ForeignKeyConstraint(['release_id'], ['release.id'], name=op.f('fk_rejudged_obligation_release_id_release')),
    sa.ForeignKeyConstraint(['obligation_id'], ['obligation.id'], name=op.f('fk_rejudged_obligation_obligation_id_obligation')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_rejudged_obligation')),
    sa.UniqueConstraint('rejudging_id', 'obligation_id', name=op.f('uq_rejudged_obligation_rejudging_id_obligation_id'))
    )
    op.create_index(op.f('ix_rejudged_obligation_obligation_id'), 'rejudged_obligation', ['obligation_id'])
    op.create_index('ix_rejudged_obligation_outcome', 'rejudged_obligation', ['rejudging_id', 'outcome', 'id'])


def downgrade():
    op.drop_table('rejudged_obligation')
    op.drop_table('rejudging')
    op.drop_table('calendar_review')
    op.execute("DELETE FROM calendar_day WHERE kind IS NULL")
    with op.batch_alter_table('calendar_day') as table:
        table.drop_column('working_week')
        table.alter_column('kind', existing_type=KIND, nullable=False)
    with op.batch_alter_table('calendar_range') as table:
        table.add_column(sa.Column('reviewed', sa.Boolean(), nullable=False, server_default=sa.false()))
