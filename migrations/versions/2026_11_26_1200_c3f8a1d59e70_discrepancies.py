"""Discrepancies with their settlements, promises, messages and photographs.

Revision ID: c3f8a1d59e70
Revises: e5b7c2d94a16
Create Date: 2026-11-26 12:00:00
"""
import sqlalchemy as sa
from alembic import op

revision = 'c3f8a1d59e70'
down_revision = 'e5b7c2d94a16'
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')
STANDS = sa.text('ended_at IS NULL')


def _points(table, **columns):
    return [
        sa.ForeignKeyConstraint([column], [f'{other}.id'], name=op.f(f'fk_{table}_{column}_{other}'))
        for column, other in columns.items()
    ]


def _standing(table):
    op.create_index(f'uq_{table}_standing', table, ['discrepancy_id'], unique=True,
                    postgresql_where=STANDS, sqlite_where=STANDS)


def upgrade():
    op.create_table('discrepancy',
    sa.Column('id', BIG, nullable=False),
    sa.Column('receipt_id', BIG, nullable=False),
    sa.Column('kind', sa.String(32), nullable=False),
    sa.Column('release_id', BIG, nullable=True),
    sa.Column('copies', sa.Integer(), nullable=False),
    sa.Column('note', sa.String(), nullable=False),
    sa.CheckConstraint('copies > 0', name=op.f('ck_discrepancy_copies_positive')),
    *_points('discrepancy', receipt_id='receipt', release_id='release'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_discrepancy'))
    )
    op.create_index(op.f('ix_discrepancy_receipt_id'), 'discrepancy', ['receipt_id'])
    op.create_index(op.f('ix_discrepancy_release_id'), 'discrepancy', ['release_id'])
    op.create_table('settlement',
    sa.Column('id', BIG, nullable=False),
    sa.Column('discrepancy_id', BIG, nullable=False),
    sa.Column('outcome', sa.String(32), nullable=False),
    sa.Column('note', sa.String(), nullable=False),
    sa.Column('receipt_id', BIG, nullable=True),
    sa.Column('taken_by_id', BIG, nullable=True),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('by_id', BIG, nullable=True),
    sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
    *_points('settlement', discrepancy_id='discrepancy', receipt_id='receipt', taken_by_id='organisation', by_id='account'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_settlement'))
    )
    op.create_index(op.f('ix_settlement_discrepancy_id'), 'settlement', ['discrepancy_id'])
    op.create_index(op.f('ix_settlement_receipt_id'), 'settlement', ['receipt_id'])
    _standing('settlement')
    op.create_table('replacement_promise',
    sa.Column('id', BIG, nullable=False),
    sa.Column('discrepancy_id', BIG, nullable=False),
    sa.Column('promised_on', sa.Date(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('by_id', BIG, nullable=True),
    sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
    *_points('replacement_promise', discrepancy_id='discrepancy', by_id='account'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_replacement_promise'))
    )
    op.create_index(op.f('ix_replacement_promise_discrepancy_id'), 'replacement_promise', ['discrepancy_id'])
    _standing('replacement_promise')
    op.create_table('report_message',
    sa.Column('id', BIG, nullable=False),
    sa.Column('receipt_id', BIG, nullable=False),
    sa.Column('organisation_id', BIG, nullable=False),
    sa.Column('text', sa.String(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('by_id', BIG, nullable=True),
    *_points('report_message', receipt_id='receipt', organisation_id='organisation', by_id='account'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_report_message'))
    )
    op.create_index(op.f('ix_report_message_receipt_id'), 'report_message', ['receipt_id'])
    op.create_table('message_photo',
    sa.Column('id', BIG, nullable=False),
    sa.Column('message_id', BIG, nullable=False),
    sa.Column('file_id', BIG, nullable=False),
    sa.Column('sent_sha256', sa.String(), nullable=False),
    *_points('message_photo', message_id='report_message', file_id='stored_file'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_message_photo')),
    sa.UniqueConstraint('message_id', 'sent_sha256', name=op.f('uq_message_photo_message_id_sent_sha256'))
    )
    op.create_table('scan_photo',
    sa.Column('id', BIG, nullable=False),
    sa.Column('scan_id', BIG, nullable=False),
    sa.Column('file_id', BIG, nullable=False),
    sa.Column('sent_sha256', sa.String(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('by_id', BIG, nullable=True),
    *_points('scan_photo', scan_id='scan', file_id='stored_file', by_id='account'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_scan_photo')),
    sa.UniqueConstraint('scan_id', 'sent_sha256', name=op.f('uq_scan_photo_scan_id_sent_sha256'))
    )
    _report_what_is_received()


def _report_what_is_received():
    """The faults of receipts made before: what counted all the same was accepted, the rest is open."""
    faults = """
        INSERT INTO discrepancy (receipt_id, kind, release_id, copies, note)
        SELECT line.receipt_id, line.discrepancy, line.release_id, SUM(line.copies),
               CASE WHEN line.release_id IS NULL THEN line.note ELSE '' END
        FROM receipt_line AS line JOIN receipt ON receipt.id = line.receipt_id
        WHERE line.discrepancy <> '' AND receipt.reverses_id IS NULL AND line.obligation_id IS {} NULL
        GROUP BY line.receipt_id, line.discrepancy, line.release_id,
                 CASE WHEN line.release_id IS NULL THEN line.note ELSE '' END
    """
    op.execute(faults.format('NOT'))
    op.execute("""
        INSERT INTO settlement (discrepancy_id, outcome, note, at, by_id)
        SELECT discrepancy.id, 'accepted', '', receipt.at, receipt.by_id
        FROM discrepancy JOIN receipt ON receipt.id = discrepancy.receipt_id
    """)
    op.execute(faults.format(''))
    op.execute("""
        INSERT INTO discrepancy (receipt_id, kind, release_id, copies, note)
        SELECT receipt_id, 'short', release_id, SUM(copies), '' FROM shortage GROUP BY receipt_id, release_id
    """)


def downgrade():
    for table in ('scan_photo', 'message_photo', 'report_message', 'replacement_promise', 'settlement', 'discrepancy'):
        op.drop_table(table)
