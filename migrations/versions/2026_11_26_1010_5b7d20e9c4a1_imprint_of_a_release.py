"""The imprint under which a release came out.

Revision ID: 5b7d20e9c4a1
Revises: c5f0a1d27e64
Create Date: 2026-11-26 10:10:00
"""
import sqlalchemy as sa
from alembic import op

revision = '5b7d20e9c4a1'
down_revision = 'c5f0a1d27e64'
branch_labels = None
depends_on = None


def upgrade():
    with op.batch_alter_table('release') as table:
        table.add_column(sa.Column('imprint_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True))
        table.create_foreign_key('fk_release_imprint_id_organisation', 'organisation', ['imprint_id'], ['id'])


def downgrade():
    with op.batch_alter_table('release') as table:
        table.drop_constraint('fk_release_imprint_id_organisation', type_='foreignkey')
        table.drop_column('imprint_id')
