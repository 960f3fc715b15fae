"""How notices were served: by registered post, handed over, returned.

Revision ID: b17c10e5a2f8
Revises: b17b00a4c6d1
Create Date: 2026-11-26 17:10:00
"""
import sqlalchemy as sa
from alembic import op

revision = 'b17c10e5a2f8'
down_revision = 'b17b00a4c6d1'
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')


def upgrade():
    op.create_table('notice_service',
    sa.Column('id', BIG, nullable=False),
    sa.Column('notice_id', BIG, nullable=False),
    sa.Column('channel', sa.Enum('account', 'post', 'hand', name='channel', native_enum=False, length=32), nullable=False),
    sa.Column('result', sa.Enum('sent', 'served', 'returned', 'struck', name='result', native_enum=False, length=32), nullable=False),
    sa.Column('day', sa.Date(), nullable=False),
    sa.Column('tracking', sa.String(), nullable=False),
    sa.Column('words', sa.String(), nullable=False),
    sa.Column('file_id', BIG, nullable=True),
    sa.Column('corrects_id', BIG, nullable=True),
    sa.Column('recorded_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('recorded_by_id', BIG, nullable=True),
    sa.ForeignKeyConstraint(['notice_id'], ['notice.id'], name=op.f('fk_notice_service_notice_id_notice')),
    sa.ForeignKeyConstraint(['file_id'], ['stored_file.id'], name=op.f('fk_notice_service_file_id_stored_file')),
    sa.ForeignKeyConstraint(['corrects_id'], ['notice_service.id'], name=op.f('fk_notice_service_corrects_id_notice_service')),
    sa.ForeignKeyConstraint(['recorded_by_id'], ['account.id'], name=op.f('fk_notice_service_recorded_by_id_account')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_notice_service')),
    sa.UniqueConstraint('corrects_id', name=op.f('uq_notice_service_corrects_id'))
    )
    op.create_index(op.f('ix_notice_service_notice_id'), 'notice_service', ['notice_id'])


def downgrade():
    op.drop_table('notice_service')
