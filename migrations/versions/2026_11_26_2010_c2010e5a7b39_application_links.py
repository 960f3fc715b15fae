"""Further private links of applications, for who has lost the letters.

Revision ID: c2010e5a7b39
Revises: c2000b6d1f84
Create Date: 2026-11-26 20:10:00
"""
import sqlalchemy as sa
from alembic import op

from app.infra.db import UtcDateTime

revision = 'c2010e5a7b39'
down_revision = 'c2000b6d1f84'
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')


def upgrade():
    op.create_table('application_link',
    sa.Column('id', BIG, nullable=False),
    sa.Column('application_id', BIG, nullable=False),
    sa.Column('secret_hash', sa.String(), nullable=False),
    sa.Column('sent_at', UtcDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['application_id'], ['application.id'], name=op.f('fk_application_link_application_id_application')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_application_link')),
    sa.UniqueConstraint('secret_hash', name=op.f('uq_application_link_secret_hash'))
    )
    op.create_index(op.f('ix_application_link_application_id'), 'application_link', ['application_id'])


def downgrade():
    op.drop_table('application_link')
