"""Reminders: wishes, looks and digests; attempts to send a message, and what composes it when it is sent.

Revision ID: 6c1d84e2a9f7
Revises: c4e81d7a93b6
Create Date: 2026-11-26 05:30:00
"""
import sqlalchemy as sa
from alembic import op

revision = '6c1d84e2a9f7'
down_revision = 'c4e81d7a93b6'
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')
MOMENT = sa.DateTime(timezone=True)
TEXTS_OF_MESSAGE = ('kind', 'html', 'stop_url')


def refers(table, column, to):
    return sa.ForeignKeyConstraint([column], [f'{to}.id'], name=op.f(f'fk_{table}_{column}_{to}'))


def upgrade():
    with op.batch_alter_table('message') as table:
        for name in TEXTS_OF_MESSAGE:
            table.add_column(sa.Column(name, sa.String(), nullable=False, server_default=''))
        table.add_column(sa.Column('not_before', MOMENT, nullable=True))
        table.add_column(sa.Column('dropped_at', MOMENT, nullable=True))
    op.create_table('send_attempt',
    sa.Column('id', BIG, nullable=False),
    sa.Column('message_id', BIG, nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('begun_at', MOMENT, nullable=False),
    sa.Column('ended_at', MOMENT, nullable=True),
    sa.Column('error', sa.String(), nullable=False),
    refers('send_attempt', 'message_id', 'message'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_send_attempt')),
    sa.UniqueConstraint('message_id', 'number', name=op.f('uq_send_attempt_message_id_number'))
    )
    # What was recorded of earlier sends, one row for each that succeeded.
    op.execute(
        "INSERT INTO send_attempt (message_id, number, begun_at, ended_at, error) "
        "SELECT id, 1, sent_at, sent_at, '' FROM message WHERE sent_at IS NOT NULL"
    )
    with op.batch_alter_table('message') as table:
        for name in TEXTS_OF_MESSAGE:
            table.alter_column(name, server_default=None)
        table.drop_column('attempts')
        table.drop_column('last_error')
    op.create_table('reminder_settings',
    sa.Column('account_id', BIG, nullable=False),
    sa.Column('days_before', sa.JSON(none_as_null=True), nullable=True),
    sa.Column('after', sa.Boolean(), nullable=False),
    sa.Column('weekly_on', sa.Integer(), nullable=True),
    sa.Column('quiet_from', sa.Integer(), nullable=False),
    sa.Column('quiet_until', sa.Integer(), nullable=False),
    sa.Column('changed_at', MOMENT, nullable=False),
    refers('reminder_settings', 'account_id', 'account'),
    sa.PrimaryKeyConstraint('account_id', name=op.f('pk_reminder_settings'))
    )
    op.create_table('reminder_look',
    sa.Column('account_id', BIG, nullable=False),
    sa.Column('on', sa.Date(), nullable=False),
    refers('reminder_look', 'account_id', 'account'),
    sa.PrimaryKeyConstraint('account_id', name=op.f('pk_reminder_look'))
    )
    op.create_table('reminder',
    sa.Column('id', BIG, nullable=False),
    sa.Column('account_id', BIG, nullable=False),
    sa.Column('organisation_id', BIG, nullable=False),
    sa.Column('day', sa.Date(), nullable=False),
    sa.Column('since', sa.Date(), nullable=False),
    sa.Column('message_id', BIG, nullable=False),
    refers('reminder', 'account_id', 'account'),
    refers('reminder', 'message_id', 'message'),
    refers('reminder', 'organisation_id', 'organisation'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_reminder')),
    sa.UniqueConstraint('account_id', 'day', name=op.f('uq_reminder_account_id_day')),
    sa.UniqueConstraint('message_id', name=op.f('uq_reminder_message_id'))
    )
    op.create_index(op.f('ix_reminder_organisation_id'), 'reminder', ['organisation_id'])


def downgrade():
    op.drop_table('reminder')
    op.drop_table('reminder_look')
    op.drop_table('reminder_settings')
    op.drop_table('send_attempt')
    with op.batch_alter_table('message') as table:
        table.add_column(sa.Column('attempts', sa.Integer(), nullable=False, server_default='0'))
        table.add_column(sa.Column('last_error', sa.String(), nullable=False, server_default=''))
        for name in ('dropped_at', 'not_before', *TEXTS_OF_MESSAGE):
            table.drop_column(name)
